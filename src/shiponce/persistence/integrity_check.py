"""Check the file: SQLite's own checks, and the invariants of the schema."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Mapping

from shiponce.persistence.platforms import SHOPS
from shiponce.persistence.shipments import orders_under

#: SQLite's messages about an index that differs from its table while neither is damaged.
_OF_AN_INDEX = re.compile(
    r"row \d+ missing from index .+|wrong # of entries in index .+|non-unique entry in index .+"
    r"|rowid not at end-of-record for row \d+ of index .+"
    r"|row \d+ values differ from index .+|row not in PRIMARY KEY order for .+"
)
#: How many faults SQLite reports at most. Its default, 100, also counts false alarms.
_ALL = 2**31 - 1
_NULL_VALUE = re.compile(r"NULL value in (\w+)\.(\w+)")
#: For each invariant, a query that counts its violations.
_COUNTS = {
    # Order lines with more units under labels (bought, being bought or unknown) than were sold.
    "x1": "SELECT count(*) FROM (SELECT l.order_id FROM package_lines p"
    " JOIN shipments s ON s.id = p.shipment_id"
    " AND s.state IN ('purchasing', 'unknown', 'labelled')"
    " JOIN order_lines l ON l.order_id = s.order_id AND l.line_no = p.line_no"
    " GROUP BY l.order_id, l.line_no HAVING sum(p.quantity) > max(l.quantity))",
    # Hidden copies without an original, or whose original is hidden or excluded too.
    "x3": "SELECT count(*) FROM order_state c WHERE c.visibility = 'hidden' AND NOT EXISTS ("
    "SELECT 1 FROM twins t JOIN order_state o ON o.order_id = t.original_id"
    " WHERE t.copy_id = c.order_id AND o.visibility NOT IN ('hidden', 'excluded'))",
    # Labelled shipments without a notification to their own store; packages shipped elsewhere
    # without any notification; waiting notifications without the time of a next try; stopped
    # notifications without a reason.
    "x5": "SELECT (SELECT count(*) FROM shipments s JOIN orders o ON o.id = s.order_id"
    " WHERE s.state = 'labelled' AND s.route <> 'buy_shipping' AND NOT EXISTS ("
    "SELECT 1 FROM notices n JOIN stores t ON t.id = n.store_id WHERE n.shipment_id = s.id"
    " AND (t.platform, t.account) = (SELECT platform, account FROM stores WHERE id = o.store_id)))"
    " + (SELECT count(*) FROM shipments s WHERE s.state = 'elsewhere' AND NOT EXISTS ("
    "SELECT 1 FROM notices n WHERE n.shipment_id = s.id))"
    " + (SELECT count(*) FROM notices WHERE (state IN ('pending', 'sending') AND next_at IS NULL)"
    " OR (state = 'stopped' AND code IS NULL))",
}
_DOUBTS = {
    "unknown_purchase": (
        "SELECT count(*) FROM shipments WHERE state = 'unknown' AND combined_with IS NULL"
    ),
    "recorded_twice": "SELECT count(*) FROM notices WHERE code = 'notification.recorded_twice'",
    "late_label": "SELECT count(*) FROM acts WHERE code = 'act.late_label'",
    "unknown": "SELECT count(*) FROM acts WHERE state = 'unknown' AND kind <> 'buy'",
    "held": "SELECT count(*) FROM order_state WHERE visibility = 'held'",
    "quarantine": "SELECT count(*) FROM listed WHERE kind = 'quarantine' AND let_in_at IS NULL",
    "print_unknown": "SELECT count(*) FROM print_jobs WHERE state = 'unknown'",
    "print_queued": "SELECT count(*) FROM print_jobs WHERE state = 'queued'",
}


def damage(conn: sqlite3.Connection) -> Mapping[str, int]:
    """Return the number of problems that each check found."""
    lines = _complaints(conn)
    indexes = sum(n for line, n in lines.items() if _OF_AN_INDEX.fullmatch(line))
    found = {"integrity": lines.total() - indexes, "indexes": indexes}
    found["foreign_keys"] = len(conn.execute("PRAGMA foreign_key_check").fetchall())
    return found | _counted(conn, _COUNTS)


def is_whole(conn: sqlite3.Connection) -> bool:
    """Return True if every page, index and value is intact; reads all of them."""
    return not _complaints(conn)


def doubts(conn: sqlite3.Connection) -> Mapping[str, int]:
    """Count what waits for a person's decision: purchases, notifications, acts and orders."""
    return _counted(conn, _DOUBTS)


def in_doubt(conn: sqlite3.Connection) -> tuple[tuple[int, int, tuple[str, ...]], ...]:
    """Return unknown purchases, oldest first: (shipment, order, the package's order numbers)."""
    rows = conn.execute(
        "SELECT id, order_id FROM shipments WHERE state = 'unknown' AND combined_with IS NULL"
        " ORDER BY id"
    )
    return tuple((row[0], row[1], orders_under(conn, row[0])) for row in rows.fetchall())


def quarantined(conn: sqlite3.Connection) -> tuple[str, ...]:
    """Return the names of the connected stores with quarantined orders."""
    rows = conn.execute(
        "SELECT DISTINCT s.name FROM listed l JOIN stores s ON s.id = l.store_id"  # noqa: S608 - a constant
        " WHERE l.kind = 'quarantine' AND l.let_in_at IS NULL AND s.replaced_at IS NULL"
        f" AND s.disconnected_at IS NULL ORDER BY s.platform IN {SHOPS}, s.id"
    )
    return tuple(row[0] for row in rows)


def mirrored_prime(conn: sqlite3.Connection) -> int:
    """Count the open Prime orders that came through a shop."""
    row = conn.execute(
        "SELECT count(*) FROM orders o JOIN order_state s ON s.order_id = o.id"  # noqa: S608 - a constant
        f" WHERE o.platform IN {SHOPS} AND o.prime AND s.visibility = 'visible'"
        " AND s.status NOT IN ('shipped', 'cancelled')"
    ).fetchone()
    return int(row[0])


def _complaints(conn: sqlite3.Connection) -> Counter[str]:
    """Return SQLite's integrity messages and how often each occurs, without false alarms."""
    said = Counter(str(row[0]) for row in conn.execute(f"PRAGMA integrity_check({_ALL})"))
    return Counter(
        {line: n for line, n in said.items() if line != "ok" and not _is_false(conn, line)}
    )


def _is_false(conn: sqlite3.Connection, line: str) -> bool:
    """Return True for a false alarm: older SQLite misreads tables WITHOUT ROWID.

    Seen with SQLite 3.40.1, if another column is declared between those of the primary key.
    """
    named = _NULL_VALUE.fullmatch(line)
    if named is None:
        return False
    query = 'SELECT EXISTS (SELECT 1 FROM "{}" WHERE +"{}" IS NULL)'.format(*named.groups())  # noqa: S608 - SQLite's own names
    return not conn.execute(query).fetchone()[0]


def _counted(conn: sqlite3.Connection, asked: Mapping[str, str]) -> dict[str, int]:
    return {name: int(conn.execute(query).fetchone()[0]) for name, query in asked.items()}
