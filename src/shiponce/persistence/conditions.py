"""Conditions that platforms set for shipping an order, and those that a person overruled."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection

import orjson

from shiponce.domain.order import Condition
from shiponce.persistence.json_columns import ids

#: SQL: the originals of a copy, also of one whose original's store is disconnected.
_ORIGINALS = (
    "SELECT original_id FROM twins WHERE copy_id = {copy}"
    " UNION SELECT original_id FROM suspended_twins WHERE copy_id = {copy}"
)


def of_order(conn: sqlite3.Connection, order_id: int) -> tuple[Condition, ...]:
    """Return the conditions that platforms show on an order and on the original of a copy."""
    rows = conn.execute(
        "SELECT conditions FROM orders WHERE id = :order"  # noqa: S608 - constants
        f" UNION SELECT conditions FROM orders WHERE id IN ({_ORIGINALS.format(copy=':order')})",
        {"order": order_id},
    )
    found = {Condition(one) for row in rows for one in orjson.loads(row[0])}
    return tuple(sorted(found))


def is_collected(conn: sqlite3.Connection, order_id: int) -> bool:
    """Return True if the buyer collects the purchase of an order, as its marketplace shows it."""
    return Condition.COLLECTED in of_order(conn, order_id)


def overruled(conn: sqlite3.Connection, order_id: int) -> frozenset[Condition]:
    """Return the conditions of an order, or of a copy's original, that a person overruled."""
    rows = conn.execute(
        "SELECT condition FROM overruled WHERE order_id = :order"  # noqa: S608 - constants
        f" OR order_id IN ({_ORIGINALS.format(copy=':order')})",
        {"order": order_id},
    )
    return frozenset(Condition(row[0]) for row in rows)


def standing(conn: sqlite3.Connection, order_id: int) -> tuple[Condition, ...]:
    """Return the conditions of an order that nobody overruled."""
    gone = overruled(conn, order_id)
    return tuple(one for one in of_order(conn, order_id) if one not in gone)


_STANDING = f"""
SELECT DISTINCT j.value FROM json_each(:ids) j JOIN orders o ON o.id = j.value
JOIN order_state s ON s.order_id = o.id
WHERE s.status <> 'cancelled' AND (s.status <> 'shipped' OR EXISTS (
    SELECT 1 FROM shipments p WHERE p.order_id = o.id AND p.state = 'labelled'))
AND EXISTS (SELECT 1 FROM orders shown JOIN json_each(shown.conditions) c
    WHERE (shown.id = o.id OR shown.id IN ({_ORIGINALS.format(copy="o.id")}))
    AND c.value = :condition)
AND NOT EXISTS (SELECT 1 FROM overruled r WHERE r.condition = :condition
    AND (r.order_id = o.id OR r.order_id IN ({_ORIGINALS.format(copy="o.id")})))
"""  # noqa: S608 - constants


def waiting(
    conn: sqlite3.Connection, order_ids: Collection[int], condition: Condition
) -> frozenset[int]:
    """Return those of *order_ids* for which a condition stands and still matters.

    It matters while the order is open, and while it has a live label, which can be voided.
    """
    named = {"ids": ids(sorted(order_ids)), "condition": condition.value}
    return frozenset(row[0] for row in conn.execute(_STANDING, named))


def shown_on(conn: sqlite3.Connection, condition: Condition) -> frozenset[int]:
    """Return the visible orders on which a platform shows a condition, overruled or not.

    A copy whose original's store is disconnected has the conditions that its original had.
    """
    rows = conn.execute(
        "SELECT o.id FROM orders o JOIN order_state s ON s.order_id = o.id"
        " WHERE o.conditions <> '[]' AND s.visibility = 'visible'"
        " AND EXISTS (SELECT 1 FROM json_each(o.conditions) c WHERE c.value = :condition)"
        " UNION SELECT t.copy_id FROM suspended_twins t JOIN orders o ON o.id = t.original_id"
        " JOIN order_state s ON s.order_id = t.copy_id"
        " WHERE o.conditions <> '[]' AND s.visibility = 'visible'"
        " AND EXISTS (SELECT 1 FROM json_each(o.conditions) c WHERE c.value = :condition)",
        {"condition": condition.value},
    )
    return frozenset(row[0] for row in rows)


def overrule(conn: sqlite3.Connection, order_id: int, condition: Condition, at: int) -> bool:
    """Record that a person ships in spite of a condition; return False if it was overruled."""
    done = conn.execute(
        "INSERT OR IGNORE INTO overruled VALUES (?, ?, ?, acting())",
        (order_id, condition.value, at),
    )
    return done.rowcount == 1
