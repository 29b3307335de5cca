"""Read how a person names an order: by number, id, store and number, or tracking number."""

from __future__ import annotations

import sqlite3


def matching(conn: sqlite3.Connection, ref: str) -> list[int]:
    """Return the orders that *ref* names.

    *ref* is ``#`` with the hub's id, or an order number, a platform's order id or ``store:number``.
    If no order has it, *ref* is tried as the hub's id without ``#``, then as a tracking number.
    """
    if ref.startswith("#") and ref[1:].isdecimal() and len(ref) <= 19:  # fits SQLite's integers
        found = conn.execute("SELECT id FROM orders WHERE id = ?", (int(ref[1:]),))
        return [row[0] for row in found]
    found = conn.execute(
        "SELECT o.id FROM orders o JOIN stores s ON s.id = o.store_id"
        " WHERE o.number = :ref OR o.remote_id = :ref OR s.name || ':' || o.number = :ref"
        " ORDER BY o.id",
        {"ref": ref},
    )
    by_name = [row[0] for row in found]
    if not by_name and ref.isdecimal() and len(ref) <= 18:
        found = conn.execute("SELECT id FROM orders WHERE id = ?", (int(ref),))
        by_name = [row[0] for row in found]
    return by_name or _tracked(conn, ref)


def _tracked(conn: sqlite3.Connection, ref: str) -> list[int]:
    """Return the orders with a tracking number; blanks and capitals make no difference.

    Orders that had the number only on a voided label are returned only if no other order has it.
    """
    bare = ref.lower().replace(" ", "")
    if not bare:
        return []
    found = conn.execute(
        "SELECT s.order_id, s.state = 'voided' FROM shipments s WHERE s.tracking <> ''"
        " AND replace(lower(s.tracking), ' ', '') = :bare"
        " UNION SELECT s.order_id, s.state = 'voided' FROM notices n"
        " JOIN shipments s ON s.id = n.shipment_id"
        " WHERE n.tracking IS NOT NULL AND replace(lower(n.tracking), ' ', '') = :bare"
        " UNION SELECT order_id, 0 FROM search_texts"
        " WHERE instr(char(10) || names || char(10), char(10) || :bare || char(10))",
        {"bare": bare},
    ).fetchall()
    live = sorted({row[0] for row in found if not row[1]})
    return live or sorted({row[0] for row in found})
