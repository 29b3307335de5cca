"""Amazon's own words for an order's status (orderStatus, Orders v0)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mockplace.kernel.records import PlatformOrder

_WORDS = {
    "unpaid": "Pending",
    "open": "Unshipped",
    "partial": "PartiallyShipped",
    "shipped": "Shipped",
    "cancelled": "Canceled",
}


def status_word(order: PlatformOrder) -> str:
    """Return what Amazon calls the status of an order."""
    return _WORDS.get(order.status, order.status)
