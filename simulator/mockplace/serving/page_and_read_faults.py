"""Faulty answers: half a page, a repeated page, an earlier state, another order, not found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockplace import registry
from mockplace.http_types import Params, Request, Response, Route
from mockplace.kernel.fault_plan import DOCUMENT_KINDS
from mockplace.kernel.stale_reads import as_it_was
from mockplace.serving import (
    document_faults,
    forgotten_write_fault,
    not_found_fault,
    wrong_resource_fault,
)
from mockplace.serving.damaged_responses import truncated

if TYPE_CHECKING:
    from mockplace.kernel.fault_plan import Fault
    from mockplace.kernel.world import World


def can_strike(
    world: World, route: Route, request: Request, params: Params, store: str, fault: Fault
) -> bool:
    """Return True if a fault applies to this call; if not, the fault waits for another call."""
    match fault.kind:
        case "stale_read":
            return request.method == "GET"
        case "not_found":
            return not_found_fault.exists(world, route, request, params, store)
        case "wrong_order":
            return wrong_resource_fault.answer(world, route, request, params, store) is not None
        case "arrives_twice":
            return request.method != "GET"
        case "forgets":
            return (
                request.method != "GET"
                and forgotten_write_fault.respond_without_effect(world, route, request, params)[1]
            )
        case kind if kind in DOCUMENT_KINDS:
            return document_faults.can_strike(world, route, request, params, kind)
        case _:
            return True


def respond(
    world: World, route: Route, request: Request, params: Params, store: str, fault: Fault | None
) -> Response:
    """Return an operation's response with the read fault applied, if there is one."""
    response = _respond_from_view(world, route, request, params, store, fault)
    kind = fault.kind if fault else ""
    if kind in DOCUMENT_KINDS:
        return document_faults.with_fault(route, response, kind) or response
    if kind == "truncated_page":
        return truncated(response, registry.platform(route.platform).list_keys)
    if world.faults.faults and request.method == "GET":
        whose = (route.platform, route.operation, store)
        before = world.faults.pages.get(whose)
        if kind == "repeated_page" and before is not None:
            return before
        if world.faults.repeats:
            world.faults.pages[whose] = response
    return response


def _respond_from_view(
    world: World, route: Route, request: Request, params: Params, store: str, fault: Fault | None
) -> Response:
    """Run the operation on the view of the world that the fault shows; return its response."""
    match fault.kind if fault else "":
        case "stale_read" if fault:
            with as_it_was(world.state, fault.span):
                return route.handler(world, request, params)
        case "not_found":
            return not_found_fault.not_found(world, route, request, params, store)
        case "wrong_order":
            other = wrong_resource_fault.answer(world, route, request, params, store)
            return other or route.handler(world, request, params)
        case "forgets":
            return forgotten_write_fault.respond_without_effect(world, route, request, params)[0]
        case _:
            return route.handler(world, request, params)
