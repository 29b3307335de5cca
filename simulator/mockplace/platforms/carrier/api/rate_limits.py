"""The carrier's rate limit: one token bucket for all calls of an account."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mockplace.platforms.carrier.api.endpoint import account_of

if TYPE_CHECKING:
    from mockplace.http_types import Request, Route
    from mockplace.kernel.world import World

#: The bucket's size in calls, and its refill rate in calls per second.
BURST, RATE = 500, 50.0


class AccountBucket(NamedTuple):
    """One token bucket per account, shared by all operations."""

    def admit(self, world: World, _route: Route, request: Request, _store: str) -> bool:
        """Take a token; return False if the bucket is empty."""
        return world.limits.take_token(account_of(request), "carrier", RATE, BURST, world.now)
