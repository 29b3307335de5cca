"""Answer a read as if the platform did not find the resource."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockplace import registry
from mockplace.http_types import Params, Request, Response, Route

if TYPE_CHECKING:
    from mockplace.kernel.world import World


def exists(world: World, route: Route, request: Request, params: Params, store: str) -> bool:
    """Return True if a request names an existing resource, which a fault can hide."""
    lookups = registry.platform(route.platform).path_lookups
    if lookups.resource(world, route, request, params, store) is not None:
        return True
    if not lookups.read_only_id(route, params):
        return False
    there = route.handler(world, request, params).status < 300
    return there and not_found(world, route, request, params, store).status >= 400


def not_found(world: World, route: Route, request: Request, params: Params, store: str) -> Response:
    """Return the platform's answer as if the resource that the request names did not exist."""
    lookups = registry.platform(route.platform).path_lookups
    resource = lookups.resource(world, route, request, params, store)
    if resource is not None:
        with resource.hidden():
            return route.handler(world, request, params)
    parameter = lookups.read_only_id(route, params)
    if parameter:
        params = params | {parameter: _unknown_id(params[parameter])}
    return route.handler(world, request, params)


def _unknown_id(text: str) -> str:
    """Return an id of the same form that is very unlikely to exist."""
    if text.isascii() and text.isdigit():
        return "9" * max(len(text), 6)
    return f"{text[:-1]}{'0' if text[-1:] != '0' else '1'}"
