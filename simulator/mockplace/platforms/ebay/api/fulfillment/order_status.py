"""Derive orderFulfillmentStatus from the lines of an order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockplace.platforms.ebay.rules.assumptions import COLLECTED

if TYPE_CHECKING:
    from mockplace.kernel.records import OrderLine, PlatformOrder
    from mockplace.kernel.state import State


def is_begun(state: State, line: OrderLine) -> bool:
    """Return True if a unit of the line is shipped; collected units count if so assumed."""
    if line.fulfilled:
        return True
    return line.collected > 0 and state.assumptions.of(COLLECTED) == "fulfilled"


def order_status(state: State, order: PlatformOrder) -> str:
    """Return ``orderFulfillmentStatus``.

    A line counts as fulfilled as soon as one of its units is shipped. The order is IN_PROGRESS if
    some lines are fulfilled and others are not.
    """
    begun = [is_begun(state, line) for line in order.lines]
    if all(begun):
        return "FULFILLED"
    return "IN_PROGRESS" if any(begun) else "NOT_STARTED"
