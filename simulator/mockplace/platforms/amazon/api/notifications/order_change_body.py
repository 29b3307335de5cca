"""The body of an ORDER_CHANGE notification."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockplace.platforms.amazon.api import marketplaces_and_service_levels, status_words
from mockplace.platforms.amazon.api.orders import cancellation
from mockplace.platforms.amazon.rules.webhook_topics import BUYER_REQUEST, ORDER_CHANGE
from mockplace.platforms.shared.iso8601 import to_milliseconds

if TYPE_CHECKING:
    from mockplace.kernel.records import OrderLine, PlatformOrder
    from mockplace.kernel.webhooks.subscriptions import Message
    from mockplace.kernel.world import World

Json = dict[str, object]

#: OrderChangeType → ChangeReason.
_CHANGES = {
    "OrderStatusChange": "Order Status Change",
    BUYER_REQUEST: "Buyer Requested Cancel",
}


def document(world: World, message: Message) -> Json:
    """Return the notification of a changed order."""
    order = message.order
    assert order is not None, "news of Amazon are about an order"  # noqa: S101
    account = world.accounts[order.store]
    happened = to_milliseconds(message.made_at)
    kind = message.webhook_event.facts.get("change", "OrderStatusChange")
    reason = _CHANGES[kind]
    return {
        "NotificationVersion": "1.0",
        "NotificationType": ORDER_CHANGE,
        "PayloadVersion": "1.0",
        "EventTime": happened,
        "Payload": {
            "OrderChangeNotification": {
                "NotificationLevel": "OrderLevel",
                "SellerId": account.account,
                "AmazonOrderId": order.order_id,
                "OrderChangeType": kind,
                "OrderChangeTrigger": {"TimeOfOrderChange": happened, "ChangeReason": reason},
                "Summary": _summary(world, order),
            }
        },
        "NotificationMetadata": {
            "ApplicationId": account.client_id,
            "SubscriptionId": message.subscription,
            "PublishTime": happened,
            "NotificationId": message.id.partition("#")[0],
        },
    }


def _summary(world: World, order: PlatformOrder) -> Json:
    shipped = sum(line.handed_over for line in order.lines)
    left = sum(cancellation.unshipped(order, line) for line in order.lines)
    return {
        "MarketplaceId": marketplaces_and_service_levels.market_of_order(world, order),
        "OrderStatus": status_words.STATUS_V0[order.status],
        "PurchaseDate": to_milliseconds(order.placed_at),
        "DestinationPostalCode": order.buyer.postcode if order.has_address else None,
        "FulfillmentType": "AFN" if order.fulfilled_by_platform else "MFN",
        "OrderType": "StandardOrder",
        "NumberOfItemsShipped": shipped,
        "NumberOfItemsUnshipped": left,
        "EarliestShipDate": to_milliseconds(order.placed_at),
        "LatestShipDate": to_milliseconds(order.ship_by),
        "LatestDeliveryDate": to_milliseconds(order.deliver_by),
        "OrderPrograms": ["Prime"] if order.prime else [],
        "OrderItems": [_item(world, order, line) for line in order.lines],
    }


def _item(world: World, order: PlatformOrder, line: OrderLine) -> Json:
    """Return an item; a completely cancelled item has no ``OrderItemStatus``."""
    status: Json = {}
    if cancellation.unshipped(order, line):
        status["OrderItemStatus"] = "Unshipped"
    elif line.handed_over:
        status["OrderItemStatus"] = "Shipped"
    return status | {
        "OrderItemId": line.line_id,
        "SellerSKU": line.sku,
        "SupplySourceId": None,
        "Quantity": line.quantity,
        "QuantityShipped": line.handed_over,
        "IsBuyerRequestedCancel": cancellation.is_requested(world, order, line),
    }
