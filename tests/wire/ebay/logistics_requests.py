"""What eBay's label shop is asked for: a package with its orders, and one of its rates."""

from __future__ import annotations

from typing import Any

from mockplace.kernel.records import PlatformOrder

DOCK: dict[str, Any] = {
    "fullName": "Dock",
    "contactAddress": {
        "addressLine1": "1 Dock Rd",
        "city": "Reno",
        "stateOrProvince": "NV",
        "postalCode": "89502",
        "countryCode": "US",
    },
    "primaryPhone": {"phoneNumber": "7755550100"},
}
PACKAGE: dict[str, Any] = {
    "dimensions": {"length": "10", "width": "8", "height": "6", "unit": "INCH"},
    "weight": {"value": "2.5", "unit": "POUND"},
}


def wanted(*orders: PlatformOrder, **changes: Any) -> dict[str, Any]:
    """A good request for a quote of a package with everything in some orders."""
    named = [{"channel": "EBAY", "orderId": order.order_id} for order in orders]
    body = {"orders": named, "packageSpecification": PACKAGE, "shipFrom": DOCK}
    return body | ({} if orders else {"shipTo": DOCK}) | changes
