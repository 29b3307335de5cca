"""Amazon's answers to calls that reach no handler: over quota, internal error, expired token."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockplace.http_types import Response, Route, reply
from mockplace.platforms.amazon.api.errors import token_expired

if TYPE_CHECKING:
    from mockplace.kernel.world import World


def rate_limited(_world: World, _route: Route, _store: str) -> Response:
    """Return 429, for a call over the quota."""
    message = "You exceeded your quota for the requested resource."
    entry = {"code": "QuotaExceeded", "message": message, "details": ""}
    return reply(429, {"errors": [entry]}, {"x-amzn-ErrorType": "TooManyRequestsException"})


def auth_expired(_route: Route) -> Response:
    """Return 403 for an expired token; clients then fetch a new one."""
    return reply(403, {"errors": [token_expired().entry]})


def server_error(_route: Route) -> Response:
    """Return 500, for an internal error."""
    message = "We encountered an internal error. Please try again."
    return reply(500, {"errors": [{"code": "InternalFailure", "message": message}]})
