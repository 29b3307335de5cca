"""BigCommerce's rate limit: one window of 30 seconds for all calls of a store."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mockplace.http_types import Response
from mockplace.platforms.bigcommerce.api.errors import enveloped
from mockplace.platforms.bigcommerce.rules.assumptions import PLAN

if TYPE_CHECKING:
    from mockplace.http_types import Request, Route
    from mockplace.kernel.world import World

#: The length of a window, in milliseconds.
WINDOW = 30_000


class StoreWindow(NamedTuple):
    """A store's rate limit window, shared by all operations; the quota depends on the plan."""

    def admit(self, world: World, _route: Route, _request: Request, store: str) -> bool:
        """Count a call; return False if the window's quota is used up."""
        return not store or world.limits.count_in_window(store, _quota(world), WINDOW, world.now)


def window_headers(world: World, store: str) -> dict[str, str]:
    """Return the four rate limit headers of every response."""
    quota = _quota(world)
    left, reset = world.limits.left_in_window(store, quota, WINDOW, world.now)
    return {
        "x-rate-limit-time-window-ms": str(WINDOW),
        "x-rate-limit-time-reset-ms": str(reset),
        "x-rate-limit-requests-quota": str(quota),
        "x-rate-limit-requests-left": str(left),
    }


def seconds_to_wait(world: World, store: str) -> int:
    """Return the seconds until the store's window ends, 1 at least."""
    left = world.limits.left_in_window(store, _quota(world), WINDOW, world.now)
    return max(1, -(-left[1] // 1000))


def rate_limited(world: World, route: Route, store: str) -> Response:
    """Return 429, with the time until the rate limit window ends."""
    headers = window_headers(world, store) | {"x-rate-limit-requests-left": "0"}
    headers["x-retry-after"] = str(seconds_to_wait(world, store))
    found = enveloped(route, 429, "Too many requests")
    return Response(429, found.headers | headers, found.body)


def _quota(world: World) -> int:
    return world.state.assumptions.number(PLAN)
