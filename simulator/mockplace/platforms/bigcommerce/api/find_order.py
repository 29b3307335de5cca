"""Find the order that a path names, or answer 404."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockplace.http_types import Params
from mockplace.platforms.bigcommerce.api import errors

if TYPE_CHECKING:
    from mockplace.kernel.records import Account, PlatformOrder
    from mockplace.kernel.world import World


def order_of(world: World, account: Account, params: Params) -> PlatformOrder:
    """Return the order that the path names; raise 404 if there is none."""
    order = world.orders.get((account.name, params["orderId"]))
    if order is None:
        raise errors.not_found()
    return order
