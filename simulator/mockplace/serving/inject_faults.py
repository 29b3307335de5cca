"""Apply the fault plan to a call: select the fault and make the response.

``damaged_responses`` and ``page_and_read_faults`` build the responses of some faults.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from mockplace import registry
from mockplace.http_types import Params, Request, Response, Route
from mockplace.serving import damaged_responses, page_and_read_faults, rate_limit_check
from mockplace.serving.call_record import call_record

if TYPE_CHECKING:
    from mockplace.kernel.fault_plan import Fault
    from mockplace.kernel.world import World

#: Faults that take the place of the platform's answer; the platform never carries out the request.
_ANSWERED_BY_FAULT = (
    "timeout_before_commit",
    "reset",
    "connect_refused",
    "rate_limited",
    "server_error",
    "auth_expired",
)
#: Faults in which the request reaches the platform only later.
_NOT_ARRIVED = ("late_arrival", "suspended")
#: Faults in which the platform accepts the request now and carries it out later → how the call
#: fails, so that the client never gets the answer.
_ACCEPTED = {"late_commit": "timeout", "reset_late_commit": "reset"}
#: Faults in which the request is not carried out and no answer comes → how the call fails.
_LOST = {"timeout_before_commit": "timeout", "reset": "reset", "connect_refused": "refused"}


def respond_with_faults(
    world: World, route: Route, request: Request, params: Params, store: str
) -> tuple[Fault | None, Response]:
    """Return the planned fault that strikes this call, or None, and the resulting response."""
    fault = None
    if world.faults.faults:
        order_id = params.get("orderId", "") or _order_in(world, request)
        fault = world.faults.strike(
            route.platform,
            route.operation,
            order_id,
            store,
            world.now,
            can=partial(page_and_read_faults.can_strike, world, route, request, params, store),
        )
    if fault is not None and fault.kind in _ANSWERED_BY_FAULT:
        response = _fault_response(world, route, request, store, fault)
    elif fault is not None and fault.kind in _NOT_ARRIVED:
        response = Response(0, lost="timeout")
    elif not rate_limit_check.admitted(world, route, request, store):
        response = rate_limit_check.over_limit(world, route, store)
    elif fault is not None and fault.kind in _ACCEPTED:
        response = Response(0, lost=_ACCEPTED[fault.kind])
    else:
        response = page_and_read_faults.respond(world, route, request, params, store, fault)
        if fault is not None and fault.kind == "arrives_twice":
            response = _respond_twice(world, route, request, params, store, fault, response)
        response = _with_fault_applied(response, fault, world.called) if fault else response
    return fault, response


def _respond_twice(
    world: World,
    route: Route,
    request: Request,
    params: Params,
    store: str,
    fault: Fault,
    first: Response,
) -> Response:
    """Record the *first* answer; return the answer to the same request when it arrives again."""
    world.record(call_record(world, request, first, route, params.get("orderId", ""), fault))
    if not rate_limit_check.admitted(world, route, request, store):
        return rate_limit_check.over_limit(world, route, store)
    return page_and_read_faults.respond(world, route, request, params, store, fault)


def _order_in(world: World, request: Request) -> str:
    """Return an order id that a planned fault and the body both name; '' if there is none.

    A label purchase, for example, names its order in the body.
    """
    planned = (fault.order_id for fault in world.faults.faults if fault.order_id)
    return next((one for one in planned if f'"{one}"'.encode() in request.body), "")


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
    """Apply a fault to an operation's response; *calls* is the number of calls recorded so far."""
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
            return response  # the fault was applied when the response was made
