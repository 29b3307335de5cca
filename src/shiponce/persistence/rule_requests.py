"""What rules request for an order, and when the order's hold ends; imports change neither."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wishes:
    """What is requested for an order; '' means nothing."""

    service: str = ""
    package: str = ""
    note: str = ""
    #: When On Hold ends by itself (ms); None if it does not.
    hold_until: int | None = None


def put(conn: sqlite3.Connection, order_id: int, wishes: Wishes) -> None:
    """Record the wishes for an order; empty wishes delete the row."""
    if wishes == Wishes():
        conn.execute("DELETE FROM wishes WHERE order_id = ?", (order_id,))
        return
    conn.execute(
        "INSERT INTO wishes VALUES (?, ?, ?, ?, ?) ON CONFLICT (order_id) DO UPDATE SET"
        " service = excluded.service, package = excluded.package, note = excluded.note,"
        " hold_until = excluded.hold_until",
        (order_id, wishes.service, wishes.package, wishes.note, wishes.hold_until),
    )


def of(conn: sqlite3.Connection, order_id: int) -> Wishes:
    """Return the wishes for one order."""
    row = conn.execute(
        "SELECT service, package, note, hold_until FROM wishes WHERE order_id = ?", (order_id,)
    ).fetchone()
    return Wishes() if row is None else Wishes(*row)


def holds_that_end(conn: sqlite3.Connection, now: int) -> list[int]:
    """Return the orders whose hold ends by *now* (ms), the earliest first."""
    rows = conn.execute(
        "SELECT w.order_id FROM wishes w JOIN order_state s ON s.order_id = w.order_id"
        " WHERE w.hold_until <= ? AND s.visibility <> 'excluded' ORDER BY w.hold_until, w.order_id",
        (now,),
    )
    return [row[0] for row in rows]
