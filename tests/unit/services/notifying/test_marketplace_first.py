"""BigCommerce waits for the marketplace, so that its relay cannot mask a failure (N4)."""

from __future__ import annotations

import pytest

from shiponce.domain.shipment import NotificationState
from shiponce.errors import Declined, PlatformError, ServerTrouble
from tests.doubles.platforms_in_memory import World, a_copy, a_hub, an_order
from tests.platform_ids import BIGCOMMERCE

REFUSED = Declined(platform="amazon", operation="confirmShipment", reason="no such carrier")
TROUBLE = ServerTrouble("error.rubbish", platform="word.amazon", operation="word.call.getOrder")


def told(world: World) -> list[int]:
    """How often Amazon and BigCommerce have accepted a notice."""
    return [len(world.stores[name].told) for name in ("amz", "shop")]


@pytest.mark.proves("N4")
@pytest.mark.parametrize("failure", [REFUSED, TROUBLE])
def test_the_shop_is_not_told_before_the_marketplace(failure: PlatformError) -> None:
    """Refused or in trouble: a person has half an hour before BigCommerce hears of it alone."""
    hub, world = a_hub()
    original = an_order()
    world.stores["amz"].orders = {original.remote_id: original}
    world.stores["shop"].orders = {"1042": a_copy(original)}
    hub.imports.run_all()
    world.stores["amz"].before = [failure] * 30
    hub.shipping.ship(hub.orders.find("amz:" + original.number), "house:ground")
    for _ in range(5):
        hub.tick()
        world.clock.wait(minutes=5)
    assert told(world) == [0, 0]
    shop = next(n for n in hub.notifications.rows() if n.platform is BIGCOMMERCE)
    assert shop.state is NotificationState.PENDING
    assert shop.reason is not None
    assert shop.reason.code == "notification.waits"
    world.clock.wait(minutes=10)
    hub.tick()
    assert told(world) == [0, 1]
