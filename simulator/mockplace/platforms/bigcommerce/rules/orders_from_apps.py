"""Orders that a program writes into a BigCommerce store."""

from __future__ import annotations

from dataclasses import replace

from mockplace.kernel.accounts import account_of
from mockplace.kernel.records import PlatformOrder
from mockplace.kernel.state import State
from mockplace.platforms.bigcommerce.rules import order_ids
from mockplace.platforms.bigcommerce.rules.order_status import STATUS_WORDS


def numbered(state: State, order: PlatformOrder) -> PlatformOrder:
    """Return the order with the store's next order number and the ids derived from this number."""
    account_of(state, order.store)
    order_id = order_ids.next_number(state, order.store)
    name = f"{order.store}-{order_id}"
    while name in state.bought:
        name += "'"
    lines = [replace(line) for line in order.lines]
    made = replace(order, order_id=order_id, purchase=name, lines=lines)
    status_id = made.status_id
    order_ids.number(made, made.paid)
    made.status_id, made.status = status_id, STATUS_WORDS.get(status_id, "open")
    made.paid = made.status not in ("unpaid", "cancelled")
    made.shipped_at = state.now if made.status == "shipped" else 0
    return made
