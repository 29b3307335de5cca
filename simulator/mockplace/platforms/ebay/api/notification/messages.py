"""Build the requests that eBay sends to destinations: challenges, and signed messages.

The data format of the two topics is assumed, because eBay shows it only to subscribers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson

from mockplace.http_types import WebhookRequest
from mockplace.platforms.ebay.api.notification.challenge import challenge_of
from mockplace.platforms.ebay.api.notification.signature_header import signed
from mockplace.platforms.shared.iso8601 import to_milliseconds

if TYPE_CHECKING:
    from mockplace.kernel.webhooks.subscriptions import Message
    from mockplace.kernel.world import World

Json = dict[str, object]


def webhook_request(world: World, message: Message) -> WebhookRequest:
    """Return the request that delivers a signed message, or sends a challenge to a destination."""
    address = world.webhooks.address_of(message)
    if message.webhook_event.topic == "challenge":
        mark = "&" if "?" in address else "?"
        return WebhookRequest(
            "GET", f"{address}{mark}challenge_code={challenge_of(world, message)}"
        )
    body = orjson.dumps(_content(world, message))
    headers = {"content-type": "application/json", "x-ebay-signature": signed(world.seed, body)}
    return WebhookRequest("POST", address, headers, body)


def _content(world: World, message: Message) -> Json:
    webhook_event, order = message.webhook_event, message.order
    assert order is not None, "news of eBay are about an order"  # noqa: S101
    account = world.accounts[order.store]
    line = next(one for one in order.lines if one.line_id == webhook_event.facts["line"])
    data: Json = {
        "orderId": order.order_id,
        "orderLineItemId": line.line_id,
        "itemId": line.listing_id,
        "sku": line.sku,
        "quantity": line.quantity,
        "sellerId": account.account,
        "username": order.buyer.username,
    }
    return {
        "metadata": {"topic": webhook_event.topic, "schemaVersion": "1.0", "deprecated": False},
        "notification": {
            "notificationId": message.id.partition("#")[0],
            "eventDate": to_milliseconds(message.made_at),
            "publishDate": to_milliseconds(world.now),
            "publishAttemptCount": message.tries + 1,
            "data": data,
        },
    }
