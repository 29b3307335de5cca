"""Faults of a label document: its checksum, its bytes, or all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockplace import registry
from mockplace.http_types import Params, Request, Response, Route
from mockplace.serving.forgotten_write_fault import respond_without_effect

if TYPE_CHECKING:
    from mockplace.kernel.world import World


def can_strike(world: World, route: Route, request: Request, params: Params, kind: str) -> bool:
    """Return True if the answer to a call has the part of a document that the fault concerns."""
    if route.operation not in registry.platform(route.platform).document_faults:
        return False
    if request.method == "GET":
        response = route.handler(world, request, params)
    else:
        response, _changed = respond_without_effect(world, route, request, params)
    return with_fault(route, response, kind) is not None


def with_fault(route: Route, response: Response, kind: str) -> Response | None:
    """Return an operation's answer with the fault in its document, None if it cannot be in it."""
    return registry.platform(route.platform).document_faults[route.operation](response, kind)
