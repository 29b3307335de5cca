"""Find the order that a path names, or refuse with error 32100."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockplace.platforms.ebay.api import errors
from mockplace.platforms.ebay.rules import order_ids
from mockplace.platforms.ebay.rules.assumptions import UNKNOWN_ORDER

if TYPE_CHECKING:
    from mockplace.kernel.records import PlatformOrder
    from mockplace.kernel.world import World
    from mockplace.platforms.ebay.api.access_token import Caller


#: An item number has more digits than the first group of an order id of today's form.
_FEWEST_DIGITS = 9


def by_any_id(world: World, store: str, order_id: str) -> PlatformOrder | None:
    """Return the account's order with an id of today's or of the older form, None if there is none.

    Assumed: an order with an older id can be found by that id, as before June 2019.
    """
    found = world.orders.get((store, order_id))
    if found is not None or not order_id.replace("-", "").isdigit():
        return found
    item, _, transaction = order_id.partition("-")
    if not transaction or len(item) < _FEWEST_DIGITS:
        return None
    return next(
        (
            order
            for order in world.orders_of(store)
            if order.facts.older_id and order_ids.older_id(order) == order_id
        ),
        None,
    )


def is_shown(order: PlatformOrder) -> bool:
    """Return True unless the API hides the order: unpaid, or combined into another one."""
    return order.status != "unpaid" and not order.archived


def order_of(world: World, caller: Caller, order_id: str) -> PlatformOrder:
    """Return the caller's order; refuse an unknown or unpaid one (this API hides unpaid orders)."""
    order = by_any_id(world, caller.account.name, order_id)
    if order is None or not is_shown(order):
        unknown = errors.documented_error(32100, orderId=order_id)
        unknown.status = world.state.assumptions.number(UNKNOWN_ORDER)
        raise unknown
    return order
