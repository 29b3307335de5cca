"""What a person does on a platform minutes before a label is bought here, and is not imported."""

from __future__ import annotations

import pytest

from mockplace.kernel.fault_plan import Fault
from mockplace.kernel.records import PlatformOrder
from shiponce.decisions.doctor_checks import Level
from shiponce.domain.shipment import NotificationState
from shiponce.domain.store import MatchingMode
from shiponce.errors import Refused
from shiponce.words import say
from tests.promises.merchant import Trade

STORES = pytest.mark.parametrize("store", ["shop", "amz", "bay"])
MODES = pytest.mark.parametrize("mode", MatchingMode)


def alarms(trade: Trade, order: PlatformOrder, shipment_id: int) -> bool:
    """Whether the order says that this label is to be voided, and the doctor names the order."""
    order_id = trade.id(order)
    said = [say(one.code, "en", **one.facts) for one in trade.hub.orders.why(order_id).warnings]
    found = [one for one in trade.hub.maintenance.doctor() if one.level is Level.TROUBLE]
    named = any(order.order_id in say(one.what.code, "en", **one.what.facts) for one in found)
    return named and any(f"shiponce void {shipment_id}" in one for one in said)


@MODES
@STORES
def test_a_cancellation_is_not_overwritten(store: str, mode: MatchingMode) -> None:
    """The platform keeps it, the notification stops, and the label is to be voided."""
    trade = Trade(mode)
    order = trade.buy(store, ("BOWL", 1))
    trade.take_in()
    trade.cancel_there(order)
    with trade.unread():
        shipment = trade.ship(order)
    assert trade.world.orders[store, order.order_id].status == "cancelled"
    own = [one for one in trade.notifications(store) if one.shipment_id == shipment.id]
    assert [one.state for one in own] == [NotificationState.STOPPED]
    trade.settle()
    assert trade.world.orders[store, order.order_id].status == "cancelled"
    assert trade.waiting() == []
    assert alarms(trade, order, shipment.id)
    trade.hub.shipping.void(shipment.id)
    trade.settle()
    assert trade.waiting() == []


#: BigCommerce's buyers cannot ask for a cancellation.
EVENTS = [
    (store, event)
    for store in ("shop", "amz", "bay")
    for event in ("cancelled", "shipped", "asks to cancel", "part shipped")
    if (store, event) != ("shop", "asks to cancel")
]


@pytest.mark.parametrize(("store", "event"), EVENTS)
def test_an_order_is_read_before_a_label_is_bought(store: str, event: str) -> None:
    """What happened since the import is known before money is spent."""
    trade = Trade()
    order = trade.buy(store, ("BOWL", 2))
    trade.take_in()
    if event == "cancelled":
        trade.cancel_there(order)
    elif event == "asks to cancel":
        trade.world.after_sale.request_cancellation(store, order.order_id)
    else:
        trade.ship_there(order, "1Z999AA10123456784", BOWL=1 if event == "part shipped" else 2)
    if event == "part shipped":
        trade.ship(order)
    else:
        with pytest.raises(Refused):
            trade.ship(order)
    assert sum(trade.labelled(order).values()) == (event == "part shipped")
    trade.settle()
    trade.check()


@STORES
@pytest.mark.parametrize("kind", ["server_error", "timeout_before_commit", "rate_limited"])
def test_an_order_that_cannot_be_read_is_shipped_as_imported(store: str, kind: str) -> None:
    """A platform that does not answer keeps nobody from shipping."""
    trade = Trade()
    order = trade.buy(store, ("BOWL", 1))
    trade.take_in()
    fault = Fault(kind, "getOrder", store=store, times=1)  # type: ignore[arg-type]  # by name
    trade.world.faults.add(fault)
    trade.ship(order)
    trade.settle()
    assert trade.labelled(order) == {"BOWL": 1}
    trade.check()


@STORES
@pytest.mark.parametrize("units", [2, 1], ids=["whole", "part"])
def test_a_package_of_the_platform_makes_the_label_surplus(store: str, units: int) -> None:
    """Somebody shipped it there before the label was bought here: the label is named."""
    trade = Trade()
    order = trade.buy(store, ("BOWL", 2))
    trade.take_in()
    trade.ship_there(order, "1Z999AA10123456784", BOWL=units)
    with trade.unread():
        shipment = trade.ship(order)
    trade.settle()
    assert trade.due(order) == {}
    (line,) = trade.hub.orders.detail(trade.id(order)).lines
    assert (line.shipped_here, line.shipped_by_others, line.surplus) == (2 - units, units, units)
    assert alarms(trade, order, shipment.id)
