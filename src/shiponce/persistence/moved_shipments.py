"""Shipments that a combined order took over from the orders that it replaced.

The combined order has the lines of the old orders with their ids. So a shipment of an old order is
moved with its lines and its notifications, and from then on counts as one of the combined order.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from shiponce.persistence.outbox import PAUSED
from shiponce.persistence.typed_rows import TypedRows

#: States of the shipments that stay where they are: nothing was bought, or not by the hub.
_STAYS = "('not_bought', 'elsewhere')"
_ALL_THERE = f"""
SELECT 1 FROM shipments s JOIN package_lines p ON p.shipment_id = s.id
JOIN order_lines l ON l.order_id = s.order_id AND l.line_no = p.line_no
WHERE s.order_id = :old AND s.state NOT IN {_STAYS} AND 1 <> (
    SELECT count(*) FROM order_lines n WHERE n.order_id = :new AND n.remote_id = l.remote_id)
"""  # noqa: S608 - a constant


def can_move(conn: sqlite3.Connection, old: int, new: int) -> bool:
    """Return True if every line in the packages of *old* is one line of *new*."""
    row = conn.execute(_ALL_THERE, {"old": old, "new": new}).fetchone()
    return row is None


def move(conn: sqlite3.Connection, old: int, new: int, at: int) -> None:
    """Move the shipments of *old* to *new*, with their lines and notifications.

    Needs ``can_move``, and no purchase of *old* may be under way. Notifications to *old* that were
    not accepted become due at *at* (ms), and the platform is read before they are sent.
    """
    moved = [
        row[0]
        for row in conn.execute(
            f"SELECT id FROM shipments WHERE order_id = ? AND state NOT IN {_STAYS}",  # noqa: S608 - a constant
            (old,),
        )
    ]
    for shipment_id in moved:
        numbers = conn.execute(
            "SELECT n.line_no, p.line_no FROM package_lines p"
            " JOIN order_lines l ON l.order_id = ? AND l.line_no = p.line_no"
            " JOIN order_lines n ON n.order_id = ? AND n.remote_id = l.remote_id"
            " WHERE p.shipment_id = ?",
            (old, new, shipment_id),
        ).fetchall()
        conn.executemany(  # negative at first: the old and the new numbers may overlap
            "UPDATE package_lines SET line_no = -1 - ? WHERE shipment_id = ? AND line_no = ?",
            [(there, shipment_id, here) for there, here in numbers],
        )
        conn.execute(
            "UPDATE package_lines SET line_no = -1 - line_no WHERE shipment_id = ?", (shipment_id,)
        )
    conn.executemany(
        "UPDATE shipments SET bought_for = coalesce(bought_for, order_id), order_id = ?"
        " WHERE id = ?",
        [(new, shipment_id) for shipment_id in moved],
    )
    _merge(conn, old, new)
    _redirect(conn, old, new, at)


def _merge(conn: sqlite3.Connection, old: int, new: int) -> None:
    """Make one shipment of those of *new* that share a label: they are one package of one order.

    Its store is notified once, of all the lines. A package that the store knows stays as it is.
    """
    shared = conn.execute(
        "SELECT first, id FROM (SELECT s.id, (SELECT min(f.id) FROM shipments f"
        " WHERE f.order_id = :new AND f.state = 'labelled'"
        " AND coalesce(f.combined_with, f.id) = s.combined_with) AS first FROM shipments s"
        " WHERE s.order_id = :new AND s.state = 'labelled' AND s.combined_with IS NOT NULL)"
        " WHERE first < id AND NOT EXISTS (SELECT 1 FROM notices n"
        " WHERE n.shipment_id IN (first, id) AND n.target_id IN (:old, :new)"
        " AND n.state IN ('sending', 'sent', 'already_known'))"
        " ORDER BY id",
        {"old": old, "new": new},
    ).fetchall()
    for first, shipment_id in shared:
        conn.execute(
            "UPDATE package_lines SET shipment_id = ? WHERE shipment_id = ?", (first, shipment_id)
        )
        conn.execute(
            "UPDATE notices SET state = 'withdrawn', next_at = NULL, facts = '{}',"
            " code = 'notification.told_together' WHERE shipment_id IN (?, ?) AND target_id = ?",
            (first, shipment_id, old),
        )
        conn.execute(
            "UPDATE notices SET shipment_id = ? WHERE shipment_id = ?", (first, shipment_id)
        )
        conn.execute("DELETE FROM shipments WHERE id = ?", (shipment_id,))


def _redirect(conn: sqlite3.Connection, old: int, new: int, at: int) -> None:
    """Address the notifications to *old* to *new* instead, also those about labels of copies."""
    tried = "state = 'pending' AND attempts > 0 OR state = 'stopped' AND code NOT IN (?, ?)"
    conn.execute(
        "UPDATE notices SET verify = 1, state = 'pending', next_at = ?, code = NULL,"  # noqa: S608 - a constant
        f" facts = '{{}}', gone_since = NULL WHERE target_id = ? AND ({tried})",
        (at, old, *PAUSED),
    )
    conn.execute(
        "UPDATE OR IGNORE notices SET target_id = o.id, target_remote = o.remote_id"
        " FROM orders o WHERE o.id = ? AND target_id = ?",
        (new, old),
    )


@dataclass(frozen=True, slots=True)
class MovedLabel:
    """A live label of a combined order that was bought for one of the orders that it replaced."""

    shipment_id: int
    #: The combined order.
    order_id: int
    number: str
    #: The old order.
    bought_for: int
    old_number: str
    carrier: str
    tracking: str


_MOVED = TypedRows(MovedLabel)
_QUERY = (
    "SELECT s.id AS shipment_id, s.order_id, o.number, s.bought_for, old.number AS old_number,"
    " s.carrier, s.tracking FROM shipments s JOIN orders o ON o.id = s.order_id"
    " JOIN orders old ON old.id = s.bought_for WHERE s.state = 'labelled' AND "
)


def of_combined(conn: sqlite3.Connection, order_id: int) -> list[MovedLabel]:
    """Return the live labels that a combined order took over, the oldest first."""
    rows = conn.execute(
        _QUERY + "s.order_id = ? AND s.bought_for IS NOT NULL ORDER BY s.id", (order_id,)
    )
    return _MOVED.all(rows)


def bought_for(conn: sqlite3.Connection, order_id: int) -> list[MovedLabel]:
    """Return the live labels that were bought for an order and moved on, the oldest first."""
    return _MOVED.all(conn.execute(_QUERY + "s.bought_for = ? ORDER BY s.id", (order_id,)))


def with_moved_label(conn: sqlite3.Connection) -> frozenset[int]:
    """Return every combined order with a live label that it took over."""
    rows = conn.execute(
        "SELECT DISTINCT order_id FROM shipments"
        " WHERE bought_for IS NOT NULL AND state = 'labelled'"
    )
    return frozenset(row[0] for row in rows)
