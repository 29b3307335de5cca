"""The facts of a requested package: read once, then frozen for everything that decides."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace
from datetime import datetime

from shiponce.decisions import shipping_restrictions
from shiponce.decisions.obligations import due_units
from shiponce.decisions.shipping_restrictions import Companion, Limit, ShipFacts
from shiponce.domain.settings import PrimePolicy
from shiponce.domain.shipment import Route
from shiponce.persistence import destinations, imported_orders, stores
from shiponce.persistence.same_purchase import Held
from shiponce.services.shipping.orders_in_one_package import combined, must_be_in_package_once
from shiponce.services.shipping.restriction_facts import circumstances, companion, ship_facts
from shiponce.services.shipping.shipping_request import ShippingRequest
from shiponce.services.shipping.units_to_ship import OrderToPack, PackedOrder, order_to_pack, pack


@dataclass(frozen=True, slots=True)
class OrderFacts:
    """One order of a package, with everything that decides whether it may be shipped."""

    order_id: int
    #: ``store:number``.
    name: str
    ship: ShipFacts
    companion: Companion
    #: Shipments of its twins that do not block the package and cause a warning.
    left: tuple[Held, ...]


@dataclass(frozen=True, slots=True)
class PackageFacts:
    """A requested package and its orders; the label is bought for the first of them."""

    packed: PackedOrder
    orders: tuple[OrderFacts, ...]
    #: True if the package contains all units of the first order.
    whole: bool
    #: The promised day of delivery of the first order.
    promised: datetime | None

    @property
    def order_ids(self) -> list[int]:
        """Return the ids of all orders in the package."""
        return [one.order_id for one in self.orders]

    @property
    def lead(self) -> OrderFacts:
        """Return the order that the label is bought for."""
        return self.orders[0]

    def restriction(self, route: Route) -> Limit | None:
        """Return the first restriction that forbids a route for the package; None if none does."""
        for one in self.orders:
            found = shipping_restrictions.forbidden(one.ship, route)
            if found is not None:
                return found
        together = [one.companion for one in self.orders]
        return shipping_restrictions.unpackable(together, route, whole=self.whole)


def package_facts(
    conn: sqlite3.Connection,
    order_id: int,
    reference: str,
    request: ShippingRequest,
    policy: PrimePolicy,
) -> PackageFacts:
    """Read each order of a requested package once.

    BadInput if an order is in it twice, Refused if a line has fewer units due than requested.
    """
    must_be_in_package_once(conn, order_id, request.together)
    known = stores.every(conn)
    orders = [order_to_pack(conn, one, known) for one in (order_id, *request.together)]
    first = pack(orders[0], reference, wanted=request.lines)
    packed = [first, *(pack(one, f"{reference}-{n}") for n, one in enumerate(orders[1:], 2))]
    around = circumstances(conn, [one.order_id for one in orders], policy, known)
    named = {one.order_id: one.record.ref for one in orders}
    found = []
    for one, part in zip(orders, packed, strict=True):
        address = destinations.one(conn, one.order_id, part.destination).address
        same = around.twins.in_package(one.order_id, named)
        found.append(
            OrderFacts(
                one.order_id,
                one.record.ref,
                ship_facts(conn, one, address, around),
                companion(one, address, same),
                around.twins.warning_only(one.order_id),
            )
        )
    whole = combined(first, packed[1:])
    if request.package is not None:
        whole = replace(whole, package=request.package.size(whole.package.weight))
    return PackageFacts(
        whole,
        tuple(found),
        not _is_part(orders[0], first),
        imported_orders.deliver_by(conn, order_id),
    )


def _is_part(order: OrderToPack, packed: PackedOrder) -> bool:
    """Return True if the package leaves units unshipped, or some units were shipped before."""
    left_out = dict(packed.units) != due_units(order.obligations)
    return left_out or any(one.shipped for one in order.obligations)
