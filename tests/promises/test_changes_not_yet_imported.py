"""What a person does on a platform minutes before a label is bought here, and is not imported."""

from __future__ import annotations

import pytest

from mockplace.kernel.records import PlatformOrder
from shiponce.decisions.doctor_checks import Level
from shiponce.domain.shipment import NotificationState
from shiponce.domain.store import MatchingMode
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


@STORES
@pytest.mark.parametrize("units", [2, 1], ids=["whole", "part"])
def test_a_package_of_the_platform_makes_the_label_surplus(store: str, units: int) -> None:
    """Somebody shipped it there before the label was bought here: the label is named."""
    trade = Trade()
    order = trade.buy(store, ("BOWL", 2))
    trade.take_in()
    trade.ship_there(order, "1Z999AA10123456784", BOWL=units)
    shipment = trade.ship(order)
    trade.settle()
    assert trade.due(order) == {}
    (line,) = trade.hub.orders.detail(trade.id(order)).lines
    assert (line.shipped_here, line.shipped_by_others, line.surplus) == (2 - units, units, units)
    assert alarms(trade, order, shipment.id)
