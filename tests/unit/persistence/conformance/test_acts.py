"""The ledger of acts: what left the house stays known until its outcome is."""

from __future__ import annotations

import pytest

from shiponce.domain.act import ActKind, ActState
from shiponce.persistence import acts
from shiponce.persistence.database import Database
from tests.unit.persistence.conformance.records import NOW, add_order, add_shipment, add_store

DEADLINE = NOW + 60_000


@pytest.fixture
def void(db: Database) -> int:
    """Begin a void of a label."""
    shipment = add_shipment(db, add_order(db, add_store(db)))
    with db.write() as conn:
        return acts.begin(
            conn, ActKind.VOID, key="label-1", at=NOW, deadline=DEADLINE, shipment_id=shipment
        )


@pytest.mark.proves("X1")
def test_an_open_act_is_looked_at_from_its_deadline_on(db: Database, void: int) -> None:
    """Whoever began it must have died by then; before that its call may be under way."""
    assert acts.due(db.conn, DEADLINE - 1) == []
    (act,) = acts.due(db.conn, DEADLINE)
    assert (act.id, act.kind, act.state) == (void, ActKind.VOID, ActState.OPEN)
    assert acts.may_send(db.conn, void) == DEADLINE


@pytest.mark.proves("X1")
def test_an_unknown_act_is_looked_at_when_it_is_due(db: Database, void: int) -> None:
    """It becomes unknown once, and no request of it goes any more."""
    with db.write() as conn:
        assert acts.unknown(conn, void, NOW, NOW + 5, code="error.unreachable")
        assert not acts.unknown(conn, void, NOW, NOW + 9)
    assert acts.may_send(db.conn, void) is None
    assert (acts.count_unknown(db.conn), acts.next_look(db.conn)) == (1, NOW + 5)
    (listed,) = acts.listing(db.conn)
    assert (listed.state, listed.code, listed.by) == (
        ActState.UNKNOWN,
        "error.unreachable",
        "Ada",
    )


def test_an_act_ends_once(db: Database, void: int) -> None:
    """With what a person has seen, where one has ended it."""
    with db.write() as conn:
        assert acts.settle(conn, void, ActState.DONE, NOW, by="Bo", saw="the carrier's page")
        assert not acts.settle(conn, void, ActState.NONE, NOW)
    assert acts.listing(db.conn) == []
    (listed,) = acts.listing(db.conn, everything=True)
    assert (listed.settled_by, listed.saw) == ("Bo", "the carrier's page")
    assert listed.order_id is not None
    (seen,) = acts.seen_by_persons(db.conn, listed.order_id)
    assert (seen.kind, seen.saw) == (ActKind.VOID, "the carrier's page")
