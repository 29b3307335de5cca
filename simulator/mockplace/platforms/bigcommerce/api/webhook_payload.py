"""Build the payload of a BigCommerce webhook: its scope, its store, and what has changed."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import TYPE_CHECKING

import orjson

if TYPE_CHECKING:
    from mockplace.kernel.webhooks.subscriptions import Message
    from mockplace.kernel.world import World

Json = dict[str, object]


def payload_of(world: World, message: Message) -> Json:
    """Return the payload of a message.

    No public page says what ``hash`` covers; here it is the SHA-1 of the rest of the payload.
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
    hashed = hashlib.sha1(orjson.dumps(payload), usedforsecurity=False)
    return payload | {"hash": hashed.hexdigest()}


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
