"""What is left to ship of an order, as a carrier needs to know it."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from shiponce.domain.order import Line
from shiponce.domain.platform import Store
from shiponce.domain.shipment import Parcel
from shiponce.store import shipments, stores
from shiponce.store.stored import line_of

#: What a parcel weighs when no line says, in grams.
_SOME_WEIGHT = 500


@dataclass(frozen=True, slots=True)
class Parcelled:
    """What a carrier needs of an order; implements ``ports.Purchase``."""

    order_id: int
    #: The platform's order id.
    order: str
    store: Store
    lines: tuple[tuple[Line, int], ...]
    line_numbers: tuple[int, ...]
    parcel: Parcel
    reference: str


def store_of(conn: sqlite3.Connection, order_id: int) -> Store:
    """The store that an order was imported from."""
    store_id = shipments.stores_of(conn, [order_id])[order_id]
    return stores.one(conn, store_id)


def purchase_of(
    conn: sqlite3.Connection, order_id: int, reference: str, shipment_id: int | None = None
) -> Parcelled:
    """The purchase of what is left of an order, or of what a given shipment holds."""
    remote = conn.execute("SELECT remote_id FROM orders WHERE id = ?", (order_id,)).fetchone()[0]
    if shipment_id is None:
        units = units_left(conn, order_id)
    else:
        units = {p["line_no"]: p["quantity"] for p in shipments.package(conn, shipment_id)}
    rows = conn.execute(
        "SELECT * FROM order_lines WHERE order_id = ? ORDER BY line_no", (order_id,)
    ).fetchall()
    lines = {row["line_no"]: line_of(row) for row in rows if units.get(row["line_no"])}
    weight = sum(line.weight * units[number] for number, line in lines.items())
    return Parcelled(
        order_id,
        remote,
        store_of(conn, order_id),
        tuple((line, units[number]) for number, line in lines.items()),
        tuple(lines),
        Parcel(weight or _SOME_WEIGHT),
        reference,
    )


def units_left(conn: sqlite3.Connection, order_id: int) -> dict[int, int]:
    """Units of each physical line that no live label covers."""
    gone = shipments.shipped_units(conn, order_id)
    rows = conn.execute(
        "SELECT line_no, quantity FROM order_lines WHERE order_id = ? AND physical = 1",
        (order_id,),
    )
    left = {line_no: quantity - gone.get(line_no, 0) for line_no, quantity in rows}
    return {line_no: units for line_no, units in left.items() if units > 0}
