"""What the path of a request names: an order or a label of an account, or anything else with an id.

A thing can be taken away for as long as a reader looks, so that its platform itself says in its own
words that there is no such thing.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from mockplace.wire_types import Params, Request, Response, Route

if TYPE_CHECKING:
    from mockplace.world.world import World

#: Parameters of paths that say whose thing it is, and not which.
_OWNERS = ("storeHash", "sellerId", "channelId", "notificationType")


@dataclass(frozen=True, slots=True)
class Named:
    """A thing that a path names: in which book it stands, under which parameter."""

    book: Literal["orders", "labels", ""]
    parameter: str
    key: object = None


def named(world: World, route: Route, params: Params, store: str) -> Named | None:
    """The thing of an account that a path names, None where it names none that is there."""
    label = world.labels.get(params.get("shipmentId", "").lower())
    if label is not None and label.store == store:
        return Named("labels", "shipmentId", label.shipment_id)
    place = (store, params.get("orderId", ""))
    if place in world.orders:
        return Named("orders", "orderId", place)
    return _other(route, params)


def _other(route: Route, params: Params) -> Named | None:
    """Something that is only read, and stands in another book: a product, a listing, a feed."""
    if route.method != "GET" or route.trouble or "orderId" in params or "shipmentId" in params:
        return None
    names = [name for name in params if name not in _OWNERS]
    return Named("", names[-1]) if names else None


def exists(world: World, route: Route, request: Request, params: Params, store: str) -> bool:
    """Whether a path names a thing that is there, so that it can be missed."""
    found = named(world, route, params, store)
    if found is None or found.book:
        return found is not None
    there = route.handler(world, request, params).status < 300
    return there and missed(world, route, request, params, store).status >= 400


def missed(world: World, route: Route, request: Request, params: Params, store: str) -> Response:
    """What a platform says when it does not find the thing that a path names."""
    found = named(world, route, params, store)
    if found is None:
        return route.handler(world, request, params)
    if not found.book:
        unknown = _unlike(params[found.parameter])
        return route.handler(world, request, params | {found.parameter: unknown})
    with _without(world, found):
        return route.handler(world, request, params)


@contextmanager
def _without(world: World, thing: Named) -> Iterator[None]:
    """While it lasts, the thing is not there."""
    state = world.state
    orders, labels = state.orders, state.labels
    try:
        if thing.book == "orders":
            state.orders = {place: one for place, one in orders.items() if place != thing.key}
        else:
            state.labels = {name: one for name, one in labels.items() if name != thing.key}
        yield
    finally:
        state.orders, state.labels = orders, labels


def _unlike(text: str) -> str:
    """An id of the same form that is hardly anything's."""
    if text.isascii() and text.isdigit():
        return "9" * max(len(text), 6)
    return f"{text[:-1]}{'0' if text[-1:] != '0' else '1'}"
