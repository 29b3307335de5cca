"""Orders that an eBay buyer combined: which order replaced which, and the lines they share."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from shiponce.persistence.json_columns import ids


def note(conn: sqlite3.Connection, store_id: int, order_id: int, lines: Iterable[str]) -> None:
    """Record the platform's ids of an order's lines."""
    conn.executemany(
        "INSERT OR IGNORE INTO sold_lines VALUES (?, ?, ?)",
        [(store_id, line, order_id) for line in lines if line not in ("", "0")],
    )


def sharing(conn: sqlite3.Connection, order_ids: Sequence[int]) -> list[int]:
    """Return these orders, and every order of the same store that has one of their lines."""
    rows = conn.execute(
        "SELECT DISTINCT other.order_id FROM json_each(?) j"
        " CROSS JOIN sold_lines mine ON mine.order_id = j.value"
        " CROSS JOIN sold_lines other ON other.store_id = mine.store_id"
        " AND other.line_id = mine.line_id ORDER BY 1",
        (ids(list(order_ids)),),
    )
    return [row[0] for row in rows]


def lines_of(conn: sqlite3.Connection, order_ids: Sequence[int]) -> dict[int, frozenset[str]]:
    """Return the line ids of each order."""
    found: dict[int, set[str]] = {}
    for order_id, line in conn.execute(
        "SELECT order_id, line_id FROM sold_lines"
        " WHERE order_id IN (SELECT value FROM json_each(?))",
        (ids(list(order_ids)),),
    ):
        found.setdefault(order_id, set()).add(line)
    return {order_id: frozenset(lines) for order_id, lines in found.items()}


def every_order(conn: sqlite3.Connection) -> list[int]:
    """Return every order whose line ids are recorded."""
    return [row[0] for row in conn.execute("SELECT DISTINCT order_id FROM sold_lines ORDER BY 1")]


def with_labels_beside(conn: sqlite3.Connection, store_id: int) -> list[int]:
    """Return a store's open orders that share a line with an order that has a live label."""
    rows = conn.execute(
        "SELECT DISTINCT mine.order_id FROM order_state st"
        " CROSS JOIN sold_lines mine ON mine.order_id = st.order_id AND mine.store_id = ?"
        " CROSS JOIN sold_lines other ON other.store_id = mine.store_id"
        " AND other.line_id = mine.line_id AND other.order_id <> mine.order_id"
        " CROSS JOIN shipments s ON s.order_id = other.order_id AND s.state = 'labelled'"
        " WHERE st.status NOT IN ('shipped', 'cancelled') ORDER BY 1",
        (store_id,),
    )
    return [row[0] for row in rows]


def supersede(conn: sqlite3.Connection, order_id: int, by_id: int, at: int) -> bool:
    """Replace an order by *by_id* and give its copies to *by_id*; False if already replaced."""
    done = conn.execute(
        "INSERT INTO superseded VALUES (?, ?, ?) ON CONFLICT (order_id) DO NOTHING",
        (order_id, by_id, at),
    )
    if not done.rowcount:
        return False
    conn.execute(
        "INSERT OR REPLACE INTO copies_of_combined SELECT copy_id, original_id FROM twins"
        " WHERE original_id = :old AND NOT EXISTS (SELECT 1 FROM copies_of_combined c"
        " JOIN superseded s ON s.order_id = c.order_id"
        " WHERE c.copy_id = twins.copy_id AND s.by_id = :old)",
        {"old": order_id},
    )
    for table in ("twins", "possible_twins"):
        conn.execute(
            f"UPDATE OR REPLACE {table} SET original_id = ? WHERE original_id = ?",  # noqa: S608 - constants
            (by_id, order_id),
        )
    return True


def successor(conn: sqlite3.Connection, order_id: int) -> int:
    """Return the order that finally replaced this one; the order itself if none did."""
    row = conn.execute(
        "WITH RECURSIVE line(id, depth) AS (SELECT ?, 0 UNION ALL"
        " SELECT s.by_id, line.depth + 1 FROM line JOIN superseded s ON s.order_id = line.id"
        " WHERE line.depth < 100) SELECT id FROM line ORDER BY depth DESC LIMIT 1",
        (order_id,),
    ).fetchone()
    return int(row[0])


def is_combined(conn: sqlite3.Connection, order_id: int) -> bool:
    """Return True if an order replaced others that its buyer combined."""
    row = conn.execute("SELECT 1 FROM superseded WHERE by_id = ? LIMIT 1", (order_id,)).fetchone()
    return row is not None


def sent_elsewhere(conn: sqlite3.Connection, order_id: int) -> int | None:
    """Return another order that shares a line with this one and has, or may have, a label."""
    row = conn.execute(
        "SELECT other.order_id FROM sold_lines mine JOIN sold_lines other"
        " ON other.store_id = mine.store_id AND other.line_id = mine.line_id"
        " AND other.order_id <> mine.order_id JOIN shipments s ON s.order_id = other.order_id"
        " WHERE mine.order_id = ? AND s.state IN ('purchasing', 'unknown', 'labelled')"
        " ORDER BY other.order_id LIMIT 1",
        (order_id,),
    ).fetchone()
    return row and int(row[0])
