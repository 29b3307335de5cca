"""How a BigCommerce store numbers its orders and what is in them."""

from __future__ import annotations

from mockplace.kernel.records import Account, PlatformOrder
from mockplace.kernel.refusal import Refusal
from mockplace.kernel.state import State

#: Sales tax per hundred, as the store is set up.
TAX_PERCENT = 8
#: A store's order numbers begin after this one.
_FIRST_NUMBER = 1000


def new_id(state: State, account: Account, purchase: str) -> str:
    """Return the number of the next order, whatever the purchase."""
    return next_number(state, account.name)


def next_number(state: State, store: str) -> str:
    """Return the number behind that of the newest order.

    Numbers only grow, except where a scenario chose one.
    """
    known = state.stores[store].orders
    return str(int(next(reversed(known), _FIRST_NUMBER)) + 1)


def check_id(order_id: str) -> None:
    """Refuse an id that is no number."""
    if not order_id.isdecimal():
        raise Refusal("bad-id", "BigCommerce numbers its orders", order_id=order_id)


def complete(state: State, order: PlatformOrder) -> None:
    """Give the numbers within a new order of the storefront."""
    number(order, order.paid)


def number(order: PlatformOrder, paid: bool) -> None:
    """Give the ids within an order, and its first status."""
    order.status_id = 11 if paid else 7
    order.address_id = int(order.order_id) + 500
    for place, line in enumerate(order.lines, 1):
        line.line_id = str(int(order.order_id) * 20 + place)
