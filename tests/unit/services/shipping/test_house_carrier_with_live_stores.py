"""The house carrier is invented, and what it invents stays away from live platforms."""

from __future__ import annotations

import pytest

from shiponce.domain.shipment import Route
from shiponce.errors import NotAuthorised
from shiponce.platforms.connections import HttpConnections
from shiponce.platforms.credentials_from_environment import from_environment
from tests.doubles.platforms_in_memory import World, a_hub, an_order
from tests.platform_ids import EBAY


def test_live_stores_get_no_invented_label(monkeypatch: pytest.MonkeyPatch) -> None:
    """With live platforms the house carrier is shown with its reason, and sells nothing."""
    hub, world = a_hub()
    order = an_order(EBAY, "27-10411-55083")
    world.stores["bay"].orders = {order.remote_id: order}
    hub.imports.run("bay")
    order_id = hub.orders.find(order.remote_id)
    live = HttpConnections(from_environment({}), clock=world.clock)
    monkeypatch.setattr(World, "carrier", lambda self, route, store: live.carrier(route, store))

    house = next(o for o in hub.shipping.options(order_id) if o.route is Route.HOUSE)
    assert not house.available
    assert house.restriction is not None
    assert house.restriction.code == "error.house_simulated"
    with pytest.raises(NotAuthorised):
        hub.shipping.ship(order_id, "house:ground")
    assert hub.orders.detail(order_id).shipments == ()
    live.close()
