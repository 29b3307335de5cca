"""What the database itself refuses, whichever code asks for it."""

from __future__ import annotations

import pytest

from shiponce.domain.act import ActKind, ActState
from shiponce.domain.order import Visibility
from shiponce.domain.shipment import ShipmentState
from shiponce.errors import GuardError
from shiponce.persistence import acts, order_states, shipments
from shiponce.persistence.database import Database
from tests.doubles.platforms_in_memory import a_copy, an_order
from tests.platform_ids import BIGCOMMERCE
from tests.unit.persistence.conformance.records import (
    NOW,
    add_order,
    add_shipment,
    add_store,
    begin_shipment,
)


@pytest.fixture
def pair(db: Database) -> tuple[int, int]:
    """Record an original and the copy that is hidden behind it."""
    original = add_order(db, add_store(db))
    shop = add_store(db, "shop", BIGCOMMERCE)
    copy = a_copy(an_order())
    return original, add_order(db, shop, copy, visibility=Visibility.HIDDEN, original=original)


@pytest.mark.proves("B5")
def test_nothing_is_hidden_without_an_original_in_sight(
    db: Database, pair: tuple[int, int]
) -> None:
    """A copy without a link, and an original that has copies, stay visible."""
    original, copy = pair
    with pytest.raises(GuardError) as hidden, db.write() as conn:
        order_states.move(conn, original, NOW, why="why.hidden", visibility=Visibility.HIDDEN)
    assert hidden.value.code in ("guard.original_hidden", "guard.hidden_without_original")
    with db.write() as conn:
        order_states.move(conn, copy, NOW, why="why.arrived", visibility=Visibility.VISIBLE)
        order_states.unlink(conn, copy)
    with pytest.raises(GuardError) as alone, db.write() as conn:
        order_states.move(conn, copy, NOW, why="why.hidden", visibility=Visibility.HIDDEN)
    assert alone.value.code == "guard.hidden_without_original"


@pytest.mark.proves("P5", "W7")
def test_a_hidden_copy_is_not_shipped(db: Database, pair: tuple[int, int]) -> None:
    """Its original is."""
    with pytest.raises(GuardError) as stopped:
        begin_shipment(db, pair[1])
    assert stopped.value.code == "guard.not_visible"


@pytest.mark.proves("W7")
def test_no_more_units_leave_than_were_ordered(db: Database) -> None:
    """Live labels together hold at most what was sold of each line."""
    order = add_order(db, add_store(db))
    add_shipment(db, order, [(1, 1)])
    with pytest.raises(GuardError) as stopped:
        begin_shipment(db, order, [(1, 2)])
    assert stopped.value.code == "guard.unit_twice"
    add_shipment(db, order, [(1, 1)])


@pytest.mark.proves("W7")
def test_one_purchase_at_a_time(db: Database) -> None:
    """Also of another line, until the first one has an end."""
    order = add_order(db, add_store(db))
    first = begin_shipment(db, order, [(1, 1)])
    with pytest.raises(GuardError) as stopped:
        begin_shipment(db, order, [(1, 1)])
    assert stopped.value.code == "guard.purchase_in_flight"
    with db.write() as conn:
        assert shipments.settle(conn, first, ShipmentState.NOT_BOUGHT, NOW)
    begin_shipment(db, order, [(1, 1)])


def test_one_unsettled_act_on_a_label(db: Database) -> None:
    """A second void waits until the first one has ended; an ended act stays as it ended."""
    shipment = add_shipment(db, add_order(db, add_store(db)))

    def begin() -> int:
        with db.write() as conn:
            return acts.begin(
                conn, ActKind.VOID, key="label-1", at=NOW, deadline=NOW, shipment_id=shipment
            )

    act = begin()
    with pytest.raises(GuardError):
        begin()
    with db.write() as conn:
        assert acts.settle(conn, act, ActState.NONE, NOW)
        assert not acts.settle(conn, act, ActState.DONE, NOW)
    assert begin() != act
