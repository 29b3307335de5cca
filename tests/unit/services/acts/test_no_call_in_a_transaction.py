"""No transaction is open while a platform or a carrier is called."""

from __future__ import annotations

import pytest

from shiponce.domain.shipment import Route
from shiponce.errors import Unreachable
from tests.doubles.platforms_in_memory import (
    FakeCarrier,
    FakePlatform,
    a_copy,
    a_hub,
    an_order,
    never_sent,
)
from tests.platform_ids import EBAY, EXCLUDE_COPIES


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """One entry a call that leaves the house: whether a transaction was open."""
    seen: list[bool] = []
    for kind in (FakePlatform, FakeCarrier):
        monkeypatch.setattr(
            kind,
            "_outside",
            lambda self: seen.append(any(db.in_transaction for db in self.db)),
        )
    return seen


@pytest.mark.proves("X6")
def test_a_whole_day_calls_nobody_inside_a_transaction(calls: list[bool]) -> None:
    """Importing, quoting, buying, losing an answer, giving back, telling, looking, letting in."""
    hub, world = a_hub()
    mug, pot = an_order(), an_order(EBAY, "27-10411-55083")
    world.stores["amz"].orders[mug.remote_id] = mug
    world.stores["bay"].orders[pot.remote_id] = pot
    world.stores["shop"].orders["1042"] = a_copy(mug)
    done = [len(calls)]

    def happened() -> None:
        """The step just taken has called somebody."""
        assert len(calls) > done[-1]
        done.append(len(calls))

    hub.imports.run_all()
    happened()
    hub.shipping.options(hub.orders.find(mug.remote_id))
    happened()
    shipment = hub.shipping.ship(hub.orders.find(mug.remote_id), "house:ground")
    happened()
    hub.tick()
    happened()
    hub.shipping.void(shipment.id)
    happened()
    lost = Unreachable("error.unreachable", platform="house", operation="buy")
    world.carriers[Route.HOUSE].after = [lost]
    hub.shipping.ship(hub.orders.find(mug.remote_id), "house:ground")
    happened()
    hub.orders.look(hub.orders.find(mug.remote_id))
    happened()
    hub.rules.add(EXCLUDE_COPIES)
    world.stores["shop"].orders["1043"] = a_copy(pot, "1043")
    hub.imports.run("shop")
    happened()
    hub.imports.let_in(hub.orders.excluded()[0].id)
    happened()
    assert not any(calls)


@pytest.mark.proves("X6")
def test_a_call_inside_a_transaction_would_be_seen(calls: list[bool]) -> None:
    """The watch itself works: otherwise the test above could not fail."""
    hub, world = a_hub()
    with hub._db.write():
        world.stores["amz"].now()
    assert calls == [True]


@pytest.mark.proves("X6", "N3")
def test_nothing_is_recorded_before_it_is_true() -> None:
    """A carrier that refuses leaves no label and no notice, and a store that refuses no "sent"."""
    hub, world = a_hub()
    mug = an_order()
    world.stores["amz"].orders[mug.remote_id] = mug
    hub.imports.run_all()
    order_id = hub.orders.find(mug.remote_id)
    silent = never_sent(Unreachable("error.not_reached", platform="house", operation="buy"))
    world.carriers[Route.HOUSE].before = [silent]
    with pytest.raises(Unreachable):
        hub.shipping.ship(order_id, "house:ground")
    assert hub.notifications.rows() == ()
    assert [one.tracking for one in hub.orders.detail(order_id).shipments if one.tracking] == []
    world.stores["amz"].before = [silent]
    hub.shipping.ship(order_id, "house:ground")
    hub.tick()
    (notification,) = hub.notifications.rows()
    assert (notification.sent_at, world.stores["amz"].told) == (None, [])
