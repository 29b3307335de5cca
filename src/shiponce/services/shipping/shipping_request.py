"""A request to ship one package: with one or several orders, whole or in part."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from shiponce.errors import BadInput
from shiponce.persistence import imported_orders, shipments
from shiponce.services.shipping.units_to_ship import (
    PackedOrder,
    combined,
    purchase_of,
    units_left,
)


@dataclass(frozen=True, slots=True)
class ShippingRequest:
    """What to put into the package; by default all units that are left of one order."""

    #: {line_no: units} of the order; None: all that is left.
    lines: Mapping[int, int] | None = None
    #: Other orders that are shipped whole in the same package.
    together: tuple[int, ...] = ()
    #: A person insists on shipping, although a twin of the order was shipped.
    anyway: bool = False
    #: A person confirms that another purchase with the same tracking number is in this package.
    same_package: bool = False
    #: A person says that the package has no tracking number: untracked post.
    untracked: bool = False

    def is_part(self, conn: sqlite3.Connection, purchase: PackedOrder) -> bool:
        """Return True if units stay behind, or some units of the order were shipped before."""
        left = units_left(conn, purchase.order_id)
        return dict(purchase.units) != left or bool(
            shipments.shipped_units(conn, purchase.order_id)
        )


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


def order_ids_of(purchase: PackedOrder) -> list[int]:
    """Return the ids of all orders in a package, first the order that the label is bought for."""
    return [one.order_id for one in (purchase, *purchase.others)]
