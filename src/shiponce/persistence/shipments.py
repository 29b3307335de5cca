"""Shipments and their packages; the schema's guards check every write."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from shiponce.domain.money import Money
from shiponce.domain.shipment import Label, Route, ShipmentState
from shiponce.persistence import destinations
from shiponce.persistence.json_columns import an_id, ids
from shiponce.persistence.typed_rows import TypedRows, column


@dataclass(frozen=True, slots=True)
class Shipment:
    """One shipment as it is recorded."""

    id: int
    order_id: int
    state: ShipmentState
    route: Route
    carrier: str
    service: str
    #: What the carrier calls the service.
    service_id: str
    #: Our own reference, stored before the purchase, to look up the label at the carrier.
    reference: str
    tracking: str
    #: The carrier's own id of the label; empty if the carrier gave none.
    remote_id: str
    #: The label's price in minor units; None before the label is bought, or if nothing was paid.
    cost: int | None
    currency: str | None
    #: When the purchase was begun.
    at: datetime
    #: When the label was bought, or the purchase ended without a label.
    settled_at: datetime | None
    #: The shipment whose label this one shares.
    combined_with: int | None
    #: Who began the shipment.
    by: str = column("by_")
    #: The platform's id of the package's address; '' if the order has only one.
    destination: str = ""
    #: The order that the label was bought for, if a combined order took the shipment over.
    bought_for: int | None = None

    @property
    def label_id(self) -> int:
        """Return the id of the shipment for which the label was bought: this one or another."""
        return self.id if self.combined_with is None else self.combined_with

    @property
    def is_live(self) -> bool:
        """Return True if the shipment has a live label."""
        return self.state is ShipmentState.LABELLED

    @property
    def shipped_at(self) -> datetime:
        """Return when the label was bought; before that, when the purchase was begun."""
        return self.settled_at or self.at

    @property
    def price(self) -> Money | None:
        """Return the price of the label; None if nothing was paid or the price is not known yet."""
        if self.cost is None or self.currency is None:
            return None
        return Money(self.cost, self.currency)


_SHIPMENTS = TypedRows(Shipment)


@dataclass(frozen=True, slots=True)
class PackedLine:
    """One order line in a package, with the number of its units there."""

    line_no: int
    #: The platform's own id of the line.
    remote_id: str
    sku: str
    quantity: int


_PACKED_LINES = TypedRows(PackedLine)


def begin(
    conn: sqlite3.Connection,
    order_id: int,
    *,
    route: Route,
    carrier: str,
    service: str,
    service_id: str,
    reference: str,
    lines: Sequence[tuple[int, int]],
    at: int,
    combined_with: int | None = None,
    destination: str = "",
) -> int:
    """Record a label purchase before the carrier is called; *lines* are (line_no, units).

    *destination* is the platform's id of the address that the package goes to; a digest of the
    address is kept, so that a later change is noticed. *combined_with* is the shipment whose label
    this one will share.
    """
    done = conn.execute(
        "INSERT INTO shipments (order_id, state, route, carrier, service, service_id, reference,"
        " at, combined_with, by_, destination, sent_to)"
        " VALUES (?, 'purchasing', ?, ?, ?, ?, ?, ?, ?, acting(), ?, ?)",
        (
            order_id,
            route.value,
            carrier,
            service,
            service_id,
            reference,
            at,
            combined_with,
            destination,
            destinations.digest_of(conn, order_id, destination),
        ),
    )
    shipment_id = int(done.lastrowid or 0)
    conn.executemany(
        "INSERT INTO package_lines VALUES (?, ?, ?)",
        [(shipment_id, line_no, units) for line_no, units in lines],
    )
    return shipment_id


def labelled(conn: sqlite3.Connection, shipment_id: int, label: Label, at: int) -> bool:
    """Record a bought label; False if the shipment no longer waits for one."""
    done = conn.execute(
        "UPDATE shipments SET state = 'labelled', carrier = ?, service = ?, tracking = ?,"
        " remote_id = ?, cost = ?, currency = ?, settled_at = ?"
        " WHERE id = ? AND state IN ('purchasing', 'unknown')",
        (
            label.carrier,
            label.service,
            label.tracking,
            label.remote_id,
            label.cost.minor,
            label.cost.currency,
            at,
            shipment_id,
        ),
    )
    return done.rowcount == 1


def settle(conn: sqlite3.Connection, shipment_id: int, state: ShipmentState, at: int) -> bool:
    """Set a shipment's state; False if it has this state already, or was voided or not bought."""
    done = conn.execute(
        "UPDATE shipments SET state = ?, settled_at = ?"
        " WHERE id = ? AND state <> ? AND state NOT IN ('voided', 'not_bought')",
        (state.value, at, shipment_id, state.value),
    )
    return done.rowcount == 1


def one(conn: sqlite3.Connection, shipment_id: int) -> Shipment | None:
    """Return one shipment."""
    return _SHIPMENTS.first(
        conn.execute(
            f"SELECT {_SHIPMENTS.columns()} FROM shipments WHERE id = ?",  # noqa: S608 - columns
            (an_id(shipment_id),),
        )
    )


def of_orders(conn: sqlite3.Connection, order_ids: Collection[int]) -> list[Shipment]:
    """Return every shipment of some orders, the oldest first."""
    return _SHIPMENTS.all(
        conn.execute(
            f"SELECT {_SHIPMENTS.columns()} FROM shipments"  # noqa: S608 - columns
            " WHERE order_id IN (SELECT value FROM json_each(?)) ORDER BY id",
            (ids(sorted(order_ids)),),
        )
    )


def with_live_label(conn: sqlite3.Connection, order_ids: Collection[int]) -> frozenset[int]:
    """Return the originals that have a live label themselves or through a copy."""
    rows = conn.execute(
        "SELECT s.order_id FROM json_each(:ids) j CROSS JOIN shipments s ON s.order_id = j.value"
        " WHERE s.state = 'labelled' UNION SELECT t.original_id FROM json_each(:ids) j"
        " CROSS JOIN twins t ON t.original_id = j.value"
        " CROSS JOIN shipments s ON s.order_id = t.copy_id WHERE s.state = 'labelled'",
        {"ids": ids(sorted(order_ids))},
    )
    return frozenset(row[0] for row in rows)


def all_with_live_label(conn: sqlite3.Connection) -> tuple[int, ...]:
    """Return every order that has a live label itself or through a copy."""
    rows = conn.execute(
        "SELECT order_id FROM shipments WHERE state = 'labelled' UNION SELECT t.original_id"
        " FROM shipments s JOIN twins t ON t.copy_id = s.order_id WHERE s.state = 'labelled'"
        " ORDER BY 1"
    )
    return tuple(row[0] for row in rows)


def notified_voided_numbers(conn: sqlite3.Connection, order_ids: Collection[int]) -> list[str]:
    """Return tracking numbers of voided labels that a store was notified of, oldest first."""
    rows = conn.execute(
        "SELECT DISTINCT coalesce(n.tracking, s.tracking) FROM json_each(?) j"
        " CROSS JOIN shipments s ON s.order_id = j.value JOIN notices n ON n.shipment_id = s.id"
        " WHERE s.state = 'voided' AND n.state IN ('sent', 'already_known') ORDER BY s.id",
        (ids(sorted(order_ids)),),
    )
    return [row[0] for row in rows]


def live(conn: sqlite3.Connection, order_id: int) -> list[int]:
    """Return the shipments of an order that have a live label."""
    rows = conn.execute(
        "SELECT id FROM shipments WHERE order_id = ? AND state = 'labelled' ORDER BY id",
        (order_id,),
    )
    return [row[0] for row in rows]


def unsettled(conn: sqlite3.Connection, before: int) -> list[int]:
    """Return the purchases with an unknown outcome, and open purchases begun before a time (ms).

    A shipment that shares a label is settled with the shipment that the label was bought for.
    """
    rows = conn.execute(
        "SELECT id FROM shipments WHERE (state = 'unknown' OR state = 'purchasing' AND at <= ?)"
        " AND combined_with IS NULL"
        " ORDER BY id",
        (before,),
    )
    return [row[0] for row in rows]


def together(conn: sqlite3.Connection, shipment_id: int) -> list[Shipment]:
    """Return the shipments that share a label; the label was bought for the first of them."""
    return _SHIPMENTS.all(
        conn.execute(
            f"SELECT {_SHIPMENTS.columns('s')} FROM shipments mine JOIN shipments s"  # noqa: S608 - columns
            " ON coalesce(s.combined_with, s.id) = coalesce(mine.combined_with, mine.id)"
            " WHERE mine.id = ? ORDER BY s.id",
            (shipment_id,),
        )
    )


def orders_under(conn: sqlite3.Connection, shipment_id: int) -> tuple[str, ...]:
    """Return the order numbers under a shared label; the label was bought for the first order."""
    rows = conn.execute(
        "SELECT o.number FROM shipments mine JOIN shipments s"
        " ON coalesce(s.combined_with, s.id) = coalesce(mine.combined_with, mine.id)"
        " JOIN orders o ON o.id = s.order_id WHERE mine.id = ? ORDER BY s.id",
        (shipment_id,),
    )
    return tuple(row[0] for row in rows)


def voided_numbers(conn: sqlite3.Connection, order_ids: Collection[int]) -> tuple[str, ...]:
    """Return the tracking numbers of all voided labels of these orders, the newest first.

    '' stands for a package without a number that a store was notified of.
    """
    rows = conn.execute(
        "SELECT s.tracking FROM json_each(?) j CROSS JOIN shipments s ON s.order_id = j.value"
        " WHERE s.state = 'voided' AND (s.tracking <> '' OR EXISTS (SELECT 1 FROM notices n"
        " WHERE n.shipment_id = s.id AND n.attempts > 0)) ORDER BY s.id DESC",
        (ids(sorted(order_ids)),),
    )
    return tuple(row[0] for row in rows)


def under_number(conn: sqlite3.Connection, tracking: str) -> list[int]:
    """Return the orders shipped under a tracking number.

    If a notification has a corrected tracking number, that number counts instead.
    """
    rows = conn.execute(
        "SELECT DISTINCT s.order_id FROM shipments s LEFT JOIN notices n ON n.shipment_id = s.id"
        " WHERE s.state NOT IN ('voided', 'not_bought')"
        " AND upper(coalesce(n.tracking, s.tracking)) = upper(?) ORDER BY s.order_id",
        (tracking,),
    )
    return [row[0] for row in rows]


def with_number(
    conn: sqlite3.Connection, order_ids: Collection[int], tracking: str
) -> list[Shipment]:
    """Return the shipments of some orders under a tracking number, the oldest first.

    If a notification has a corrected tracking number, that number counts instead.
    """
    return _SHIPMENTS.all(
        conn.execute(
            f"SELECT DISTINCT {_SHIPMENTS.columns('s')} FROM shipments s"  # noqa: S608 - columns
            " LEFT JOIN notices n ON n.shipment_id = s.id"
            " WHERE s.order_id IN (SELECT value FROM json_each(?))"
            " AND s.state NOT IN ('voided', 'not_bought')"
            " AND upper(coalesce(n.tracking, s.tracking)) = upper(?) ORDER BY s.id",
            (ids(sorted(order_ids)), tracking),
        )
    )


def other_numbers(conn: sqlite3.Connection, shipment_id: int) -> frozenset[str]:
    """Return the tracking numbers of all other shipments of the orders in a package."""
    rows = conn.execute(
        "SELECT other.tracking FROM shipments mine JOIN shipments s"
        " ON coalesce(s.combined_with, s.id) = coalesce(mine.combined_with, mine.id)"
        " JOIN shipments other ON other.order_id = s.order_id"
        " AND coalesce(other.combined_with, other.id) <> coalesce(s.combined_with, s.id)"
        " WHERE mine.id = ? AND other.tracking <> ''",
        (shipment_id,),
    )
    return frozenset(row[0] for row in rows)


def is_whole(conn: sqlite3.Connection, shipment_id: int) -> bool:
    """Return True if a package holds every unit of every physical line of its order."""
    row = conn.execute(
        "SELECT count(*) FROM shipments s JOIN order_lines l ON l.order_id = s.order_id"
        " LEFT JOIN package_lines p ON p.shipment_id = s.id AND p.line_no = l.line_no"
        " WHERE s.id = ? AND l.physical = 1 AND l.quantity > coalesce(p.quantity, 0)",
        (shipment_id,),
    ).fetchone()
    return not row[0]


def in_flight(conn: sqlite3.Connection, order_id: int) -> bool:
    """Return True if a label for this order is being bought."""
    row = conn.execute(
        "SELECT 1 FROM shipments WHERE order_id = ? AND state IN ('purchasing', 'unknown')",
        (order_id,),
    ).fetchone()
    return row is not None


def sent_under_its_key(conn: sqlite3.Connection, order_id: int) -> int | None:
    """Return another order with the same read-only key whose label is bought or being bought.

    The two orders need not be linked. Pairs that a person has rejected do not count. A guard in the
    schema makes the same check.
    """
    row = conn.execute(
        "SELECT other.order_id FROM order_keys mine JOIN order_keys other"
        " ON other.platform = mine.platform AND other.value = mine.value"
        " AND other.order_id <> mine.order_id JOIN shipments s ON s.order_id = other.order_id"
        " WHERE mine.order_id = ? AND mine.grade = 'proves' AND other.grade = 'proves'"
        " AND s.state IN ('purchasing', 'unknown', 'labelled')"
        " AND NOT EXISTS (SELECT 1 FROM twin_refusals r"
        " WHERE (r.copy_id = mine.order_id AND r.original_id IN (0, other.order_id))"
        " OR (r.copy_id = other.order_id AND r.original_id IN (0, mine.order_id)))"
        " ORDER BY other.order_id LIMIT 1",
        (order_id,),
    ).fetchone()
    return row and int(row[0])


def package(conn: sqlite3.Connection, shipment_id: int) -> list[PackedLine]:
    """Return the lines in a package, sorted by line number."""
    return _PACKED_LINES.all(
        conn.execute(
            "SELECT p.line_no, l.remote_id, l.sku, p.quantity FROM package_lines p"
            " JOIN shipments s ON s.id = p.shipment_id"
            " JOIN order_lines l ON l.order_id = s.order_id AND l.line_no = p.line_no"
            " WHERE p.shipment_id = ? ORDER BY p.line_no",
            (shipment_id,),
        )
    )


def units_by_sku(conn: sqlite3.Connection, shipment_id: int) -> dict[str, int]:
    """Return the units in a package by SKU."""
    found: dict[str, int] = {}
    for line in package(conn, shipment_id):
        found[line.sku] = found.get(line.sku, 0) + line.quantity
    return found


def services(conn: sqlite3.Connection) -> list[tuple[str, str, str]]:
    """Return each service of the labels bought so far, as (option code, carrier, service)."""
    rows = conn.execute(
        "SELECT DISTINCT route || ':' || service_id, carrier, service FROM shipments"
        " WHERE service_id <> '' AND state IN ('labelled', 'voided') ORDER BY 1"
    )
    return [(row[0], row[1], row[2]) for row in rows]


def stores_of(conn: sqlite3.Connection, order_ids: Collection[int]) -> dict[int, int]:
    """Return the store of each order."""
    rows = conn.execute(
        "SELECT id, store_id FROM orders WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id",
        (ids(sorted(order_ids)),),
    )
    return dict(rows.fetchall())
