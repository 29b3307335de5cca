"""Requests in, answers out: one compiled table of routes for every registered platform.

A request is routed by its method and path alone, never by its host, because clients send all
sorts of hosts to a simulator. Nothing here knows sockets: ``httpx_transport``, ``respx`` and
``server`` each carry requests to ``answer`` and its responses away.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from mockplace import registry
from mockplace.http_types import Handler, Params, Request, Response, Route, reply
from mockplace.kernel.fault_plan import LATE_KINDS
from mockplace.kernel.late_requests import CarriedOut, PendingRequest
from mockplace.kernel.records import Call
from mockplace.serving import damaged_responses, stale_read_faults
from mockplace.serving.date_header import date_of
from mockplace.serving.route_table import RouteTable

if TYPE_CHECKING:
    from mockplace.kernel.events import Event
    from mockplace.kernel.fault_plan import Fault
    from mockplace.kernel.world import World
    from mockplace.platform_definition import Platform

__all__ = ["Handler", "Params", "Request", "Response", "Route", "answer", "reply", "table"]

#: Characters of a path that are remembered.
_LONGEST_PATH = 300
#: Faults in which the platform never acts, and those in which it acts and the answer suffers.
_ANSWERED_BY_FAULT = (
    "timeout_before_commit",
    "reset",
    "connect_refused",
    "rate_limited",
    "server_error",
    "auth_expired",
)


def table() -> RouteTable:
    """Return the routes of every registered platform."""
    return _table(registry.platforms())


@lru_cache(maxsize=4)
def _table(platforms: tuple[Platform, ...]) -> RouteTable:
    return RouteTable(tuple(route for platform in platforms for route in platform.routes))


def answer(world: World, request: Request) -> Response:
    """Return a platform's answer to a request; every call is recorded in ``world.calls``."""
    found = table().of(request)
    if found is None:
        response = _unmatched(request)
        world.record(_call(world, request, response))
        return response
    route, params = found
    fault, response = _respond_with_faults(world, route, request, params)
    call = _call(world, request, response, route, params.get("orderId", ""), fault)
    world.record(call)
    if fault is not None and fault.kind in LATE_KINDS and response.lost:
        _postpone(world, request, response, fault, call.seq)
    return response


def _postpone(world: World, request: Request, response: Response, fault: Fault, sent: int) -> None:
    """Schedule a request for later, and inform the carriers of requests."""
    abandoned = fault.kind in ("late_commit", "reset_late_commit")
    carry_out = partial(_carry_out, request=request, sent=sent, kind=fault.kind, admitted=abandoned)
    pending = PendingRequest(
        world,
        carry_out,
        fault.span,
        abandoned_first=abandoned,
        client_stands_still=fault.kind == "suspended",
    )
    if response.lost == "reset":
        pending.give_up()
    else:
        response.pending = pending
        response.delay = 0 if abandoned else fault.span


def _carry_out(
    world: World, *, request: Request, sent: int, kind: str, admitted: bool
) -> CarriedOut:
    """Carry out a request that was sent earlier, in the world as it is now.

    *admitted* is whether the rate limit admitted it when it was sent. No fault applies to it again.
    """
    found = table().of(request)
    if found is None:  # it was found when the request was sent
        raise LookupError(request.path)
    route, params = found
    store = registry.platform(route.platform).account_of(world, request, params)
    events: list[Event] = []
    with _events_during(world, events):
        if admitted or _admitted(world, route, request, store):
            response = route.handler(world, request, params)
        else:
            response = _over_limit(world, route, store)
    response = _with_headers(world, route, store, response)
    call = _call(world, request, response, route, params.get("orderId", ""))
    call = call._replace(fault=kind, sent=sent)
    world.record(call)
    return CarriedOut(request, response, call, events)


def _admitted(world: World, route: Route, request: Request, store: str) -> bool:
    """Count a call; return False if it is over the platform's rate limit."""
    limit = registry.platform(route.platform).rate_limits[route.operation]
    return limit.admit(world, route, request, store)


def _over_limit(world: World, route: Route, store: str) -> Response:
    """Return the platform's 429."""
    return registry.platform(route.platform).errors.rate_limited(world, route, store)


@contextmanager
def _events_during(world: World, events: list[Event]) -> Iterator[None]:
    """Collect events for a while; other listeners get them too."""
    before = world.listener

    def listen(event: Event) -> None:
        events.append(event)
        if before:
            before(event)

    world.listener = listen
    try:
        yield
    finally:
        world.listener = before


def _respond_with_faults(
    world: World, route: Route, request: Request, params: Params
) -> tuple[Fault | None, Response]:
    store = registry.platform(route.platform).account_of(world, request, params)
    fault = None
    if world.faults.faults:
        order_id = params.get("orderId", "") or _order_in(world, request)
        fault = world.faults.strike(
            route.platform,
            route.operation,
            order_id,
            store,
            world.now,
            can=partial(stale_read_faults.can_strike, world, route, request, params, store),
        )
    if fault is not None and fault.kind in _ANSWERED_BY_FAULT:
        response = _fault_response(world, route, request, store, fault)
    elif fault is not None and fault.kind in _NOT_ARRIVED:
        response = Response(0, lost="timeout")
    elif not _admitted(world, route, request, store):
        response = _over_limit(world, route, store)
    elif fault is not None and fault.kind in _ACCEPTED:
        response = Response(0, lost=_ACCEPTED[fault.kind])
    else:
        response = stale_read_faults.respond(world, route, request, params, store, fault)
        if fault is not None and fault.kind == "arrives_twice":
            response = _respond_twice(world, route, request, params, store, fault, response)
        response = _with_fault_applied(response, fault, world.called) if fault else response
    return fault, _with_headers(world, route, store, response)


def _respond_twice(
    world: World,
    route: Route,
    request: Request,
    params: Params,
    store: str,
    fault: Fault,
    first: Response,
) -> Response:
    """Return the answer to a request that arrives a second time."""
    world.record(_call(world, request, first, route, params.get("orderId", ""), fault))
    if not _admitted(world, route, request, store):
        return _over_limit(world, route, store)
    return stale_read_faults.respond(world, route, request, params, store, fault)


def _order_in(world: World, request: Request) -> str:
    """Return the order of a planned fault that a body names, such as that of a label to buy."""
    planned = (fault.order_id for fault in world.faults.faults if fault.order_id)
    return next((one for one in planned if f'"{one}"'.encode() in request.body), "")


def _with_headers(world: World, route: Route, store: str, response: Response) -> Response:
    """Return the response with the headers that its platform puts on every one.

    The date is the world's: it is the platform's clock, and clients set theirs by it.
    """
    headers = {"date": date_of(world.now)}
    if response.headers.get("server") != damaged_responses.GATEWAY:
        headers |= registry.platform(route.platform).response_headers(world, store)
    headers |= response.headers
    return Response(
        response.status, headers, response.body, response.lost, response.delay, response.idle
    )


#: The faults in which the request has not reached the platform yet.
_NOT_ARRIVED = ("late_arrival", "suspended")
#: The faults in which the platform has accepted the request, and how that looks for now.
_ACCEPTED = {"late_commit": "timeout", "reset_late_commit": "reset"}
#: The faults after which no answer comes, and how that looks.
_LOST = {"timeout_before_commit": "timeout", "reset": "reset", "connect_refused": "refused"}


def _fault_response(
    world: World, route: Route, request: Request, store: str, fault: Fault
) -> Response:
    """Return the fault's response; the operation never runs."""
    if fault.kind in _LOST:
        return Response(0, lost=_LOST[fault.kind])
    if route.fault_response:
        return route.fault_response(world, request, fault.kind)
    errors = registry.platform(route.platform).errors
    match fault.kind:
        case "rate_limited":
            return errors.rate_limited(world, route, store)
        case "server_error":
            return errors.server_error(route)
        case "auth_expired":
            return errors.auth_expired(route)
    raise LookupError(fault.kind)


def _with_fault_applied(response: Response, fault: Fault, calls: int) -> Response:
    """Return what a fault makes of an operation's response; *calls* were recorded before."""
    match fault.kind:
        case "timeout_after_commit":
            return Response(0, lost="timeout")
        case "reset_after_commit":
            return Response(0, lost="reset")
        case "malformed":
            return damaged_responses.malformed_response(response)
        case "gateway":
            return damaged_responses.gateway_response(calls)
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
