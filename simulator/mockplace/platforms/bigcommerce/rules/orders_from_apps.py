"""Orders that a program writes into a BigCommerce store by its API."""

from __future__ import annotations

from dataclasses import replace

from mockplace.kernel import place_order
from mockplace.kernel.evolve import STATUS_WORDS
from mockplace.kernel.records import PlatformOrder
from mockplace.kernel.state import State


def numbered(state: State, order: PlatformOrder) -> PlatformOrder:
    """The order with the store's next number, and the numbers within it that follow from that."""
    place_order.account_of(state, order.store)
    order_id = place_order.next_number(state, order.store)
    name = f"{order.store}-{order_id}"
    while name in state.bought:
        name += "'"
    lines = [replace(line) for line in order.lines]
    made = replace(order, order_id=order_id, purchase=name, lines=lines)
    status_id = made.status_id
    place_order.number(made, made.paid)
    made.status_id, made.status = status_id, STATUS_WORDS.get(status_id, "open")
    made.paid = made.status not in ("unpaid", "cancelled")
    made.shipped_at = state.now if made.status == "shipped" else 0
    return made
