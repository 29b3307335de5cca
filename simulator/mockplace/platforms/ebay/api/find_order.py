"""Find the order that a path names, or refuse with error 32100."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockplace.platforms.ebay.api import errors
from mockplace.platforms.ebay.rules.assumptions import UNKNOWN_ORDER

if TYPE_CHECKING:
    from mockplace.kernel.records import PlatformOrder
    from mockplace.kernel.world import World
    from mockplace.platforms.ebay.api.access_token import Caller


def order_of(world: World, caller: Caller, order_id: str) -> PlatformOrder:
    """Return the caller's order; refuse an unknown or unpaid one (this API hides unpaid orders)."""
    order = world.orders.get((caller.account.name, order_id))
    if order is None or order.status == "unpaid":
        unknown = errors.documented_error(32100, orderId=order_id)
        unknown.status = world.state.assumptions.number(UNKNOWN_ORDER)
        raise unknown
    return order
