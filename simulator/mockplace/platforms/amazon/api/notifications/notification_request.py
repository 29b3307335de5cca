"""Build the request that delivers a notification of Amazon."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson

from mockplace.http_types import WebhookRequest
from mockplace.platforms.amazon.api.feeds import finished_notification
from mockplace.platforms.amazon.api.notifications import order_change_body
from mockplace.platforms.amazon.rules.webhook_topics import FEED_FINISHED

if TYPE_CHECKING:
    from mockplace.kernel.webhooks.subscriptions import Message
    from mockplace.kernel.world import World


def webhook_request(world: World, message: Message) -> WebhookRequest:
    """Return a delivery whose body is the complete notification document."""
    if message.webhook_event.topic == FEED_FINISHED:
        content = finished_notification.document(world, message)
    else:
        content = order_change_body.document(world, message)
    return WebhookRequest("", world.webhooks.address_of(message), {}, orjson.dumps(content))
