"""The units of an order that are not shipped yet, in the form that carriers need."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from shiponce.decisions.obligations import due_units
from shiponce.domain.order import Line
from shiponce.domain.shipment import PackageSize
from shiponce.domain.store import Store
from shiponce.errors import BadInput
from shiponce.persistence import imported_orders, obligations, shipments, stores
from shiponce.persistence.orders_for_rules import order_lines

#: The assumed weight of a package in grams if no line has a weight.
_SOME_WEIGHT = 500


@dataclass(frozen=True, slots=True)
class PackedOrder:
    """What a carrier needs to know of an order; implements ``ports.Purchase``."""

    order_id: int
    #: The platform's order id.
    order: str
    store: Store
    lines: tuple[tuple[Line, int], ...]
    line_numbers: tuple[int, ...]
    package: PackageSize
    reference: str
    #: The platform's id of the address that the package goes to; '' if the order has one address.
    destination: str = ""
    #: Other orders in the same package.
    others: tuple[PackedOrder, ...] = ()

    @property
    def units(self) -> list[tuple[int, int]]:
        """Return (line_no, units) for each line of this order; leave out the lines of *others*."""
        return [(n, u) for n, (_, u) in zip(self.line_numbers, self.lines, strict=True)]


def store_of(conn: sqlite3.Connection, order_id: int) -> Store:
    """Return the store that an order was imported from."""
    store_id = shipments.stores_of(conn, [order_id])[order_id]
    return stores.one(conn, store_id)


def purchase_of(
    conn: sqlite3.Connection,
    order_id: int,
    reference: str,
    shipment_id: int | None = None,
    *,
    wanted: Mapping[int, int] | None = None,
) -> PackedOrder:
    """Return the units of an order that are not shipped yet, or the units of one of its shipments.

    *wanted*, as {line_no: units}, selects some of the units that are due. Without *wanted*, all due
    units are taken; if the order goes to several addresses, those for the first address that has
    due units. Raise BadInput if fewer units of a line are due, or if the selected lines go to
    several addresses. If *shipment_id* is given, *wanted* is ignored.
    """
    obliged = obligations.of_order(conn, order_id)
    if shipment_id is not None:
        units = {p.line_no: p.quantity for p in shipments.package(conn, shipment_id)}
    elif wanted is not None:
        units = _part(due_units(obliged), wanted)
    else:
        first = next((one.destination for one in obliged if one.due), "")
        units = due_units(one for one in obliged if one.destination == first)
    goes_to = {one.destination for one in obliged if units.get(one.line_no)}
    if len(goes_to) > 1:
        number = imported_orders.number_of(conn, order_id)
        raise BadInput("error.several_destinations", number=number, n=len(goes_to))
    ordered = order_lines(conn, order_id)
    lines = {number: line for number, line in ordered.items() if units.get(number)}
    weight = sum(line.weight * units[number] for number, line in lines.items())
    return PackedOrder(
        order_id,
        imported_orders.remote_order(conn, order_id).remote_id,
        store_of(conn, order_id),
        tuple((line, units[number]) for number, line in lines.items()),
        tuple(lines),
        PackageSize(weight or _SOME_WEIGHT),
        reference,
        next(iter(goes_to), ""),
    )


def _part(left: Mapping[int, int], wanted: Mapping[int, int]) -> dict[int, int]:
    for line_no, units in wanted.items():
        if not 0 < units <= left.get(line_no, 0):
            raise BadInput(
                "error.units_not_left", line=line_no, units=units, left=left.get(line_no, 0)
            )
    if not wanted:
        raise BadInput("error.empty_package")
    return dict(wanted)


def units_left(conn: sqlite3.Connection, order_id: int) -> dict[int, int]:
    """Return {line_no: units} that are still to be shipped of an order."""
    return due_units(obligations.of_order(conn, order_id))
