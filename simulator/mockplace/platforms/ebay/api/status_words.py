"""eBay's own words for an order's status (orderFulfillmentStatus, cancelState)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mockplace.kernel.records import PlatformOrder

_WORDS = {
    "unpaid": "NOT_STARTED",
    "open": "NOT_STARTED",
    "partial": "IN_PROGRESS",
    "shipped": "FULFILLED",
    "cancelled": "CANCELED",
}


def status_word(order: PlatformOrder) -> str:
    """Return what eBay calls the status of an order."""
    return _WORDS.get(order.status, order.status)
