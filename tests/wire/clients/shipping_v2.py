"""What a label by Amazon Shipping v2 is asked for with."""

from __future__ import annotations

from typing import Any

from mockplace.kernel.records import PlatformOrder

#: Where parcels come from and, for goods sold elsewhere, where they go to.
DOCK = {
    "name": "Dock",
    "addressLine1": "1 Dock Rd",
    "city": "Reno",
    "stateOrRegion": "NV",
    "postalCode": "89502",
    "countryCode": "US",
}
PAPER = {
    "format": "PDF",
    "size": {"width": 4, "length": 6, "unit": "INCH"},
    "needFileJoining": False,
    "requestedDocumentTypes": ["LABEL"],
}


def parcel(order: PlatformOrder | None, reference: str = "box-1", **changes: Any) -> dict[str, Any]:
    """A good request for rates of everything in an order, or of goods that were sold elsewhere."""
    channel: dict[str, Any] = {"channelType": "EXTERNAL"}
    items: list[dict[str, Any]] = [{"quantity": 1}]
    if order is not None:
        details = {"orderId": order.order_id}
        channel = {"channelType": "AMAZON", "amazonOrderDetails": details}
        items = [
            {"itemIdentifier": line.line_id, "quantity": line.quantity} for line in order.lines
        ]
    package = {
        "dimensions": {"length": 10, "width": 8, "height": 6, "unit": "INCH"},
        "weight": {"unit": "POUND", "value": 2},
        "insuredValue": {"unit": "USD", "value": 20},
        "items": items,
        "packageClientReferenceId": reference,
    }
    elsewhere = {} if order else {"shipTo": DOCK | {"name": "Ana", "postalCode": "89503"}}
    body = {"shipFrom": DOCK, "packages": [package], "channelDetails": channel}
    return body | elsewhere | changes


def purchase(rates: dict[str, Any], service_id: str, **changes: Any) -> dict[str, Any]:
    """A good purchase of one service in the payload of an answer with rates."""
    (rate_id,) = (one["rateId"] for one in rates["rates"] if one["serviceId"] == service_id)
    bought = {"requestToken": rates["requestToken"], "rateId": rate_id}
    return bought | {"requestedDocumentSpecification": PAPER} | changes
