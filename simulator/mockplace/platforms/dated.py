"""The ``Date`` header: a platform's clock is the world's, and clients set theirs by it."""

from __future__ import annotations

from dataclasses import replace
from email.utils import formatdate
from functools import lru_cache
from typing import TYPE_CHECKING

from mockplace.wire_types import Request, Response, Route

if TYPE_CHECKING:
    from mockplace.world.world import World


def dated(route: Route) -> Route:
    """The route with its answers dated by the world's clock."""

    def handle(world: World, request: Request, params: dict[str, str]) -> Response:
        response = route.handler(world, request, params)
        headers = {"date": _written(world.now // 1000), **response.headers}
        return replace(response, headers=headers)

    return replace(route, handler=handle)


@lru_cache(maxsize=1024)
def _written(seconds: int) -> str:
    return formatdate(seconds, usegmt=True)
