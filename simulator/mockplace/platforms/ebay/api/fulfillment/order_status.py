"""Derive orderFulfillmentStatus from the lines of an order."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mockplace.kernel.records import PlatformOrder


def order_status(order: PlatformOrder) -> str:
    """Return ``orderFulfillmentStatus``.

    A line counts as fulfilled as soon as one of its units is shipped. The order is IN_PROGRESS if
    some lines are fulfilled and others are not.
    """
    begun = [line.fulfilled > 0 for line in order.lines]
    if all(begun):
        return "FULFILLED"
    return "IN_PROGRESS" if any(begun) else "NOT_STARTED"
