"""Reads that are answered about another order or label of the same account.

A proxy or a cache in between hands out the answer to somebody else's request: everything in it is
true, and it is about something else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice, zip_longest
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import parse_qsl, urlencode

from mockplace.http_types import Params, Request, Response, Route
from mockplace.platforms.carrier.api.endpoint import account_of
from mockplace.serving.path_lookups import named

if TYPE_CHECKING:
    from mockplace.kernel.records import PlatformOrder
    from mockplace.kernel.world import World

T = TypeVar("T")

#: Other things that are looked at, nearest first, until one of them can be read in the same way.
_MOST_TRIES = 20


def answer(
    world: World, route: Route, request: Request, params: Params, store: str
) -> Response | None:
    """The answer to the same read of another thing; None where there is no other."""
    if request.method != "GET":
        return None
    right = route.handler(world, request, params)
    if right.status >= 300:
        return None
    for other, instead in islice(_others(world, route, request, params, store), _MOST_TRIES):
        found = route.handler(world, other, instead)
        if found.status < 300 and found.body != right.body:
            return found
    return None


def _others(
    world: World, route: Route, request: Request, params: Params, store: str
) -> Iterator[tuple[Request, Params]]:
    """The same read of other things, those nearest in time first."""
    thing = named(world, route, request, params, store)
    if thing is None or not thing.book:
        yield from _in_query(world, request, params, store)
    elif thing.book == "orders":
        for order in _around(_orders(world, store), params["orderId"]):
            yield from ((request, params | part) for part in _parts(order, params))
    elif thing.book == "labels":
        label = world.labels[str(thing.key)]
        same = [
            one.shipment_id
            for one in world.labels.values()
            if (one.store, one.via) == (label.store, label.via)
        ]
        for shipment_id in _around([(one, one) for one in same], label.shipment_id):
            yield request, params | {"shipmentId": shipment_id}
    else:
        yield from _at_carrier(world, request, params, thing.book, thing.key)


def _orders(world: World, store: str) -> list[tuple[str, PlatformOrder]]:
    return [(order.order_id, order) for order in world.between(store, "placed", None, None)]


def _around(things: Sequence[tuple[str, T]], name: str) -> Iterator[T]:
    """The others of a sequence by their distance from the one of that name, those before first."""
    place = next(n for n, (one, _) in enumerate(things) if one == name)
    before, behind = things[:place][::-1], things[place + 1 :]
    for pair in zip_longest(before, behind):
        yield from (one[1] for one in pair if one is not None)


def _parts(order: PlatformOrder, params: Params) -> list[Params]:
    """The parameters that name an order, and the part of it that a path goes on to."""
    parts: dict[str, list[str]] = {
        "shipmentId": [parcel.parcel_id for parcel in order.parcels],
        "fulfillmentId": [parcel.parcel_id for parcel in order.parcels],
        "productId": [line.line_id for line in order.lines],
        "addressId": [str(order.address_id)],
    }
    wanted = next((name for name in parts if name in params), "")
    if not wanted:
        return [{"orderId": order.order_id}]
    return [{"orderId": order.order_id, wanted: found} for found in parts[wanted][:1]]


def _in_query(
    world: World, request: Request, params: Params, store: str
) -> Iterator[tuple[Request, Params]]:
    """A listing that asks for one order by its id."""
    asked = parse_qsl(request.query, keep_blank_values=True)
    found = next((value for _, value in asked if (store, value) in world.orders), "")
    if found:
        for order in _around(_orders(world, store), found):
            instead = [(name, order.order_id if value == found else value) for name, value in asked]
            yield replace(request, query=urlencode(instead)), params


def _at_carrier(
    world: World, request: Request, params: Params, book: str, key: object
) -> Iterator[tuple[Request, Params]]:
    account = account_of(request)
    labels = [one for one in world.carrier_labels.values() if one.account == account]
    parameter, names = {
        "carrier_labels": ("labelId", [one.label_id for one in labels]),
        "carrier_numbers": ("trackingNumber", [one.tracking for one in labels]),
        "carrier_references": ("reference", [one.reference for one in labels]),
    }[book]
    name = key[1] if isinstance(key, tuple) else str(key)
    for other in _around([(one, one) for one in names], name):
        if parameter in params:
            yield request, params | {parameter: other}
        else:
            yield replace(request, query=urlencode({parameter: other})), params
