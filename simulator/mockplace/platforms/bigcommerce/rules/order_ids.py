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

    Numbers therefore increase; only a scenario can choose a lower one.
    """
    known = state.stores[store].orders
    return str(int(next(reversed(known), _FIRST_NUMBER)) + 1)


def check_id(order_id: str) -> None:
    """Refuse an id that is no number."""
    if not order_id.isdecimal():
        raise Refusal("bad-id", "BigCommerce numbers its orders", order_id=order_id)


def number(order: PlatformOrder, paid: bool) -> None:
    """Assign line ids, address id and the first status to an order."""
    order.status_id = 11 if paid else 7
    order.address_id = int(order.order_id) + 500
    order.destinations = {
        further_address_id(order, n): person for n, person in order.destinations.items()
    }
    for place, line in enumerate(order.lines, 1):
        line.line_id = line_id(order, place)
        if line.address_id:
            line.address_id = further_address_id(order, line.address_id)


def line_id(order: PlatformOrder, n: int) -> str:
    """Return the id of the nth line that an order has, or ever had."""
    return str(int(order.order_id) * 20 + n)


def further_address_id(order: PlatformOrder, n: int) -> int:
    """Return the id of an order's nth further address."""
    return int(order.order_id) * 1000 + n
