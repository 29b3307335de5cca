"""N8, N9: a void names the stores that show the package, and those of which nobody knows it."""

from __future__ import annotations

import pytest

from mockplace.kernel.fault_plan import Fault
from shiponce.domain.shipment import NotificationState
from shiponce.domain.store import MatchingMode
from shiponce.words import LANGUAGES, say
from tests.promises.merchant import Trade

MODES = pytest.mark.parametrize("mode", list(MatchingMode))
STORES = pytest.mark.parametrize("store", ["amz", "bay", "shop"])
CONFIRMS = {
    "amz": "confirmShipment",
    "bay": "createShippingFulfillment",
    "shop": "createShipment",
}
#: How a store answers the notification → whether it recorded the package: True, False, or None as
#: long as nobody knows.
ANSWERS = {
    "accepted": True,
    "not_found": False,
    "rate_limited": False,
    "server_error": None,
    "timeout_before_commit": None,
    "timeout_after_commit": None,
}


@MODES
@STORES
@pytest.mark.parametrize("answer", list(ANSWERS))
@pytest.mark.proves("N8", "N9", "N3")
def test_a_void_names_only_the_stores_that_show_the_package(
    store: str, mode: MatchingMode, answer: str
) -> None:
    """What nobody knows is said as unknown; later, the outbox agrees with the platform's books."""
    trade = Trade(mode=mode, connected=(store,))
    order = trade.buy(store, ("MUG", 2))
    trade.take_in()
    if answer != "accepted":
        operation = CONFIRMS[store]
        trade.world.faults.add(Fault(answer, operation, store=store, times=3))  # type: ignore[arg-type]  # a kind
    with trade.unread():
        shipment = trade.hub.shipping.ship(trade.id(order), "house:ground")
    trade.hub.tick()
    before = _said(trade, shipment.id)
    trade.hub.shipping.void(shipment.id)
    trade.world.faults.clear()
    after = _said(trade, shipment.id)
    known = ANSWERS[answer]
    expected = (store, None) if known else (None, None) if known is False else (None, store)
    assert before == after == expected
    (notification,) = trade.notifications()
    if known is False:
        assert notification.state is NotificationState.WITHDRAWN
    trade.wait(60)
    recorded = [one[1] for one in trade.shown(order)[1]]
    assert recorded == (
        [shipment.tracking] if answer in ("accepted", "timeout_after_commit") else []
    )
    (notification,) = trade.notifications()
    ended = NotificationState.SENT if recorded else NotificationState.WITHDRAWN
    assert notification.state is ended
    assert _said(trade, shipment.id) == ((store, None) if recorded else (None, None))


@pytest.mark.proves("N9")
def test_a_notification_of_a_voided_label_ends_although_its_order_is_gone() -> None:
    """The sender of an attempt that is under way learns only afterwards that nothing is to say."""
    trade = Trade(connected=("bay",))
    order = trade.buy("bay", ("MUG", 2))
    trade.take_in()
    trade.world.faults.add(Fault("not_found", store="bay", order_id=order.order_id, times=99))
    with trade.unread():
        shipment = trade.hub.shipping.ship(trade.id(order), "house:ground")
    with trade.hub._db.write() as conn:  # another process claims the notification
        conn.execute("UPDATE notices SET attempts = 2, verify = 1, state = 'sending'")
    trade.hub.shipping.void(shipment.id)
    assert _said(trade, shipment.id) == (None, None)
    with trade.hub._db.write() as conn:
        conn.execute("UPDATE notices SET next_at = ?", (trade.world.now,))
    trade.wait(10)
    (notification,) = trade.notifications()
    assert notification.state is NotificationState.WITHDRAWN


def _said(trade: Trade, shipment: int) -> tuple[str | None, str | None]:
    """The stores that a void names as notified, and those that it names as perhaps notified."""
    found = []
    shipping = trade.hub.shipping
    for said in (shipping.notified_stores(shipment), shipping.perhaps_notified(shipment)):
        if said is not None:
            assert all(say(said.code, lang, **said.facts) for lang in LANGUAGES)
        found.append(None if said is None else str(said.facts["stores"]))
    return found[0], found[1]
