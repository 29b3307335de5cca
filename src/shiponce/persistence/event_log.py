"""The append-only log of events and actors: ids and scalars, never personal data."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from shiponce.domain.event import EventKind
from shiponce.persistence.json_columns import pack
from shiponce.persistence.typed_rows import TypedRows, column

#: (kind, order id or None, data)
Event = tuple[EventKind, int | None, dict[str, object]]


def record(conn: sqlite3.Connection, at: int, *events: Event) -> None:
    """Record events and their actor, in the same transaction as the change they describe."""
    record_all(conn, at, events)


def record_all(conn: sqlite3.Connection, at: int, events: Iterable[Event]) -> None:
    """Record many events, as ``record`` does."""
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
    #: The actor's name; '' if no actor was recorded.
    by: str = column("by_")


_EVENTS = TypedRows(RecordedEvent)
#: Event kinds of older versions → today's kinds. Recorded events are never changed.
RENAMED_KINDS: Mapping[str, EventKind] = {
    "listed_not_importable": "excluded_not_importable",
    "listed_quarantine": "excluded_quarantine",
    "listed_rule": "excluded_rule",
    "notice_again": "notification_again",
    "notice_already_known": "notification_already_known",
    "notice_closed": "notification_closed",
    "notice_corrected": "notification_corrected",
    "notice_put_off": "notification_put_off",
    "notice_sent": "notification_sent",
    "notice_settled": "notification_settled",
    "notice_stopped": "notification_stopped",
    "notice_withdrawn": "notification_withdrawn",
    "notices_off": "notifications_off",
    "notices_on": "notifications_on",
}
#: Reason codes in the event data of older versions → today's codes.
RENAMED_REASONS: Mapping[str, str] = {"why.notices_off": "why.notifications_off"}


def of_order(conn: sqlite3.Connection, order_id: int) -> list[RecordedEvent]:
    """Return an order's events in the order in which they happened."""
    found = _EVENTS.all(
        conn.execute(
            f"SELECT {_EVENTS.columns()} FROM events WHERE order_id = ? ORDER BY id",  # noqa: S608 - columns
            (order_id,),
        )
    )
    return [_in_todays_words(one) for one in found]


def _in_todays_words(event: RecordedEvent) -> RecordedEvent:
    kind = RENAMED_KINDS.get(event.kind, event.kind)
    why = RENAMED_REASONS.get(str(event.data.get("why")))
    return replace(event, kind=kind, data={**event.data, "why": why} if why else event.data)
