"""A table of platforms, filled from the registry, in place of CHECKs that list their names."""

from __future__ import annotations

import sqlite3

from sqlite_utils.db import Database

from shiponce.persistence.migrations.migration_scripts import migrations, redeclare, run

_TABLE = """
-- Every platform that was ever registered; opening a file adds those that are registered now.
CREATE TABLE platforms (
    id TEXT PRIMARY KEY,
    -- shop or marketplace; empty until the platform is registered.
    role TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO platforms
    SELECT platform, '' FROM stores UNION SELECT platform, '' FROM orders
    UNION SELECT platform, '' FROM order_keys UNION SELECT platform, '' FROM purges
    UNION SELECT origin_platform, '' FROM listed WHERE origin_platform IS NOT NULL;
"""
#: Table → the former declaration of its platform column, and the new one.
_COLUMNS = {
    "stores": (
        "platform TEXT NOT NULL CHECK (platform IN ('bigcommerce', 'amazon', 'ebay'))",
        "platform TEXT NOT NULL REFERENCES platforms",
    ),
    "orders": ("platform TEXT NOT NULL", "platform TEXT NOT NULL REFERENCES platforms"),
    "order_keys": ("platform TEXT NOT NULL", "platform TEXT NOT NULL REFERENCES platforms"),
    "listed": ("origin_platform TEXT", "origin_platform TEXT REFERENCES platforms"),
    "purges": ("platform TEXT NOT NULL", "platform TEXT NOT NULL REFERENCES platforms"),
}


@migrations()
def m018_platforms(db: Database) -> None:
    """Let every column that names a platform refer to the table of platforms."""
    conn: sqlite3.Connection = db.conn
    run(db, _TABLE)
    declared = dict(conn.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'table'"))
    assert all(before in declared[table] for table, (before, _) in _COLUMNS.items())  # noqa: S101
    redeclare(
        conn,
        {
            table: declared[table].replace(before, after, 1)
            for table, (before, after) in _COLUMNS.items()
        },
    )
