"""The packing facts of an order and its lines. Personal data: never in a log or an event."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

import orjson

from shiponce.domain.order import PackingFact, PackingFactKind


def of_order(conn: sqlite3.Connection, order_id: int) -> Mapping[str, tuple[PackingFact, ...]]:
    """Return the packing facts by the platform's line id; those of the whole order under ''."""
    row = conn.execute("SELECT packing FROM people WHERE order_id = ?", (order_id,)).fetchone()
    found: dict[str, list[PackingFact]] = {}
    for one in orjson.loads(row[0]) if row is not None and row[0] is not None else ():
        fact = PackingFact(PackingFactKind(one["kind"]), one["text"], one["name"])
        found.setdefault(one["line"], []).append(fact)
    return {line: tuple(facts) for line, facts in found.items()}
