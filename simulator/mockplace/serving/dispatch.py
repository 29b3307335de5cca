"""Answer requests by one compiled table of the routes of every registered platform.

A request is routed by its method and path alone, never by its host, because clients send all
sorts of hosts to a simulator. This module uses no sockets: ``httpx_transport``, ``respx`` and
``server`` pass requests to ``answer`` and deliver its responses.
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
from mockplace.serving import damaged_responses, rate_limit_check
from mockplace.serving.call_record import call_record
from mockplace.serving.date_header import date_of
from mockplace.serving.inject_faults import respond_with_faults
from mockplace.serving.route_table import RouteTable
from mockplace.serving.unmatched_request import no_such_route

if TYPE_CHECKING:
    from mockplace.kernel.events import Event
    from mockplace.kernel.fault_plan import Fault
    from mockplace.kernel.world import World
    from mockplace.platform_definition import Platform

__all__ = ["Handler", "Params", "Request", "Response", "Route", "answer", "reply", "table"]


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
        response = no_such_route(table(), request)
        world.record(call_record(world, request, response))
        return response
    route, params = found
    store = registry.platform(route.platform).account_of(world, request, params)
    with _CausedByCall(world):
        fault, response = respond_with_faults(world, route, request, params, store)
        response = _with_headers(world, route, store, response)
        call = call_record(world, request, response, route, params.get("orderId", ""), fault)
        world.record(call)
    if fault is not None and fault.kind in LATE_KINDS and response.lost:
        _postpone(world, request, response, fault, call.seq)
    return response


def _postpone(world: World, request: Request, response: Response, fault: Fault, sent: int) -> None:
    """Carry a request out later; if the client still waits, ``response.pending`` contains it."""
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

    *admitted* is True if the rate limit admitted the request when it was sent. No further fault is
    injected.
    """
    found = table().of(request)
    if found is None:  # impossible: the route was found when the request was sent
        raise LookupError(request.path)
    route, params = found
    store = registry.platform(route.platform).account_of(world, request, params)
    events: list[Event] = []
    with _events_during(world, events), _CausedByCall(world):
        if admitted or rate_limit_check.admitted(world, route, request, store):
            response = route.handler(world, request, params)
        else:
            response = rate_limit_check.over_limit(world, route, store)
        response = _with_headers(world, route, store, response)
        call = call_record(world, request, response, route, params.get("orderId", ""))
        call = call._replace(fault=kind, sent=sent)
        world.record(call)
    return CarriedOut(request, response, call, events)


class _CausedByCall:
    """Make the current request the cause of everything that happens in a ``with`` block."""

    __slots__ = ("acts",)

    def __init__(self, world: World) -> None:
        self.acts = world.acts

    def __enter__(self) -> None:
        self.acts.begin_call()

    def __exit__(self, *_: object) -> None:
        self.acts.end_call()


@contextmanager
def _events_during(world: World, events: list[Event]) -> Iterator[None]:
    """Collect the world's events during a ``with`` block; an existing listener gets them too."""
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


def _with_headers(world: World, route: Route, store: str, response: Response) -> Response:
    """Return the response with the headers that its platform sends with every response.

    ``Date`` is the world's time, because clients read the platform's clock from this header.
    """
    headers = {"date": date_of(world.now)}
    if response.headers.get("server") != damaged_responses.GATEWAY:
        headers |= registry.platform(route.platform).response_headers(world, store)
    headers |= response.headers
    return Response(
        response.status, headers, response.body, response.lost, response.delay, response.idle
    )
