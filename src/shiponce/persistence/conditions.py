"""What platforms say about orders that changes how they may be shipped, and what was overruled."""

from __future__ import annotations

import sqlite3

import orjson

from shiponce.domain.order import Condition


def of_order(conn: sqlite3.Connection, order_id: int) -> tuple[Condition, ...]:
    """Return the conditions that platforms show on an order and on the original of a copy."""
    rows = conn.execute(
        "SELECT conditions FROM orders WHERE id = :order"
        " UNION SELECT o.conditions FROM twins t JOIN orders o ON o.id = t.original_id"
        " WHERE t.copy_id = :order",
        {"order": order_id},
    )
    found = {Condition(one) for row in rows for one in orjson.loads(row[0])}
    return tuple(sorted(found))


def overruled(conn: sqlite3.Connection, order_id: int) -> frozenset[Condition]:
    """Return the conditions of an order that a person overruled."""
    rows = conn.execute("SELECT condition FROM overruled WHERE order_id = ?", (order_id,))
    return frozenset(Condition(row[0]) for row in rows)


def standing(conn: sqlite3.Connection, order_id: int) -> tuple[Condition, ...]:
    """Return the conditions of an order that nobody overruled."""
    gone = overruled(conn, order_id)
    return tuple(one for one in of_order(conn, order_id) if one not in gone)


def overrule(conn: sqlite3.Connection, order_id: int, condition: Condition, at: int) -> bool:
    """Record that a person ships in spite of a condition; return False if it was overruled."""
    done = conn.execute(
        "INSERT OR IGNORE INTO overruled VALUES (?, ?, ?, acting())",
        (order_id, condition.value, at),
    )
    return done.rowcount == 1
