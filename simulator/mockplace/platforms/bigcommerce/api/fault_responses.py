"""BigCommerce's answers to injected faults: server error and expired token."""

from __future__ import annotations

from mockplace.http_types import Response, Route
from mockplace.platforms.bigcommerce.api.access_token import NO_MATCH
from mockplace.platforms.bigcommerce.api.errors import enveloped


def auth_expired(route: Route) -> Response:
    """Return 401."""
    return enveloped(route, 401, NO_MATCH)


def server_error(route: Route) -> Response:
    """Return 500."""
    return enveloped(route, 500, "An internal error occurred.")
