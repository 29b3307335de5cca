"""What happened and who did it, append-only: identifiers and scalars, never personal data."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from shiponce.domain.event import EventKind
from shiponce.persistence.json_columns import pack

#: (kind, order id or None, data)
Event = tuple[EventKind, int | None, dict[str, object]]


def record(conn: sqlite3.Connection, at: int, *events: Event) -> None:
    """Write events down in the transaction of what they speak of, with who acts (``Database``)."""
    record_all(conn, at, events)


def record_all(conn: sqlite3.Connection, at: int, events: Iterable[Event]) -> None:
    """``record`` for a page of them."""
    conn.executemany(
        "INSERT INTO events (at, kind, order_id, data, by_) VALUES (?, ?, ?, ?, acting())",
        [(at, kind, order_id, pack(data) if data else "{}") for kind, order_id, data in events],
    )


def of_order(conn: sqlite3.Connection, order_id: int) -> list[sqlite3.Row]:
    """An order's events in the order in which they happened."""
    return conn.execute(
        "SELECT at, kind, data, by_ FROM events WHERE order_id = ? ORDER BY id", (order_id,)
    ).fetchall()
