"""Sign the requests that deliver webhook messages, according to Standard Webhooks."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping
from typing import TYPE_CHECKING

import orjson

from mockplace.http_types import WebhookRequest

if TYPE_CHECKING:
    from mockplace.kernel.webhooks.subscriptions import Message
    from mockplace.kernel.world import World

Json = dict[str, object]


def webhook_request(world: World, message: Message) -> WebhookRequest:
    """Return the request that delivers a message, signed according to Standard Webhooks.

    The key is the application's client secret. No public page says what ``hash`` covers; here it
    is the SHA-1 of the rest of the body.
    """
    webhook_event = message.webhook_event
    account = world.accounts[webhook_event.store]
    payload: Json = {
        "scope": webhook_event.topic,
        "store_id": account.account,
        "data": _data(message),
        "created_at": message.made_at // 1000,
        "producer": f"stores/{account.account}",
    }
    payload["hash"] = hashlib.sha1(orjson.dumps(payload), usedforsecurity=False).hexdigest()
    body = orjson.dumps(payload)
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


def _data(message: Message) -> Json:
    webhook_event = message.webhook_event
    if webhook_event.topic.startswith("store/shipment/"):
        return {
            "type": "shipment",
            "id": int(webhook_event.facts["package"]),
            "orderId": int(webhook_event.order_id),
        }
    if webhook_event.topic.startswith("store/product/"):
        return _product_data(webhook_event.facts)
    data: Json = {"type": "order", "id": int(webhook_event.order_id)}
    if "refund" in webhook_event.facts:
        data["refund"] = {"refund_id": int(webhook_event.facts["refund"])}
    if "before" in webhook_event.facts:
        data["status"] = {
            "previous_status_id": int(webhook_event.facts["before"]),
            "new_status_id": int(webhook_event.facts["after"]),
        }
    return data


def _product_data(facts: Mapping[str, str]) -> Json:
    """Return the data of a product event; ``value`` is the change of stock in units."""
    number = int(facts["product"])
    data: Json = {"type": "product", "id": number}
    if "value" in facts:
        change = {"method": facts["method"], "value": int(facts["value"])}
        data["inventory"] = {"product_id": number, **change}
    return data
