"""The search index of folded texts, filled from the orders that are in the file already."""

from __future__ import annotations

import sqlite3

import orjson
from sqlite_utils.db import Database

from shiponce.persistence.migrations.migration_scripts import migrations, run
from shiponce.persistence.search_index import fields

_TABLE = """
-- Personal data: buyers' names. A row can be deleted; its order is then found by tags and labels.
CREATE TABLE search_texts (
    order_id INTEGER PRIMARY KEY REFERENCES orders,
    -- The order's number, the platform's id, and tracking numbers that the platform shows.
    names TEXT NOT NULL,
    -- Buyer, SKUs and item names.
    words TEXT NOT NULL
) STRICT;
"""


@migrations()
def m013_search(db: Database) -> None:
    """Add the search index and fill it."""
    run(db, _TABLE)
    conn: sqlite3.Connection = db.conn
    goods: dict[int, list[str]] = {}
    for order_id, sku, title in conn.execute("SELECT order_id, sku, title FROM order_lines"):
        goods.setdefault(order_id, []).extend((sku, title))
    rows = conn.execute(
        "SELECT o.id, o.number, o.remote_id, o.packages, p.buyer, p.name FROM orders o"
        " JOIN people p ON p.order_id = o.id"
    ).fetchall()
    conn.executemany(
        "INSERT INTO search_texts VALUES (?, ?, ?)",
        [
            (
                order_id,
                fields([number, remote_id, *_tracking(packages)]),
                fields([buyer, name or "", *goods.get(order_id, ())]),
            )
            for order_id, number, remote_id, packages, buyer, name in rows
        ],
    )


def _tracking(packages: str) -> list[str]:
    return [str(one.get("tracking", "")).replace(" ", "") for one in orjson.loads(packages)]
