"""Commerce Notification v1: destinations, subscriptions, topics, the key, and signed messages.

eBay sends a challenge to a new destination, and sends messages only after the destination has
answered correctly. The data format of the two topics is assumed, because eBay shows it only to
subscribers.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

import orjson

from mockplace.http_types import Params, Request, Response, Route, WebhookRequest, reply
from mockplace.kernel.webhooks import webhook_urls
from mockplace.kernel.webhooks.subscriptions import Destination, Subscription
from mockplace.platforms.ebay.api import access_token, errors, oauth
from mockplace.platforms.ebay.rules.webhook_topics import CONFIRMED, MARKED_SHIPPED
from mockplace.platforms.shared import request_parsing
from mockplace.platforms.shared.iso8601 import to_milliseconds
from mockplace.platforms.shared.opaque_tokens import keyed_hex, keyed_uuid

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

    from mockplace.kernel.webhooks.subscriptions import Message
    from mockplace.kernel.world import World

Json = dict[str, object]

BASE = "/commerce/notification/v1"
#: Topic → its description.
TOPICS = {
    CONFIRMED: "A buyer has paid for an item.",
    MARKED_SHIPPED: "An item is marked as shipped.",
}
_TOKEN = re.compile(r"[A-Za-z0-9_-]{32,80}")
_LONGEST_NAME = 64

Operation = Callable[["World", str, Request, Params], Response]


def route(operation: str, method: str, path: str, run: Operation) -> Route:
    """Return a route that requires an application's or seller's token with the root scope."""

    def handle(world: World, request: Request, params: Params) -> Response:
        try:
            client = access_token.application_of(world, request, (oauth.ROOT,))
            return run(world, client, request, params)
        except errors.EbayError as error:
            return reply(error.status, {"errors": [error.entry]})

    return Route(operation, "ebay", method, f"{BASE}{path}", handle)


# -- destinations


def create_destination(world: World, client: str, request: Request, _params: Params) -> Response:
    """Answer ``createDestination``: 201 with the URL of the new resource in ``Location``."""
    name, status, address, token = _given(request)
    if any(one.address == address for one in _destinations(world, client)):
        raise errors.documented_error(195021)
    made = Destination(
        world.webhooks.new_id("destination", client, address),
        "ebay",
        client,
        name,
        address,
        token,
        status=status,
        proved=False,
    )
    world.webhooks.destinations[made.id] = made
    world.webhooks.prove(made, world.now)
    return _made("destination", made.id)


def update_destination(world: World, client: str, request: Request, params: Params) -> Response:
    """Answer ``updateDestination``; a changed address or token causes a new challenge."""
    found = _destination(world, client, params["destinationId"])
    name, status, address, token = _given(request)
    changed = (address, token) != (found.address, found.token)
    found.name, found.status, found.address, found.token = name, status, address, token
    if changed:
        found.proved = False
        world.webhooks.prove(found, world.now)
    return Response(204)


def get_destinations(world: World, client: str, request: Request, _params: Params) -> Response:
    """Answer ``getDestinations``."""
    shown = [_shown(one) for one in _destinations(world, client)]
    return _listed("destinations", shown, request)


def get_destination(world: World, client: str, _request: Request, params: Params) -> Response:
    """Answer ``getDestination``."""
    return reply(200, _shown(_destination(world, client, params["destinationId"])))


def delete_destination(world: World, client: str, _request: Request, params: Params) -> Response:
    """Answer ``deleteDestination``; refuse while the destination has subscriptions."""
    found = _destination(world, client, params["destinationId"])
    if any(one.destination == found.id for one in world.webhooks.subscriptions.values()):
        raise errors.documented_error(195022)
    del world.webhooks.destinations[found.id]
    return Response(204)


# -- subscriptions


def create_subscription(world: World, client: str, request: Request, _params: Params) -> Response:
    """Answer ``createSubscription``: subscribe a destination to a topic."""
    body = request_parsing.json_object(request.body) or {}
    topic, wanted = str(body.get("topicId", "")), str(body.get("destinationId", ""))
    if topic not in TOPICS:
        raise errors.documented_error(195009, topicId=topic)
    destination = _destination(world, client, wanted)
    if any(one.topic == topic for one in _subscriptions(world, client)):
        raise errors.documented_error(195016)
    made = Subscription(
        world.webhooks.new_id("subscription", client, topic),
        "ebay",
        "",
        client,
        topic,
        destination.id,
        body.get("status", "ENABLED") == "ENABLED",
        world.now,
        world.now,
    )
    world.webhooks.subscriptions[made.id] = made
    return _made("subscription", made.id)


def get_subscriptions(world: World, client: str, request: Request, _params: Params) -> Response:
    """Answer ``getSubscriptions``."""
    shown = [_subscribed(one) for one in _subscriptions(world, client)]
    return _listed("subscriptions", shown, request)


def get_subscription(world: World, client: str, _request: Request, params: Params) -> Response:
    """Answer ``getSubscription``."""
    return reply(200, _subscribed(_subscription(world, client, params)))


def enable(world: World, client: str, _request: Request, params: Params) -> Response:
    """Answer ``enableSubscription``."""
    _subscription(world, client, params).active = True
    return Response(204)


def disable(world: World, client: str, _request: Request, params: Params) -> Response:
    """Answer ``disableSubscription``."""
    _subscription(world, client, params).active = False
    return Response(204)


def delete_subscription(world: World, client: str, _request: Request, params: Params) -> Response:
    """Answer ``deleteSubscription``."""
    world.webhooks.unsubscribe(_subscription(world, client, params).id)
    return Response(204)


# -- topics and the key


def get_topics(_world: World, _client: str, request: Request, _params: Params) -> Response:
    """Answer ``getTopics``."""
    return _listed("topics", [_topic(name) for name in TOPICS], request)


def get_topic(_world: World, _client: str, _request: Request, params: Params) -> Response:
    """Answer ``getTopic``."""
    if params["topicId"] not in TOPICS:
        raise errors.documented_error(195003, topicId=params["topicId"])
    return reply(200, _topic(params["topicId"]))


def get_public_key(world: World, _client: str, _request: Request, params: Params) -> Response:
    """Answer ``getPublicKey``: the public key for verifying signatures of messages."""
    if params["publicKeyId"] != key_id(world.seed):
        raise errors.documented_error(195007)
    return reply(200, {"algorithm": "ECDSA", "digest": "SHA1", "key": _public(world.seed)})


# -- messages


def webhook_request(world: World, message: Message) -> WebhookRequest:
    """Return the request that delivers a signed message, or sends a challenge to a destination."""
    address = world.webhooks.address_of(message)
    if message.webhook_event.topic == "challenge":
        mark = "&" if "?" in address else "?"
        return WebhookRequest(
            "GET", f"{address}{mark}challenge_code={challenge_of(world, message)}"
        )
    body = orjson.dumps(_content(world, message))
    headers = {"content-type": "application/json", "x-ebay-signature": _signed(world.seed, body)}
    return WebhookRequest("POST", address, headers, body)


def challenge_of(world: World, message: Message) -> str:
    """Return the challenge code that a destination must answer."""
    return keyed_hex(world.seed, "challenge", message.id, size=24)


def webhook_accepted(world: World, message: Message, body: bytes) -> bool:
    """Return True if the receiver answered correctly; only answers to challenges are checked.

    The correct answer is the SHA-256 hash of challenge code, verification token and address.
    """
    if message.webhook_event.topic != "challenge":
        return True
    destination = world.webhooks.destination_of(message)
    if destination is None:
        return False
    secret = challenge_of(world, message) + destination.token + destination.address
    wanted = hashlib.sha256(secret.encode()).hexdigest()
    answered = request_parsing.json_object(body) or {}
    return answered.get("challengeResponse") == wanted


def key_id(seed: int) -> str:
    """Return the id of the world's only key."""
    return keyed_uuid(seed, "ebay public key")


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


def _signed(seed: int, body: bytes) -> str:
    """Return the header ``X-EBAY-SIGNATURE``.

    It is base64-encoded JSON with the key id and an ECDSA signature of the body's SHA-1 hash.
    """
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec

    made = _key(seed).sign(body, ec.ECDSA(hashes.SHA1()))  # noqa: S303 - eBay's own choice
    content = {
        "alg": "ecdsa",
        "kid": key_id(seed),
        "signature": base64.b64encode(made).decode(),
        "digest": "SHA1",
    }
    return base64.b64encode(orjson.dumps(content)).decode()


@lru_cache(maxsize=16)
def _key(seed: int) -> EllipticCurvePrivateKey:
    """Return the world's private key; it is derived from the seed, and so not secret."""
    from cryptography.hazmat.primitives.asymmetric import ec  # slow to import

    number = int(keyed_hex(seed, "ebay private key", size=31), 16)
    return ec.derive_private_key(number + 1, ec.SECP256R1())


def _public(seed: int) -> str:
    """Return the public key in eBay's format: PEM on one line."""
    from cryptography.hazmat.primitives import serialization

    made = _key(seed).public_key()
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    pem = made.public_bytes(serialization.Encoding.PEM, form)
    return pem.decode().replace("\n", "")


# -- helpers


def _given(request: Request) -> tuple[str, str, str, str]:
    body = request_parsing.json_object(request.body) or {}
    config = body.get("deliveryConfig")
    delivery = config if isinstance(config, dict) else {}
    name, status = str(body.get("name", "")), str(body.get("status", ""))
    address, token = str(delivery.get("endpoint", "")), str(delivery.get("verificationToken", ""))
    if not webhook_urls.is_address(address):
        raise errors.documented_error(195011)
    if not _TOKEN.fullmatch(token):
        raise errors.documented_error(195012)
    if status not in ("ENABLED", "DISABLED"):
        raise errors.documented_error(195013)
    if not name.strip() or len(name) > _LONGEST_NAME:
        raise errors.documented_error(195014)
    return name, status, address, token


def _destinations(world: World, client: str) -> list[Destination]:
    every = world.webhooks.destinations.values()
    return [one for one in every if (one.platform, one.owner) == ("ebay", client)]


def _destination(world: World, client: str, wanted: str) -> Destination:
    for one in _destinations(world, client):
        if one.id == wanted:
            return one
    raise errors.documented_error(195004)


def _subscriptions(world: World, client: str) -> list[Subscription]:
    every = world.webhooks.subscriptions.values()
    return [one for one in every if (one.platform, one.owner) == ("ebay", client)]


def _subscription(world: World, client: str, params: Params) -> Subscription:
    for one in _subscriptions(world, client):
        if one.id == params["subscriptionId"]:
            return one
    raise errors.documented_error(195005)


def _shown(one: Destination) -> Json:
    return {
        "destinationId": one.id,
        "name": one.name,
        "status": one.status,
        "deliveryConfig": {"endpoint": one.address, "verificationToken": one.token},
    }


def _subscribed(one: Subscription) -> Json:
    return {
        "subscriptionId": one.id,
        "topicId": one.topic,
        "status": "ENABLED" if one.active else "DISABLED",
        "creationDate": to_milliseconds(one.created_at),
        "payload": {"format": "JSON", "schemaVersion": "1.0", "deliveryProtocol": "HTTPS"},
        "destinationId": one.destination,
    }


def _topic(name: str) -> Json:
    payload = {
        "format": ["JSON"],
        "schemaVersion": "1.0",
        "deliveryProtocol": "HTTPS",
        "deprecated": False,
    }
    return {
        "topicId": name,
        "description": TOPICS[name],
        "authorizationScopes": [oauth.ROOT],
        "status": "ENABLED",
        "context": "BUSINESS_NOTIFICATION",
        "scope": "USER",
        "supportedPayloads": [payload],
    }


def _made(kind: str, found_id: str) -> Response:
    return Response(201, {"location": f"https://api.ebay.com{BASE}/{kind}/{found_id}"})


def _listed(name: str, every: list[Json], request: Request) -> Response:
    """Return the first page of *every*; further pages are not simulated."""
    asked = request_parsing.fields(request.query).get("limit", "")
    limit = int(asked[:4]) if asked.isascii() and asked.isdigit() else 20
    if not 10 <= limit <= 100:
        limit = 20
    page: Json = {"total": len(every), "href": f"{BASE}/{name[:-1]}", "limit": limit}
    return reply(200, page | {name: every[:limit]})
