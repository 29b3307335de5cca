"""Answers that do not show what is: half a page, the page before, the past, no such thing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import orjson

from mockplace import lookups
from mockplace.wire_types import Params, Request, Response, Route
from mockplace.world.past import as_it_was

if TYPE_CHECKING:
    from mockplace.faults import Fault
    from mockplace.world.world import World

#: Under which keys the platforms' listings keep what they list.
_LISTS = (
    "orders",
    "Orders",
    "OrderItems",
    "data",
    "shippingFulfillments",
    "feeds",
    "Messages",
    "items",
    "inventoryItems",
    "offers",
    "locations",
    "labels",
)


def can_strike(
    world: World, route: Route, request: Request, params: Params, store: str, fault: Fault
) -> bool:
    """Whether a fault finds here what it needs; else it waits for another call."""
    if fault.kind == "not_found":
        return lookups.exists(world, route, request, params, store)
    return True


def answered(
    world: World, route: Route, request: Request, params: Params, store: str, fault: Fault | None
) -> Response:
    """The answer of an operation, as far as a fault lets it see what there is."""
    kind = fault.kind if fault else ""
    if fault and kind == "stale_read":
        with as_it_was(world.state, fault.span):
            response = route.handler(world, request, params)
    elif kind == "not_found":
        response = lookups.missed(world, route, request, params, store)
    else:
        response = route.handler(world, request, params)
    if kind == "truncated_page":
        return truncated(response)
    if world.faults.faults and request.method == "GET":
        whose = (route.platform, route.operation, store)
        before = world.faults.pages.get(whose)
        if kind == "repeated_page" and before is not None:
            return before
        if world.faults.repeats:
            world.faults.pages[whose] = response
    return response


def truncated(response: Response) -> Response:
    """The same page without its second half, and without a word about it."""
    try:
        document = orjson.loads(response.body)
    except orjson.JSONDecodeError:
        return response
    if response.status != 200:
        return response
    return replace(response, body=orjson.dumps(_halved(document)))


def _halved(document: object) -> object:
    """The document with the first list of its own, or of its payload, cut in two."""
    if isinstance(document, list):
        return _half(document)
    if not isinstance(document, dict):
        return document
    if isinstance(document.get("payload"), dict):
        return document | {"payload": _halved(document["payload"])}
    cut = {key: _half(document[key]) for key in _LISTS if isinstance(document.get(key), list)}
    return document | cut


def _half(listed: list[object]) -> list[object]:
    return listed[: len(listed) // 2]
