"""Webhooks V3: create, read, update and delete subscriptions ("hooks")."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from mockplace.http_types import Params, Request
from mockplace.kernel.webhooks import webhook_urls
from mockplace.kernel.webhooks.subscriptions import Destination, Subscription
from mockplace.platforms.bigcommerce.api import endpoint, errors, page_and_limit
from mockplace.platforms.bigcommerce.api.pagination_v3 import pages
from mockplace.platforms.bigcommerce.rules.webhook_ids import WebhookNumbers

if TYPE_CHECKING:
    from mockplace.kernel.records import Account
    from mockplace.kernel.world import World

Json = dict[str, object]

#: The scopes that an order hub needs; BigCommerce's other scopes are not simulated. The scopes
#: ``store/sku/…`` are accepted but never have events: a product here has only its base variant.
SCOPES = (
    "store/order/*",
    "store/order/created",
    "store/order/updated",
    "store/order/archived",
    "store/order/statusUpdated",
    "store/order/message/created",
    "store/order/refund/created",
    "store/shipment/*",
    "store/shipment/created",
    "store/shipment/updated",
    "store/shipment/deleted",
    "store/product/*",
    "store/product/updated",
    "store/product/inventory/updated",
    "store/product/inventory/order/updated",
    "store/sku/*",
    "store/sku/inventory/updated",
    "store/sku/inventory/order/updated",
)
#: Maximum number of hooks of one store that have the same scope.
MOST = 10
_MISSING, _INVALID = "error.path.missing.", "error.expected."


def list_hooks(world: World, account: Account, request: Request, _params: Params) -> object:
    """Answer ``GET /v3/hooks``, filtered by scope, destination and ``is_active``."""
    asked = endpoint.query(request)
    found = [_shown(world, account, hook) for hook in _hooks(world, account)]
    wanted = [hook for hook in found if _fits(hook, asked)]
    return {
        "data": page_and_limit.paged(wanted, asked),
        "meta": {"pagination": pages(wanted, asked)},
    }


def create_hook(world: World, account: Account, request: Request, _params: Params) -> object:
    """Answer ``POST /v3/hooks``: scope and destination are required."""
    given = _fields(request)
    scope, address = _scope(given), _address(given)
    same = [hook for hook in _hooks(world, account) if hook.topic == scope]
    if len(same) >= MOST:
        raise _unprocessable("scope", f"at most {MOST} webhooks have one scope")
    destination_id = world.webhooks.new_id("destination", account.name, scope, address)
    client = account.client_id
    world.webhooks.destinations[destination_id] = Destination(
        destination_id, "bigcommerce", client, "", address
    )
    hook = Subscription(
        world.state.platform_state(WebhookNumbers).next(),
        "bigcommerce",
        account.name,
        client,
        scope,
        destination_id,
        bool(given.get("is_active", True)),
        world.now,
        world.now,
        _headers(given),
    )
    world.webhooks.subscriptions[hook.id] = hook
    return {"data": _shown(world, account, hook), "meta": {}}


def get_hook(world: World, account: Account, _request: Request, params: Params) -> object:
    """Answer ``GET /v3/hooks/{id}``."""
    return {"data": _shown(world, account, _hook(world, account, params)), "meta": {}}


def update_hook(world: World, account: Account, request: Request, params: Params) -> object:
    """Answer ``PUT /v3/hooks/{id}``: change the given fields."""
    hook, given = _hook(world, account, params), _fields(request)
    topic = _scope(given) if "scope" in given else hook.topic
    address = _address(given) if "destination" in given else ""
    extra = _headers(given) if "headers" in given else hook.extra
    if address:
        world.webhooks.destinations[hook.destination].address = address
    hook.topic, hook.extra, hook.updated_at = topic, extra, world.now
    hook.active = bool(given.get("is_active", hook.active))
    return {"data": _shown(world, account, hook), "meta": {}}


def delete_hook(world: World, account: Account, _request: Request, params: Params) -> object:
    """Answer ``DELETE /v3/hooks/{id}``: delete a hook and return it."""
    hook = _hook(world, account, params)
    shown = _shown(world, account, hook)
    world.webhooks.unsubscribe(hook.id)
    return {"data": shown, "meta": {}}


def _hooks(world: World, account: Account) -> list[Subscription]:
    return [
        hook
        for hook in world.webhooks.subscriptions.values()
        if hook.platform == "bigcommerce" and hook.store == account.name
    ]


def _hook(world: World, account: Account, params: Params) -> Subscription:
    for hook in _hooks(world, account):
        if hook.id == params["hookId"]:
            return hook
    raise errors.not_found()


def _shown(world: World, account: Account, hook: Subscription) -> Json:
    return {
        "id": int(hook.id),
        "client_id": hook.owner,
        "store_hash": account.account,
        "created_at": hook.created_at // 1000,
        "updated_at": hook.updated_at // 1000,
        "scope": hook.topic,
        "destination": world.webhooks.destinations[hook.destination].address,
        "is_active": hook.active,
        "headers": dict(hook.extra),
    }


def _fields(request: Request) -> Json:
    known = ("scope", "destination", "is_active", "headers", "events_history_enabled")
    return endpoint.fields(request, read_only=("id", "client_id", "store_hash"), known=known)


def _scope(given: Mapping[str, object]) -> str:
    scope = given.get("scope")
    if scope is None:
        raise _unprocessable("scope", _MISSING)
    if not isinstance(scope, str) or scope not in SCOPES:
        raise _unprocessable("scope", "scope is not valid")
    return scope


def _address(given: Mapping[str, object]) -> str:
    address = given.get("destination")
    if address is None:
        raise _unprocessable("destination", _MISSING)
    if not isinstance(address, str) or not webhook_urls.is_address(address):
        raise _unprocessable("destination", "destination must be an https address")
    return address


def _headers(given: Mapping[str, object]) -> dict[str, str]:
    headers = given.get("headers") or {}
    if not isinstance(headers, dict) or not all(_is_header(*one) for one in headers.items()):
        raise _unprocessable("headers", f"{_INVALID}jsobject")
    return {str(key): str(value) for key, value in headers.items()}


def _is_header(name: object, value: object) -> bool:
    texts = isinstance(name, str) and isinstance(value, str)
    if not texts or not (str(name) + str(value)).isascii():  # HTTP headers must be ASCII
        return False
    return str(name).replace("-", "").isalnum() and str(value).isprintable()


def _unprocessable(field: str, why: str) -> errors.BigCommerceError:
    return errors.BigCommerceError(422, "JSON data is missing or invalid", {field: why})


def _fits(hook: Json, asked: Mapping[str, str]) -> bool:
    if asked.get("is_active") in ("true", "false") and hook["is_active"] != (
        asked["is_active"] == "true"
    ):
        return False
    return all(name not in asked or hook[name] == asked[name] for name in ("scope", "destination"))
