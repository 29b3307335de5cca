"""Find the order that a path or body names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mockplace.platforms.amazon.api import errors

if TYPE_CHECKING:
    from mockplace.kernel.records import PlatformOrder
    from mockplace.kernel.world import World
    from mockplace.platforms.amazon.api.access_token import Caller

ORDER_ID = re.compile(r"[0-9A-Z]{3}-[0-9]{7}-[0-9]{7}")


def order_of(world: World, caller: Caller, order_id: str) -> PlatformOrder:
    """Return the caller's order; raise 400 for a malformed id, 404 for an unknown order."""
    order = world.orders.get((caller.account.name, order_id))
    if order is not None:
        return order
    if not ORDER_ID.fullmatch(order_id):
        raise errors.invalid("Invalid Input", "The order id is not in 3-7-7 format.")
    raise errors.not_found("order")
