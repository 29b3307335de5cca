"""An order to several addresses: the address of the package decides, not that of the next one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shiponce.domain.order import Address, Destination, ImportedOrder
from shiponce.domain.platform import Source
from shiponce.domain.shipment import Route
from shiponce.errors import Refused
from shiponce.hub import Hub
from tests.doubles.platforms_in_memory import a_hub, an_order
from tests.platform_ids import BIGCOMMERCE

LINE = an_order().lines[0]
HOME = Destination("h", Address("Ada Byron", "1 Mill Lane", "Boston", "US", postcode="02110"))
NOWHERE = Destination("n", Address("", "", "Cork", "IE"))


def order_to(first: Destination, second: Destination) -> ImportedOrder:
    """One line for each address."""
    return an_order(
        BIGCOMMERCE,
        remote_id="501",
        source=Source.STOREFRONT,
        keys=(),
        ship_to=first.address,
        destinations=(first, second),
        lines=(
            replace(LINE, destination=first.remote_id),
            replace(LINE, remote_id="l2", sku="POT", destination=second.remote_id),
        ),
    )


def hub_with(order: ImportedOrder) -> tuple[Hub, int]:
    """A hub with this order of the shop."""
    hub, world = a_hub()
    world.stores["shop"].orders[order.remote_id] = order
    hub.imports.run_all()
    return hub, hub.orders.find("shop:501")


@pytest.mark.parametrize("first", [HOME, NOWHERE])
def test_an_incomplete_address_forbids_only_its_own_package(first: Destination) -> None:
    """Whichever of them is the first with due units."""
    second = NOWHERE if first is HOME else HOME
    hub, order_id = hub_with(order_to(first, second))
    detail = hub.orders.detail(order_id)
    assert detail.next_destination == first.remote_id
    closed = {
        one.id: [
            way.restriction.code if way.restriction else ""
            for way in hub.shipping.options(order_id, lines=detail.due_at(one.id))
            if way.route is Route.HOUSE
        ]
        for one in detail.destinations
    }
    assert closed["n"] == ["limit.address_incomplete"]
    assert closed["h"] == [""]
    with pytest.raises(Refused):
        hub.shipping.ship(order_id, "house:ground", lines=detail.due_at("n"))
    shipped = hub.shipping.ship(order_id, "house:ground", lines=detail.due_at("h"))
    assert shipped.destination == "h"
    assert hub.orders.detail(order_id).due_at("h") == {}
