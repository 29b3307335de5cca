"""Decide which BigCommerce statuses make the connector pass a copy's shipments on (A5)."""

from __future__ import annotations

from mockplace.kernel.records import PlatformOrder

#: Statuses that make a connector pass the fulfillment on: Shipped and Completed.
PASSED_ON = (2, 10)


def is_passed_on(copy: PlatformOrder, status_id: int) -> bool:
    """Return True if *status_id* makes the connector pass on the shipments (once per order)."""
    return bool(copy.mirrors) and status_id in PASSED_ON and not (copy.relay_due or copy.relayed)
