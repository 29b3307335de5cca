"""Requests in, answers out: one compiled table of routes for every platform.

A request is found by its method and path alone, never by its host, because clients send all
sorts of hosts to a simulator. Nothing here knows sockets: ``transport``, ``respx`` and ``server``
each carry requests to ``answer`` and its replies away.
"""

from __future__ import annotations

import importlib
from functools import cache
from typing import TYPE_CHECKING

from mockplace import outages, pages
from mockplace.platforms.dated import date_of
from mockplace.table import RouteTable
from mockplace.wire_types import Handler, Params, Request, Response, Route, reply
from mockplace.world.model import Call

if TYPE_CHECKING:
    from mockplace.faults import Fault
    from mockplace.world.world import World

__all__ = ["Handler", "Params", "Request", "Response", "Route", "answer", "reply", "table"]

#: Those who are asked over the wire: three platforms, and the invented carrier.
PLATFORMS = ("bigcommerce", "amazon", "ebay", "carrier")
#: Characters of a path that are remembered.
_LONGEST_PATH = 300
#: Faults in which the platform never acts, and those in which it acts and the answer suffers.
_INSTEAD = (
    "timeout_before_commit",
    "reset",
    "connect_refused",
    "rate_limited",
    "server_error",
    "auth_expired",
)


@cache
def table() -> RouteTable:
    """Every route of the three platforms and the carrier."""
    packages = [importlib.import_module(f"mockplace.platforms.{name}") for name in PLATFORMS]
    return RouteTable(tuple(route for package in packages for route in package.ROUTES))


def answer(world: World, request: Request) -> Response:
    """What the platforms answer; every call is recorded in ``world.calls``."""
    found = table().of(request)
    if found is None:
        response = _unmatched(request)
        world.record(_call(world, request, response))
        return response
    route, params = found
    fault, response = _faced(world, route, request, params)
    world.record(_call(world, request, response, route, params.get("orderId", ""), fault))
    return response


def _faced(
    world: World, route: Route, request: Request, params: Params
) -> tuple[Fault | None, Response]:
    store = outages.store_behind(world, route, request, params)
    fault = None
    if world.faults.faults:
        order_id = params.get("orderId", "")
        fault = world.faults.strike(route.platform, route.operation, order_id, store, world.now)
    if fault is not None and fault.kind in _INSTEAD:
        response = _instead(world, route, request, store, fault)
    elif not outages.admitted(world, route, request, store):
        response = outages.too_many(world, route, store)
    else:
        response = pages.answered(world, route, request, params, store, fault)
        response = _suffered(response, fault) if fault else response
    return fault, _headed(world, route, store, response)


def _headed(world: World, route: Route, store: str, response: Response) -> Response:
    """The answer with what its platform writes on every one.

    The date is the world's: it is the platform's clock, and clients set theirs by it.
    """
    headers = {"date": date_of(world.now)}
    if route.platform == "bigcommerce":
        headers |= outages.window_headers(world, store)
    headers |= response.headers
    return Response(
        response.status, headers, response.body, response.lost, response.delay, response.idle
    )


#: The faults after which no answer comes, and how that looks.
_LOST = {"timeout_before_commit": "timeout", "reset": "reset", "connect_refused": "refused"}


def _instead(world: World, route: Route, request: Request, store: str, fault: Fault) -> Response:
    """What comes instead of an answer of the operation, which never runs."""
    if route.trouble and fault.kind not in _LOST:
        return route.trouble(world, request, fault.kind)
    if fault.kind == "rate_limited":
        return outages.too_many(world, route, store)
    if fault.kind == "server_error":
        return outages.broken(route)
    if fault.kind == "auth_expired":
        return outages.expired(route)
    return Response(0, lost=_LOST[fault.kind])


def _suffered(response: Response, fault: Fault) -> Response:
    """What becomes of the answer of an operation that has run."""
    match fault.kind:
        case "timeout_after_commit":
            return Response(0, lost="timeout")
        case "reset_after_commit":
            return Response(0, lost="reset")
        case "malformed":
            return outages.garbled(response)
        case "slow":
            return Response(response.status, response.headers, response.body, delay=fault.delay)
        case _:
            return response  # it was answered from another page, or from the past


def _call(
    world: World,
    request: Request,
    response: Response,
    route: Route | None = None,
    order_id: str = "",
    fault: Fault | None = None,
) -> Call:
    return Call(
        world.called + 1,
        world.now,
        route.platform if route else "",
        route.operation if route else "",
        request.method,
        request.path[:_LONGEST_PATH],
        response.status,
        order_id,
        fault.kind if fault else "",
    )


def _unmatched(request: Request) -> Response:
    nearest = table().nearest(request.method, request.path)
    message = (
        f"mockplace serves no {request.method} {request.path[:200]}; "
        f"the nearest routes are: {'; '.join(nearest)}"
    )
    return reply(501, {"errors": [{"code": "NoSuchRoute", "message": message}]})
