"""Amazon's answers to injected faults: internal error and expired token."""

from __future__ import annotations

from mockplace.http_types import Response, Route, reply
from mockplace.platforms.amazon.api.errors import token_expired


def auth_expired(_route: Route) -> Response:
    """Return 403 for an expired token; clients then fetch a new one."""
    return reply(403, {"errors": [token_expired().entry]})


def server_error(_route: Route) -> Response:
    """Return 500, for an internal error."""
    message = "We encountered an internal error. Please try again."
    return reply(500, {"errors": [{"code": "InternalFailure", "message": message}]})
