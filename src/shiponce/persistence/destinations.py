"""Where the packages of an order go, and which packages went to an address that changed since."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Collection
from dataclasses import dataclass

from shiponce.domain.order import Address
from shiponce.persistence.json_columns import ids, pack

_PARTS = "name, street1, city, country, street2, state, postcode, phone, company, street3"
#: The same parts, with a prefix for queries that join other tables.
_OF_PEOPLE = ", ".join(f"p.{part}" for part in _PARTS.split(", "))
#: The parts of an address that decide where a package goes; a telephone number does not.
_PLACE = (
    "name",
    "company",
    "street1",
    "street2",
    "street3",
    "city",
    "state",
    "postcode",
    "country",
)


@dataclass(frozen=True, slots=True)
class DestinationRow:
    """One address of an order. Personal data: never in a log or an event."""

    #: The platform's id of the address; '' for the only one.
    remote_id: str
    #: None if the platform gave no address or the address was purged.
    address: Address | None
    requested_service: str = ""


def of_order(conn: sqlite3.Connection, order_id: int) -> tuple[DestinationRow, ...]:
    """Return every address of an order, in the platform's order; always at least one."""
    rows = conn.execute(
        f"SELECT {_PARTS}, remote_id, requested_service FROM destinations"  # noqa: S608 - a constant
        " WHERE order_id = ? ORDER BY place",
        (order_id,),
    ).fetchall()
    if rows:
        return tuple(DestinationRow(row[10], _address(row), row[11]) for row in rows)
    row = conn.execute(
        f"SELECT {_PARTS} FROM people WHERE order_id = ?",  # noqa: S608 - a constant
        (order_id,),
    ).fetchone()
    return (DestinationRow("", None if row is None else _address(row)),)


def one(conn: sqlite3.Connection, order_id: int, remote_id: str) -> DestinationRow:
    """Return one address of an order; the first one if no address has this id."""
    found = of_order(conn, order_id)
    return next((each for each in found if each.remote_id == remote_id), found[0])


def _address(row: sqlite3.Row) -> Address | None:
    return None if row["country"] is None else Address(*(part or "" for part in tuple(row)[:10]))


def digest_of(conn: sqlite3.Connection, order_id: int, remote_id: str) -> bytes | None:
    """Return a digest of an address as it is now; None if there is no address."""
    return _digest(one(conn, order_id, remote_id).address)


def _digest(address: Address | None) -> bytes | None:
    if address is None:
        return None
    place = [" ".join(getattr(address, part).split()).casefold() for part in _PLACE]
    return hashlib.blake2b(pack(place).encode(), digest_size=16).digest()


@dataclass(frozen=True, slots=True)
class Moved:
    """A live label whose address changed on the platform after it was bought."""

    order_id: int
    shipment_id: int
    carrier: str
    tracking: str


def moved(conn: sqlite3.Connection, order_ids: Collection[int]) -> tuple[Moved, ...]:
    """Return the live labels of these orders that were bought for another address."""
    rows = conn.execute(
        f"SELECT {_OF_PEOPLE}, s.order_id, s.id, s.carrier, s.tracking, s.destination, s.sent_to,"  # noqa: S608 - a constant
        " EXISTS (SELECT 1 FROM destinations d WHERE d.order_id = s.order_id)"
        " FROM json_each(?) j CROSS JOIN shipments s ON s.order_id = j.value"
        " LEFT JOIN people p ON p.order_id = s.order_id"
        " WHERE s.state = 'labelled' AND s.sent_to IS NOT NULL ORDER BY s.id",
        (ids(sorted(order_ids)),),
    )
    found = []
    for row in rows.fetchall():
        order_id, shipment_id, carrier, tracking, destination, sent_to, several = tuple(row)[10:]
        # Only an order to several addresses needs further queries.
        now = digest_of(conn, order_id, destination) if several else _digest(_address(row))
        if now is not None and now != sent_to:
            found.append(Moved(order_id, shipment_id, carrier, tracking))
    return tuple(found)
