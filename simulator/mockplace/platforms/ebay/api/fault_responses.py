"""eBay's errors that no handler returns: quota exceeded, server error, expired token."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockplace.http_types import Response, Route, reply
from mockplace.platforms.ebay.api.errors import documented_error
from mockplace.platforms.ebay.api.post_order import errors as post_order

if TYPE_CHECKING:
    from mockplace.kernel.world import World

_LIMIT_REACHED = "The request limit has been reached for the resource."


def rate_limited(_world: World, route: Route, _store: str) -> Response:
    """Return 429."""
    found = _entry(2001, "ACCESS", "REQUEST", "Too many requests.", _LIMIT_REACHED)
    return _enveloped(route, 429, found)


def auth_expired(route: Route) -> Response:
    """Return 401, after which clients fetch a new token."""
    return _enveloped(route, 401, documented_error(1001).entry)


def server_error(route: Route) -> Response:
    """Return 500, with the error id of the route's API."""
    if route.template.startswith("/sell/logistics/"):
        return reply(500, {"errors": [documented_error(90000).entry]})
    if route.template.startswith("/sell/inventory/"):
        return reply(500, {"errors": [documented_error(25001).entry]})
    found = _entry(30500, "API_FULFILLMENT", "APPLICATION", "System error", "")
    return _enveloped(route, 500, found)


def _entry(number: int, domain: str, category: str, message: str, more: str) -> dict[str, object]:
    entry: dict[str, object] = {
        "errorId": number,
        "domain": domain,
        "category": category,
        "message": message,
    }
    return entry | ({"longMessage": f"{message} {more}"} if more else {})


def _enveloped(route: Route, status: int, entry: dict[str, object]) -> Response:
    """Return an error in the envelope of the route's API; Post-Order's differs from the others."""
    if not route.template.startswith("/post-order/"):
        return reply(status, {"errors": [entry]})
    said = entry.get("longMessage", entry["message"])
    return post_order.enveloped(
        status, post_order.entry(status, entry["errorId"], entry["domain"], said, [])
    )
