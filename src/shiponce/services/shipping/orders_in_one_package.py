"""Put several orders together into the package of one label."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import replace

from shiponce.errors import BadInput
from shiponce.persistence import imported_orders
from shiponce.services.shipping.units_to_ship import PackedOrder


def must_be_in_package_once(
    conn: sqlite3.Connection, order_id: int, together: Sequence[int]
) -> None:
    """Raise BadInput if a package would hold an order twice."""
    if order_id in together or len(set(together)) < len(together):
        raise BadInput("error.together_twice", number=imported_orders.number_of(conn, order_id))


def combined(lead: PackedOrder, others: Sequence[PackedOrder]) -> PackedOrder:
    """Return *lead* with the other orders in its package and the total weight of all."""
    weight = sum(one.package.weight for one in (lead, *others))
    return replace(lead, package=replace(lead.package, weight=weight), others=tuple(others))
