"""Render a webhook as an HTTP request, in the format of the platform that sends it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockplace import registry

if TYPE_CHECKING:
    from mockplace.http_types import WebhookRequest
    from mockplace.kernel.webhooks.subscriptions import Message
    from mockplace.kernel.world import World


def webhook_request(world: World, message: Message) -> WebhookRequest:
    """Return the HTTP request that delivers a message; a queue gets only the request's body."""
    make = registry.platform(message.webhook_event.platform).webhook_request
    if make is None:
        raise LookupError(f"{message.webhook_event.platform} sends no webhooks")
    return make(world, message)
