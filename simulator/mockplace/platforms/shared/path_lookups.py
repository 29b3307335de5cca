"""Find the order, label or other resource that a request's path or query names."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import zip_longest
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import parse_qsl, urlencode

from mockplace.platform_definition import Resource

if TYPE_CHECKING:
    from mockplace.http_types import Params, Request, Route
    from mockplace.kernel.records import BoughtLabel, PlatformOrder
    from mockplace.kernel.world import World

T = TypeVar("T")


def package_ids(order: PlatformOrder) -> list[str]:
    """Return the ids of an order's shipments."""
    return [package.package_id for package in order.packages]


@dataclass(frozen=True, slots=True)
class OrderAndLabelLookups:
    """Lookups for paths that name an order (``orderId``) or a label (``shipmentId``)."""

    #: Path parameters that identify the owner of a resource, not the resource.
    owner_parameters: tuple[str, ...] = ()
    #: Path parameter that names a part of an order → function that returns an order's part ids.
    order_parts: Mapping[str, Callable[[PlatformOrder], Sequence[str]]] = field(
        default_factory=dict
    )

    def resource(
        self, world: World, _route: Route, request: Request, params: Params, store: str
    ) -> Resource | None:
        """Return the account's label or order that the path names; None if it does not exist."""
        label = world.labels.get(params.get("shipmentId", "").lower())
        if label is not None and label.store == store:
            return Resource(
                partial(hidden, world.state, "labels", label.shipment_id),
                lambda: _other_labels(world, request, params, label),
            )
        place = (store, params.get("orderId", ""))
        if place in world.orders:
            return Resource(
                partial(hidden, world.state, "orders", place),
                lambda: self._other_orders(world, request, params, store),
            )
        return None

    def read_only_id(self, route: Route, params: Params) -> str:
        """Return the name of the path parameter for a product, listing or feed; '' if none."""
        if route.method != "GET" or route.fault_response:
            return ""
        if "orderId" in params or "shipmentId" in params:
            return ""
        names = [name for name in params if name not in self.owner_parameters]
        return names[-1] if names else ""

    def other_queries(
        self, world: World, request: Request, params: Params, store: str
    ) -> Iterator[tuple[Request, Params]]:
        """Yield the request once per other order of the account, with that order's id in the query.

        Yield nothing if the query names no order.
        """
        asked = parse_qsl(request.query, keep_blank_values=True)
        found = next((value for _, value in asked if (store, value) in world.orders), "")
        if found:
            for order in nearest(_orders(world, store), found):
                instead = [
                    (key, order.order_id if value == found else value) for key, value in asked
                ]
                yield replace(request, query=urlencode(instead)), params

    def _other_orders(
        self, world: World, request: Request, params: Params, store: str
    ) -> Iterator[tuple[Request, Params]]:
        for order in nearest(_orders(world, store), params["orderId"]):
            part = next((name for name in self.order_parts if name in params), "")
            if not part:
                yield request, params | {"orderId": order.order_id}
            for one in self.order_parts[part](order)[:1] if part else ():
                yield request, params | {"orderId": order.order_id, part: one}


def _orders(world: World, store: str) -> list[tuple[str, PlatformOrder]]:
    return [(order.order_id, order) for order in world.between(store, "placed", None, None)]


def _other_labels(
    world: World, request: Request, params: Params, label: BoughtLabel
) -> Iterator[tuple[Request, Params]]:
    same = [
        one.shipment_id
        for one in world.labels.values()
        if (one.store, one.via) == (label.store, label.via)
    ]
    for shipment_id in nearest([(one, one) for one in same], label.shipment_id):
        yield request, params | {"shipmentId": shipment_id}


def nearest(things: Sequence[tuple[str, T]], name: str) -> Iterator[T]:
    """Yield the other entries of *things*, the nearest to *name* first.

    Of two at the same distance, the one before *name* comes first.
    """
    place = next(n for n, (one, _) in enumerate(things) if one == name)
    before, behind = things[:place][::-1], things[place + 1 :]
    for pair in zip_longest(before, behind):
        yield from (one[1] for one in pair if one is not None)


@contextmanager
def hidden(owner: object, collection: str, key: object) -> Iterator[None]:
    """Hide the entry *key* of the owner's *collection* during a ``with`` block."""
    whole = getattr(owner, collection)
    setattr(owner, collection, {name: one for name, one in whole.items() if name != key})
    try:
        yield
    finally:
        setattr(owner, collection, whole)
