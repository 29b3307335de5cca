"""How an order stood before it was cancelled here: what a restored order goes back to."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

import orjson

from shiponce.domain.evidence import EvidenceLine
from shiponce.domain.order import OrderStatus
from shiponce.store.text import unpack_facts


@dataclass(frozen=True, slots=True)
class Before:
    """The place of an order before it was cancelled, and who cancelled it when."""

    at: int
    by: str
    status: OrderStatus
    hub_set: bool
    why: str
    facts: dict[str, object]
    evidence: tuple[EvidenceLine, ...]
    #: Milliseconds, or None: a hold without a date, or no hold.
    hold_until: int | None


def keep(conn: sqlite3.Connection, order_id: int, at: int) -> None:
    """Write down how an order stands, with who cancels it; to be called before it is moved."""
    conn.execute(
        "INSERT OR REPLACE INTO cancellations (order_id, at, by_, status, hub_set, why, facts,"
        " evidence, hold_until) SELECT s.order_id, ?, acting(), s.status, s.hub_set, s.why,"
        " s.facts, s.evidence, w.hold_until FROM order_state s"
        " LEFT JOIN wishes w ON w.order_id = s.order_id WHERE s.order_id = ?",
        (at, order_id),
    )


def of(conn: sqlite3.Connection, order_id: int) -> Before | None:
    """Return how an order stood; None when nothing was written down."""
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
    """Drop the record of an order that is restored."""
    conn.execute("DELETE FROM cancellations WHERE order_id = ?", (order_id,))
