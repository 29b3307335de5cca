"""Answer a read with another order or label of the same account.

This simulates a proxy or cache that returns the answer to a different request: a correct answer
about the wrong resource.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from mockplace import registry
from mockplace.http_types import Params, Request, Response, Route

if TYPE_CHECKING:
    from mockplace.kernel.world import World

#: How many other resources are tried at most, nearest first, until one gives a different answer.
_MOST_TRIES = 20


def answer(
    world: World, route: Route, request: Request, params: Params, store: str
) -> Response | None:
    """Return the answer to the same read of another resource; None if no answer differs."""
    if request.method != "GET":
        return None
    right = route.handler(world, request, params)
    if right.status >= 300:
        return None
    lookups = registry.platform(route.platform).path_lookups
    resource = lookups.resource(world, route, request, params, store)
    others = (
        resource.other_reads() if resource else lookups.other_queries(world, request, params, store)
    )
    for other, instead in islice(others, _MOST_TRIES):
        found = route.handler(world, other, instead)
        if found.status < 300 and found.body != right.body:
            return found
    return None
