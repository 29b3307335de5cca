"""The kinds of rate limit that several platforms have."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from mockplace.http_types import Request, Route
    from mockplace.kernel.world import World


class TokenBucket(NamedTuple):
    """A bucket for each account and operation; a call whose account is unknown is not counted."""

    #: Tokens added to the bucket per second.
    rate: float
    #: Size of the bucket.
    burst: int

    def admit(self, world: World, route: Route, _request: Request, store: str) -> bool:
        """Take a token; return False if the bucket is empty."""
        if not store:
            return True
        return world.limits.take_token(store, route.operation, self.rate, self.burst, world.now)


class NoLimit(NamedTuple):
    """No rate limit, with the reason."""

    reason: str

    def admit(self, _world: World, _route: Route, _request: Request, _store: str) -> bool:
        """Return True."""
        return True
