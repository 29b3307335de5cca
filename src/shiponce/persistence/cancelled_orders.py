"""The status of an order before it was cancelled in the hub, for restoring the order."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

import orjson

from shiponce.domain.evidence import EvidenceLine
from shiponce.domain.order import OrderStatus
from shiponce.persistence.json_columns import unpack_facts


@dataclass(frozen=True, slots=True)
class Before:
    """An order's status before its cancellation, who cancelled the order, and when."""

    at: int
    by: str
    status: OrderStatus
    hub_set: bool
    why: str
    facts: dict[str, object]
    evidence: tuple[EvidenceLine, ...]
    #: When the hold ends (ms); None for a hold without end, and for an order without a hold.
    hold_until: int | None


def keep(conn: sqlite3.Connection, order_id: int, at: int) -> None:
    """Record an order's status and who cancels it; called before the status changes."""
    conn.execute(
        "INSERT OR REPLACE INTO cancellations (order_id, at, by_, status, hub_set, why, facts,"
        " evidence, hold_until) SELECT s.order_id, ?, acting(), s.status, s.hub_set, s.why,"
        " s.facts, s.evidence, w.hold_until FROM order_state s"
        " LEFT JOIN wishes w ON w.order_id = s.order_id WHERE s.order_id = ?",
        (at, order_id),
    )


def of(conn: sqlite3.Connection, order_id: int) -> Before | None:
    """Return an order's recorded status; None if there is none."""
    row = conn.execute("SELECT * FROM cancellations WHERE order_id = ?", (order_id,)).fetchone()
    if row is None:
        return None
    return Before(
        row["at"],
        row["by_"],
        OrderStatus(row["status"]),
        bool(row["hub_set"]),
        row["why"],
        unpack_facts(row["facts"]),
        tuple(EvidenceLine(**line) for line in orjson.loads(row["evidence"])),
        row["hold_until"],
    )


def forget(conn: sqlite3.Connection, order_id: int) -> None:
    """Delete the recorded status of an order that is restored."""
    conn.execute("DELETE FROM cancellations WHERE order_id = ?", (order_id,))


#: SQL condition: the order was cancelled in the hub, but not on its platform, and no combined order
#: replaced it.
_HERE = (
    "s.status = 'cancelled' AND s.hub_set AND s.why <> 'why.superseded'"
    " AND o.shown_status <> 'cancelled'"
)


def by_person(conn: sqlite3.Connection, order_id: int) -> str:
    """Return store:number of an order if it was cancelled in the hub only, else ''."""
    row = conn.execute(
        "SELECT st.name || ':' || o.number FROM orders o JOIN order_state s ON s.order_id = o.id"  # noqa: S608 - a constant
        f" JOIN stores st ON st.id = o.store_id WHERE o.id = ? AND {_HERE}",
        (order_id,),
    ).fetchone()
    return "" if row is None else str(row[0])


@dataclass(frozen=True, slots=True)
class LeftOpen:
    """A hidden copy whose original was cancelled here: nobody ships the purchase."""

    copy_id: int
    copy: str
    original: str
    #: store:number of the original.
    ref: str


def left_open(conn: sqlite3.Connection, copy_id: int | None = None) -> list[LeftOpen]:
    """Return open hidden copies of originals cancelled here: all of them, or only *copy_id*."""
    rows = conn.execute(
        "SELECT c.order_id, co.number, o.number,"  # noqa: S608 - a constant
        " st.name || ':' || o.number FROM order_state c JOIN twins t ON t.copy_id = c.order_id"
        " JOIN order_state s ON s.order_id = t.original_id JOIN orders o ON o.id = t.original_id"
        " JOIN stores st ON st.id = o.store_id JOIN orders co ON co.id = c.order_id"
        " WHERE c.visibility = 'hidden' AND c.status NOT IN ('shipped', 'cancelled')"
        f" AND {_HERE} AND (:copy IS NULL OR c.order_id = :copy) ORDER BY c.order_id",
        {"copy": copy_id},
    )
    return [LeftOpen(*row) for row in rows]
