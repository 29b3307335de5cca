"""BigCommerce's order statuses: their ids, names and descriptions."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mockplace.kernel.records import PlatformOrder

#: Status id → (name, description in the control panel).
STATUSES: dict[int, tuple[str, str]] = {
    0: ("Incomplete", "A shopper reached the payment page and did not pay."),
    1: ("Pending", "A shopper began to check out and has not finished."),
    2: ("Shipped", "The order is on its way; its receipt is not confirmed."),
    3: ("Partially Shipped", "Some of the items are on their way."),
    4: ("Refunded", "The whole order was refunded."),
    5: ("Cancelled", "The seller cancelled the order."),
    6: ("Declined", "The seller marked the order as declined."),
    7: ("Awaiting Payment", "The shopper checked out; the payment is to be confirmed."),
    8: ("Awaiting Pickup", "The order is packed and waits to be picked up."),
    9: ("Awaiting Shipment", "The order is packed and waits for its carrier."),
    10: ("Completed", "The order is shipped and its receipt confirmed."),
    11: ("Awaiting Fulfillment", "The shopper paid; the order is to be packed."),
    12: ("Manual Verification Required", "The order is on hold until somebody has checked it."),
    13: ("Disputed", "The shopper began a dispute over the payment."),
    14: ("Partially Refunded", "A part of the order was refunded."),
}


def rendered(status_id: int) -> dict[str, object]:
    """Return a status as /v2/order_statuses shows it."""
    name, description = STATUSES[status_id]
    return {
        "id": status_id,
        "name": name,
        "system_label": name,
        "custom_label": name,
        "system_description": description,
    }


def status_word(order: PlatformOrder) -> str:
    """Return what BigCommerce calls the status of an order."""
    name, _ = STATUSES.get(order.status_id, (str(order.status_id), ""))
    return name
