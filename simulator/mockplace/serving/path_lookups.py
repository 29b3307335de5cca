"""What the path of a request names: an order or a label of an account, or anything else with an id.

A thing can be taken away for as long as a reader looks, so that its platform itself says in its own
words that there is no such thing.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from mockplace.http_types import Params, Request, Response, Route
from mockplace.platforms.carrier.api.endpoint import account_of
from mockplace.platforms.shared import request_parsing

if TYPE_CHECKING:
    from mockplace.kernel.world import World

#: Parameters of paths that say whose thing it is, and not which.
_OWNERS = ("storeHash", "sellerId", "channelId", "notificationType")


Book = Literal["orders", "labels", "carrier_labels", "carrier_references", "carrier_numbers", ""]


@dataclass(frozen=True, slots=True)
class Named:
    """A thing that a request names: the book of the world in which it stands, and its key there.

    The book is '' for what is only read and is named by the last *parameter* of a path.
    """

    book: Book
    key: object = None
    parameter: str = ""


def named(world: World, route: Route, request: Request, params: Params, store: str) -> Named | None:
    """The thing of an account that a request names, None where it names none that is there."""
    if route.platform == "carrier":
        return _of_carrier(world, request, params)
    label = world.labels.get(params.get("shipmentId", "").lower())
    if label is not None and label.store == store:
        return Named("labels", label.shipment_id)
    place = (store, params.get("orderId", ""))
    if place in world.orders:
        return Named("orders", place)
    return _other(route, params)


def _of_carrier(world: World, request: Request, params: Params) -> Named | None:
    """A label of the carrier's, by its id, by its tracking number or by the client's reference."""
    state, account = world.state, account_of(request)
    reference = (account, request_parsing.fields(request.query).get("reference", ""))
    if "trackingNumber" in params:
        number = params["trackingNumber"]
        label_id = state.carrier_numbers.get(number, "")
        found = Named("carrier_numbers", number)
    elif "labelId" in params:
        label_id = params["labelId"]
        found = Named("carrier_labels", label_id)
    else:
        label_id = state.carrier_references.get(reference, "")
        found = Named("carrier_references", reference)
    label = state.carrier_labels.get(label_id)
    return found if label is not None and label.account == account else None


def _other(route: Route, params: Params) -> Named | None:
    """Something that is only read, and stands in another book: a product, a listing, a feed."""
    if route.method != "GET" or route.trouble or "orderId" in params or "shipmentId" in params:
        return None
    names = [name for name in params if name not in _OWNERS]
    return Named("", parameter=names[-1]) if names else None


def exists(world: World, route: Route, request: Request, params: Params, store: str) -> bool:
    """Whether a path names a thing that is there, so that it can be missed."""
    found = named(world, route, request, params, store)
    if found is None or found.book:
        return found is not None
    there = route.handler(world, request, params).status < 300
    return there and missed(world, route, request, params, store).status >= 400


def missed(world: World, route: Route, request: Request, params: Params, store: str) -> Response:
    """What a platform says when it does not find the thing that a path names."""
    found = named(world, route, request, params, store)
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
    state, book = world.state, thing.book
    whole = getattr(state, book)
    setattr(state, book, {key: one for key, one in whole.items() if key != thing.key})
    try:
        yield
    finally:
        setattr(state, book, whole)


def _unlike(text: str) -> str:
    """An id of the same form that is hardly anything's."""
    if text.isascii() and text.isdigit():
        return "9" * max(len(text), 6)
    return f"{text[:-1]}{'0' if text[-1:] != '0' else '1'}"
