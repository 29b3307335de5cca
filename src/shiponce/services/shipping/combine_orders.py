"""Put one order, or several orders together, into the package of one label."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import replace

from shiponce.errors import BadInput
from shiponce.persistence import imported_orders
from shiponce.services.shipping.shipping_request import ShippingRequest
from shiponce.services.shipping.units_to_ship import PackedOrder, purchase_of


def packed_order(
    conn: sqlite3.Connection, order_id: int, reference: str, request: ShippingRequest
) -> PackedOrder:
    """Return the requested package.

    BadInput if an order is in it twice, or if a line has fewer units left than requested.
    """
    if order_id in request.together or len(set(request.together)) < len(request.together):
        raise BadInput("error.together_twice", number=imported_orders.number_of(conn, order_id))
    lead = purchase_of(conn, order_id, reference, wanted=request.lines)
    others = [
        purchase_of(conn, other, f"{reference}-{n}") for n, other in enumerate(request.together, 2)
    ]
    return combined(lead, others)


def combined(lead: PackedOrder, others: Sequence[PackedOrder]) -> PackedOrder:
    """Return *lead* with the other orders in its package and the total weight of all."""
    weight = sum(one.package.weight for one in (lead, *others))
    return replace(lead, package=replace(lead.package, weight=weight), others=tuple(others))


def order_ids_of(purchase: PackedOrder) -> list[int]:
    """Return the ids of all orders in a package, first the order that the label is bought for."""
    return [one.order_id for one in (purchase, *purchase.others)]
