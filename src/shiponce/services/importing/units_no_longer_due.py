"""Record in the history which units of an order its platform newly shows as no longer due."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence

from shiponce.decisions.obligations import Obligation
from shiponce.domain.event import EventKind
from shiponce.domain.platform import Platform
from shiponce.persistence import event_log, obligations, order_queries
from shiponce.words.families import platform_word

#: The counts of a line, and the event that records that one of them has grown.
_COUNTS: Mapping[str, EventKind] = {
    "cancelled": "units_cancelled",
    "refunded": "units_refunded",
    "collected": "units_collected",
    "others": "units_of_others",
}


def record(conn: sqlite3.Connection, order_id: int, before: Sequence[Obligation], at: int) -> None:
    """Record one event for each count that is larger than *before*."""
    known = {one.line_no: one for one in before}
    after = [one for one in obligations.of_order(conn, order_id) if one.line_no in known]
    if not after or list(before) == after:
        return
    names = order_queries.called(conn, [order_id]).get(order_id, {})
    platform = platform_word(_platform(conn, order_id))
    for count, kind in _COUNTS.items():
        grown = [
            (names[one.line_no], more)
            for one in after
            if (more := getattr(one, count) - getattr(known[one.line_no], count)) > 0
        ]
        if grown:
            items = ", ".join(f"{name} × {units}" for name, units in grown)
            event_log.record(conn, at, (kind, order_id, {"platform": platform, "items": items}))


def _platform(conn: sqlite3.Connection, order_id: int) -> Platform:
    (row,) = order_queries.rows(conn, [order_id])
    return row.platform
