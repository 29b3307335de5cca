"""What happened and who did it, append-only: identifiers and scalars, never personal data."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from shiponce.domain.event import EventKind
from shiponce.persistence.json_columns import pack
from shiponce.persistence.typed_rows import TypedRows, column

#: (kind, order id or None, data)
Event = tuple[EventKind, int | None, dict[str, object]]


def record(conn: sqlite3.Connection, at: int, *events: Event) -> None:
    """Write events down in the transaction of what they speak of, with who acts (``Database``)."""
    record_all(conn, at, events)


def record_all(conn: sqlite3.Connection, at: int, events: Iterable[Event]) -> None:
    """Record events as ``record`` does, for a page of them."""
    conn.executemany(
        "INSERT INTO events (at, kind, order_id, data, by_) VALUES (?, ?, ?, ?, acting())",
        [(at, kind, order_id, pack(data) if data else "{}") for kind, order_id, data in events],
    )


@dataclass(frozen=True, slots=True)
class RecordedEvent:
    """One event of an order."""

    at: datetime
    #: An EventKind, or a kind that only older versions recorded.
    kind: str
    data: Mapping[str, object]
    #: Who acted; empty where that was not recorded.
    by: str = column("by_")


_EVENTS = TypedRows(RecordedEvent)


def of_order(conn: sqlite3.Connection, order_id: int) -> list[RecordedEvent]:
    """Return an order's events in the order in which they happened."""
    return _EVENTS.all(
        conn.execute(
            f"SELECT {_EVENTS.columns()} FROM events WHERE order_id = ? ORDER BY id",  # noqa: S608 - columns
            (order_id,),
        )
    )
