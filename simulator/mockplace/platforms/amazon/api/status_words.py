"""Amazon's own words for an order's status, in both versions of the Orders API."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mockplace.kernel.records import PlatformOrder

#: The world's status → status in Orders 2026-01-01.
STATUS_2026 = {
    "unpaid": "PENDING",
    "open": "UNSHIPPED",
    "partial": "PARTIALLY_SHIPPED",
    "shipped": "SHIPPED",
    "cancelled": "CANCELLED",
}
#: The world's status → status in Orders v0.
STATUS_V0 = {
    "unpaid": "Pending",
    "open": "Unshipped",
    "partial": "PartiallyShipped",
    "shipped": "Shipped",
    "cancelled": "Canceled",
}
#: Statuses that a search may name although no order of the world has them.
UNUSED_2026 = ("PENDING_AVAILABILITY", "UNFULFILLABLE")
UNUSED_V0 = ("PendingAvailability", "Unfulfillable", "InvoiceUnconfirmed")


def status_word(order: PlatformOrder) -> str:
    """Return what Orders v0 calls the status of an order."""
    return STATUS_V0.get(order.status, order.status)
