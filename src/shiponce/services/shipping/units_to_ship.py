"""The units of an order that are not shipped yet, in the form that carriers need."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from shiponce.decisions.obligations import Obligation, due_units
from shiponce.domain.document import LabelFormat
from shiponce.domain.order import Address, Line
from shiponce.domain.shipment import PackageSize
from shiponce.domain.store import Store
from shiponce.errors import Refused
from shiponce.persistence import destinations, obligations, order_queries, shipments, stores
from shiponce.persistence.destinations import DestinationRow
from shiponce.persistence.order_queries import OrderRecord
from shiponce.persistence.orders_for_rules import order_lines
from shiponce.persistence.shipments import Shipment

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
    #: The platform's id of the package's address; '' if the order has only one.
    destination: str = ""
    #: Other orders in the same package.
    others: tuple[PackedOrder, ...] = ()
    #: The address itself; None if the platform gave no address or the address was purged.
    ship_to: Address | None = field(default=None, repr=False)
    #: The format in which the label's document is wanted.
    label_format: LabelFormat = LabelFormat.PDF

    @property
    def units(self) -> list[tuple[int, int]]:
        """Return (line_no, units) for each line of this order; leave out the lines of *others*."""
        return [(n, u) for n, (_, u) in zip(self.line_numbers, self.lines, strict=True)]

    @property
    def units_by_sku(self) -> dict[str, int]:
        """Return the units of this order by SKU; leave out the lines of *others*."""
        found: dict[str, int] = {}
        for line, units in self.lines:
            found[line.sku] = found.get(line.sku, 0) + units
        return found


def store_of(conn: sqlite3.Connection, order_id: int) -> Store:
    """Return the store that an order was imported from."""
    store_id = shipments.stores_of(conn, [order_id])[order_id]
    return stores.one(conn, store_id)


@dataclass(frozen=True, slots=True)
class OrderToPack:
    """An order, its store, its lines by number, and what is owed of them."""

    order_id: int
    record: OrderRecord
    store: Store
    lines: Mapping[int, Line]
    obligations: tuple[Obligation, ...]
    #: At least one; personal data.
    destinations: tuple[DestinationRow, ...] = field(repr=False)

    @property
    def next_destination(self) -> str:
        """Return the platform's id of the first address that has due units; '' if none has."""
        return next((one.destination for one in self.obligations if one.due), "")

    def address(self, destination: str) -> Address | None:
        """Return the address with this id; the first one if none has it."""
        known = self.destinations
        return next((one for one in known if one.remote_id == destination), known[0]).address


def order_to_pack(
    conn: sqlite3.Connection, order_id: int, known: Sequence[Store] = ()
) -> OrderToPack:
    """Read an order that exists; *known* are stores that were read already."""
    record = order_queries.detail(conn, order_id)
    assert record is not None, "the caller has looked the order up"  # noqa: S101
    own = (store for store in known or stores.every(conn) if store.id == record.store_id)
    return OrderToPack(
        order_id,
        record,
        next(own),
        order_lines(conn, order_id),
        obligations.of_order(conn, order_id),
        destinations.of_order(conn, order_id),
    )


def pack(
    order: OrderToPack, reference: str, *, wanted: Mapping[int, int] | None = None
) -> PackedOrder:
    """Return the due units of an order as a package.

    *wanted*, as {line_no: units}, selects some of the units that are due. Without *wanted*, all due
    units are taken; if the order goes to several addresses, those for the first address that has
    due units. Raise Refused if fewer units of a line are due, or if the selected lines go to
    several addresses.
    """
    obliged = order.obligations
    if wanted is not None:
        return _packed(order, reference, _part(due_units(obliged), wanted))
    first = order.next_destination
    return _packed(order, reference, due_units(o for o in obliged if o.destination == first))


def packed_again(conn: sqlite3.Connection, shipment: Shipment) -> PackedOrder:
    """Return the package of a recorded shipment, to search its label at the carrier."""
    units = {part.line_no: part.quantity for part in shipments.package(conn, shipment.id)}
    return _packed(order_to_pack(conn, shipment.order_id), shipment.reference, units)


def _packed(order: OrderToPack, reference: str, units: Mapping[int, int]) -> PackedOrder:
    goes_to = {one.destination for one in order.obligations if units.get(one.line_no)}
    if len(goes_to) > 1:
        raise Refused("error.several_destinations", number=order.record.number, n=len(goes_to))
    lines = {number: line for number, line in order.lines.items() if units.get(number)}
    weight = sum(line.weight * units[number] for number, line in lines.items())
    destination = next(iter(goes_to), "")
    return PackedOrder(
        order.order_id,
        order.record.remote_id,
        order.store,
        tuple((line, units[number]) for number, line in lines.items()),
        tuple(lines),
        PackageSize(weight or _SOME_WEIGHT),
        reference,
        destination,
        ship_to=order.address(destination),
    )


def _part(left: Mapping[int, int], wanted: Mapping[int, int]) -> dict[int, int]:
    for line_no, units in wanted.items():
        if not 0 < units <= left.get(line_no, 0):
            raise Refused(
                "error.units_not_left", line=line_no, units=units, left=left.get(line_no, 0)
            )
    if not wanted:
        raise Refused("error.empty_package")
    return dict(wanted)


def units_left(conn: sqlite3.Connection, order_id: int) -> dict[int, int]:
    """Return the units of an order that are still to be shipped, as {line_no: units}."""
    return due_units(obligations.of_order(conn, order_id))
