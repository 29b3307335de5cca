"""eBay's answers to injected faults: server error and expired token."""

from __future__ import annotations

from mockplace.http_types import Response, Route, reply
from mockplace.platforms.ebay.api.error_envelopes import entry, enveloped
from mockplace.platforms.ebay.api.errors import documented_error


def auth_expired(route: Route) -> Response:
    """Return 401, after which clients fetch a new token."""
    return enveloped(route, 401, documented_error(1001).entry)


def server_error(route: Route) -> Response:
    """Return 500, with the error id of the route's API."""
    if route.template.startswith("/sell/logistics/"):
        return reply(500, {"errors": [documented_error(90000).entry]})
    if route.template.startswith("/sell/inventory/"):
        return reply(500, {"errors": [documented_error(25001).entry]})
    found = entry(30500, "API_FULFILLMENT", "APPLICATION", "System error", "")
    return enveloped(route, 500, found)
