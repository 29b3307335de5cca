"""BigCommerce's errors that no handler returns: rate limit, server error, expired token."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockplace.http_types import Response, Route
from mockplace.platforms.bigcommerce.api import rate_limits
from mockplace.platforms.bigcommerce.api.access_token import NO_MATCH
from mockplace.platforms.bigcommerce.api.errors import BigCommerceError, refused_v2, refused_v3

if TYPE_CHECKING:
    from mockplace.kernel.world import World


def rate_limited(world: World, route: Route, store: str) -> Response:
    """Return 429, with the time until the rate limit window ends."""
    headers = rate_limits.window_headers(world, store) | {"x-rate-limit-requests-left": "0"}
    headers["x-retry-after"] = str(rate_limits.seconds_to_wait(world, store))
    found = _enveloped(route, 429, "Too many requests")
    return Response(429, found.headers | headers, found.body)


def auth_expired(route: Route) -> Response:
    """Return 401."""
    return _enveloped(route, 401, NO_MATCH)


def server_error(route: Route) -> Response:
    """Return 500."""
    return _enveloped(route, 500, "An internal error occurred.")


def _enveloped(route: Route, status: int, message: str) -> Response:
    """Return an error in the envelope of the API's version."""
    refused = refused_v2 if "/v2/" in route.template else refused_v3
    return refused(BigCommerceError(status, message))
