"""Sign the requests that deliver webhook messages, according to Standard Webhooks."""

from __future__ import annotations

import base64
import hashlib
import hmac
from typing import TYPE_CHECKING

import orjson

from mockplace.http_types import WebhookRequest
from mockplace.platforms.bigcommerce.api.webhook_payload import payload_of

if TYPE_CHECKING:
    from mockplace.kernel.webhooks.subscriptions import Message
    from mockplace.kernel.world import World


def webhook_request(world: World, message: Message) -> WebhookRequest:
    """Return the request that delivers a message, signed according to Standard Webhooks.

    The key is the application's client secret.
    """
    account = world.accounts[message.webhook_event.store]
    body = orjson.dumps(payload_of(world, message))
    sent_at, name = str(world.now // 1000), message.id.partition("#")[0]
    headers = {
        "content-type": "application/json",
        "webhook-id": name,
        "webhook-timestamp": sent_at,
        "webhook-signature": signature(account.client_secret, name, sent_at, body),
    }
    hook = world.webhooks.subscriptions[message.subscription]
    own = {key.lower(): str(value) for key, value in hook.extra.items()}
    address = world.webhooks.address_of(message)
    return WebhookRequest("POST", address, own | headers, body)


def signature(secret: str, message_id: str, sent_at: str, body: bytes) -> str:
    """Return the Standard Webhooks signature: ``v1,`` and the base64 HMAC of id, time and body."""
    signed = b".".join((message_id.encode(), sent_at.encode(), body))
    made = hmac.new(secret.encode(), signed, hashlib.sha256).digest()
    return f"v1,{base64.b64encode(made).decode()}"
