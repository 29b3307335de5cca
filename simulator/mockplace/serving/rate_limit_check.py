"""Count calls against a platform's rate limit; answer 429 to a call that exceeds the limit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockplace import registry
from mockplace.http_types import Request, Response, Route

if TYPE_CHECKING:
    from mockplace.kernel.world import World


def admitted(world: World, route: Route, request: Request, store: str) -> bool:
    """Count a call; return False if it is over the platform's rate limit."""
    limit = registry.platform(route.platform).rate_limits[route.operation]
    return limit.admit(world, route, request, store)


def over_limit(world: World, route: Route, store: str) -> Response:
    """Return the platform's response with status 429."""
    return registry.platform(route.platform).errors.rate_limited(world, route, store)
