"""The fault ``forgets``: a platform accepts a write and then shows no effect of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockplace.http_types import Params, Request, Response, Route
from mockplace.kernel.world_bytes import restored, saved

if TYPE_CHECKING:
    from mockplace.kernel.world import World


def respond_without_effect(
    world: World, route: Route, request: Request, params: Params
) -> tuple[Response, bool]:
    """Carry out a write in a copy of the world; return the answer and whether the copy changed."""
    copy, events = restored(saved(world)), list[object]()
    copy.listener = events.append
    response = route.handler(copy, request, params)
    return response, response.status < 300 and bool(events)
