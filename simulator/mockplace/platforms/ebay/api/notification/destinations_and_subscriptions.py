"""Commerce Notification v1: destinations, subscriptions, topics, and the public key."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from mockplace.http_types import Params, Request, Response, Route, reply
from mockplace.kernel.webhooks import webhook_urls
from mockplace.kernel.webhooks.subscriptions import Destination, Subscription
from mockplace.platforms.ebay.api import access_token, errors, oauth
from mockplace.platforms.ebay.api.notification import signature_header
from mockplace.platforms.ebay.rules.webhook_topics import CONFIRMED, MARKED_SHIPPED
from mockplace.platforms.shared import request_parsing
from mockplace.platforms.shared.iso8601 import to_milliseconds

if TYPE_CHECKING:
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
    if params["publicKeyId"] != signature_header.key_id(world.seed):
        raise errors.documented_error(195007)
    return reply(
        200,
        {"algorithm": "ECDSA", "digest": "SHA1", "key": signature_header.public_key(world.seed)},
    )


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
