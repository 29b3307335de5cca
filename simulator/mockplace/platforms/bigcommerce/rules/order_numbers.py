"""The ids of a BigCommerce store's orders, addresses and order lines."""

from __future__ import annotations

from mockplace.kernel.records import Account, PlatformOrder
from mockplace.kernel.refusal import Refusal
from mockplace.kernel.state import State

#: The store's sales tax, in percent.
TAX_PERCENT = 8
#: A store's first order number is this number plus one.
_FIRST_NUMBER = 1000


def new_id(state: State, account: Account, purchase: str) -> str:
    """Return the number of the store's next order; *purchase* is ignored."""
    return next_number(state, account.name)


def next_number(state: State, store: str) -> str:
    """Return the newest order's number plus one.

    Numbers therefore always increase, unless a scenario has chosen a lower number.
    """
    known = state.stores[store].orders
    return str(int(next(reversed(known), _FIRST_NUMBER)) + 1)


def check_id(order_id: str) -> None:
    """Refuse an id that is no number."""
    if not order_id.isdecimal():
        raise Refusal("bad-id", "BigCommerce numbers its orders", order_id=order_id)


def complete(state: State, order: PlatformOrder) -> None:
    """Assign line ids, address id and status to a new storefront order."""
    number(order, order.paid)


def number(order: PlatformOrder, paid: bool) -> None:
    """Assign line ids, address id and the first status to an order."""
    order.status_id = 11 if paid else 7
    order.address_id = int(order.order_id) + 500
    for place, line in enumerate(order.lines, 1):
        line.line_id = str(int(order.order_id) * 20 + place)
