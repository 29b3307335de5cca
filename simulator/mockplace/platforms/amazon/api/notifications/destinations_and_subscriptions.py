"""Notifications v1: destinations and subscriptions.

A destination is an SQS queue or an AWS event bus. The simulator serves the queues (``sqs``) but no
event bus: a message for a bus goes into a queue that is named after the bus's event source.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mockplace.kernel.webhooks.subscriptions import Destination, Subscription
from mockplace.platforms.amazon.api import errors
from mockplace.platforms.amazon.api.notifications import processing_directive
from mockplace.platforms.amazon.api.request_body import Body
from mockplace.platforms.amazon.rules.sqs_queues import Queues
from mockplace.platforms.amazon.rules.webhook_topics import (
    FEED_FINISHED,
    ORDER_CHANGE,
)
from mockplace.platforms.shared.request_parsing import fields, listed

if TYPE_CHECKING:
    from mockplace.http_types import Request
    from mockplace.kernel.world import World
    from mockplace.platforms.amazon.api.access_token import Caller

Json = dict[str, object]
Params = dict[str, str]

_ARN = re.compile(r"arn:aws:sqs:\S+:\S+:\S+")
_REGION, _ACCOUNT = re.compile(r"[a-z]{2}(-[a-z]+)+-[0-9]"), re.compile(r"[0-9]{12}")
#: Served notification type → the version of its payload.
_VERSIONS = {ORDER_CHANGE: "1.0", FEED_FINISHED: "2020-09-04"}
_LONGEST_NAME, _LONGEST_ARN = 256, 1000


def create_destination(world: World, client: str, request: Request, _params: Params) -> Json:
    """Answer ``createDestination``: a queue of SQS, or a partner event source of EventBridge."""
    body = Body.of(request.body)
    name, wanted = body.text("name"), body.part("resourceSpecification")
    if not name.strip() or len(name) > _LONGEST_NAME:
        raise errors.invalid(details="name is empty or longer than 256 characters.")
    if wanted.has("sqs") == wanted.has("eventBridge"):
        raise errors.invalid(details="resourceSpecification names one of sqs and eventBridge.")
    found_id = world.webhooks.new_id("destination", client, name)
    resource = _queue(wanted) if wanted.has("sqs") else _event_bus(wanted, client, found_id)
    (named,) = resource.values()
    arn = named.get("arn") or named["name"]
    for other in _destinations(world, client):
        if other.resource == resource:
            raise errors.AmazonError(409, "DuplicateResource", f"{arn} has a destination already.")
    if wanted.has("sqs"):
        world.state.platform_state(Queues).name(arn, world.now)
    made = Destination(found_id, "amazon", client, name, arn, resource=resource)
    world.webhooks.destinations[found_id] = made
    return {"payload": _shown(made)}


def get_destinations(world: World, client: str, _request: Request, _params: Params) -> Json:
    """Answer ``getDestinations``."""
    return {"payload": [_shown(one) for one in _destinations(world, client)]}


def get_destination(world: World, client: str, _request: Request, params: Params) -> Json:
    """Answer ``getDestination``."""
    return {"payload": _shown(_destination(world, client, params["destinationId"]))}


def delete_destination(world: World, client: str, _request: Request, params: Params) -> Json:
    """Answer ``deleteDestination``; refuse while the destination has subscriptions."""
    found = _destination(world, client, params["destinationId"])
    if any(one.destination == found.id for one in world.webhooks.subscriptions.values()):
        raise errors.AmazonError(409, "Conflict", "The destination has subscriptions.")
    del world.webhooks.destinations[found.id]
    return {}


def create_subscription(world: World, caller: Caller, request: Request, params: Params) -> Json:
    """Answer ``createSubscription``: at most one per notification type and seller."""
    kind, body = _type(params), Body.of(request.body)
    version, wanted = body.text("payloadVersion"), body.text("destinationId")
    if version != _VERSIONS[kind]:
        raise errors.invalid(details=f"payloadVersion is {_VERSIONS[kind]} for {kind}.")
    account = caller.account
    destination = _destination(world, account.client_id, wanted)
    if _of_type(world, caller, kind):
        raise errors.AmazonError(409, "Conflict", f"A subscription to {kind} exists already.")
    extra: Json = {"payloadVersion": version}
    if body.has("processingDirective"):
        extra["processingDirective"] = processing_directive.checked(
            kind, body.part("processingDirective")
        )
    made = Subscription(
        world.webhooks.new_id("subscription", account.name, kind),
        "amazon",
        account.name,
        account.client_id,
        kind,
        destination.id,
        True,
        world.now,
        world.now,
        extra,
    )
    world.webhooks.subscriptions[made.id] = made
    return {"payload": _subscribed(made)}


def get_subscription(world: World, caller: Caller, _request: Request, params: Params) -> Json:
    """Answer ``getSubscription``: the caller's subscription to that notification type."""
    found = _of_type(world, caller, _type(params))
    if found is None:
        raise errors.not_found("subscription")
    return {"payload": _subscribed(found)}


def get_subscriptions(world: World, caller: Caller, request: Request, _params: Params) -> Json:
    """Answer ``getSubscriptions``: the caller's subscriptions, by default of every type."""
    wanted = listed(fields(request.query).get("notificationTypes", "")) or tuple(_VERSIONS)
    found = [_of_type(world, caller, kind) for kind in wanted]
    shown = [_subscribed(one) | {"notificationType": one.topic} for one in found if one]
    return {"payload": {"subscriptions": shown}}


def get_subscription_by_id(world: World, client: str, _request: Request, params: Params) -> Json:
    """Answer ``getSubscriptionById``."""
    return {"payload": _subscribed(_subscription(world, client, params))}


def delete_subscription_by_id(world: World, client: str, _request: Request, params: Params) -> Json:
    """Answer ``deleteSubscriptionById``."""
    world.webhooks.unsubscribe(_subscription(world, client, params).id)
    return {}


def _queue(wanted: Body) -> dict[str, dict[str, str]]:
    arn = wanted.part("sqs").text("arn")
    if not _ARN.fullmatch(arn) or len(arn) > _LONGEST_ARN:
        raise errors.invalid(details="resourceSpecification.sqs.arn is not the ARN of a queue.")
    if arn.endswith(".fifo"):
        raise errors.invalid(details="FIFO queues are not supported; name a standard queue.")
    return {"sqs": {"arn": arn}}


def _event_bus(wanted: Body, client: str, found_id: str) -> dict[str, dict[str, str]]:
    bus = wanted.part("eventBridge")
    region, account = bus.text("region"), bus.text("accountId")
    if not _REGION.fullmatch(region) or not _ACCOUNT.fullmatch(account):
        raise errors.invalid(details="resourceSpecification.eventBridge is invalid.")
    name = f"aws.partner/sellingpartnerapi.amazon.com/{account}/{client}/{found_id}"
    return {"eventBridge": {"name": name, "region": region, "accountId": account}}


def _destinations(world: World, client: str) -> list[Destination]:
    every = world.webhooks.destinations.values()
    return [one for one in every if (one.platform, one.owner) == ("amazon", client)]


def _destination(world: World, client: str, wanted: str) -> Destination:
    for one in _destinations(world, client):
        if one.id == wanted:
            return one
    raise errors.not_found("destination")


def _subscription(world: World, client: str, params: Params) -> Subscription:
    kind, found = _type(params), world.webhooks.subscriptions.get(params["subscriptionId"])
    if found is None or (found.platform, found.owner, found.topic) != ("amazon", client, kind):
        raise errors.not_found("subscription")
    return found


def _of_type(world: World, caller: Caller, kind: str) -> Subscription | None:
    for one in world.webhooks.subscriptions.values():
        if (one.platform, one.store, one.topic) == ("amazon", caller.account.name, kind):
            return one
    return None


def _type(params: Params) -> str:
    kind = params["notificationType"]
    if kind not in _VERSIONS:
        known = " and ".join(_VERSIONS)
        raise errors.invalid(details=f"Only {known} are served by this simulator.")
    return kind


def _shown(one: Destination) -> Json:
    return {"destinationId": one.id, "name": one.name, "resource": one.resource}


def _subscribed(one: Subscription) -> Json:
    return {"subscriptionId": one.id, "destinationId": one.destination, **one.extra}
