"""What is asked to be shipped: one order or several in a package, whole or in part."""

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
    """What is to go into the package: all that is left of one order, unless more is said."""

    #: {line_no: units} of the order; None: all that is left.
    lines: Mapping[int, int] | None = None
    #: Other orders, whole, in the same package.
    together: tuple[int, ...] = ()
    #: A person insists, knowing that the purchase has left with another order.
    anyway: bool = False
    #: A person says that another purchase is in the same package, under the same number.
    same_package: bool = False

    def is_part(self, conn: sqlite3.Connection, purchase: PackedOrder) -> bool:
        """Return True if the order is split: not all that is left, or a part has left before."""
        left = units_left(conn, purchase.order_id)
        return dict(purchase.units) != left or bool(
            shipments.shipped_units(conn, purchase.order_id)
        )


def packed_order(
    conn: sqlite3.Connection, order_id: int, reference: str, request: ShippingRequest
) -> PackedOrder:
    """Return the package; BadInput when an order is in it twice or has not so much left."""
    if order_id in request.together or len(set(request.together)) < len(request.together):
        raise BadInput("error.together_twice", number=imported_orders.number_of(conn, order_id))
    lead = purchase_of(conn, order_id, reference, wanted=request.lines)
    others = [
        purchase_of(conn, other, f"{reference}-{n}") for n, other in enumerate(request.together, 2)
    ]
    return combined(lead, others)


def order_ids_of(purchase: PackedOrder) -> list[int]:
    """Return the ids of all orders in a package, that of the label first."""
    return [one.order_id for one in (purchase, *purchase.others)]
