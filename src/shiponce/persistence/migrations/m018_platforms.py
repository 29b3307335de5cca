"""A table of platforms, filled from the registry, in place of CHECKs that list their names."""

from __future__ import annotations

import sqlite3

from sqlite_utils.db import Database

from shiponce.persistence.migrations.migration_scripts import migrations, run

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
    # Triggers name the tables that are rebuilt, so drop them now and create them again later.
    triggers = conn.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY rowid"
    ).fetchall()
    for name, _ in triggers:
        conn.execute(f'DROP TRIGGER "{name}"')
    for table, (before, after) in _COLUMNS.items():
        _make_anew(conn, table, before, after)
    for _, script in triggers:
        conn.execute(script)


def _make_anew(conn: sqlite3.Connection, table: str, before: str, after: str) -> None:
    """Rebuild a table with another declaration of one column; keep its rows and indexes."""
    (script,) = conn.execute(
        "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?", (table,)
    ).fetchone()
    indexes = conn.execute(
        "SELECT sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL"
        " ORDER BY rowid",
        (table,),
    ).fetchall()
    _, body = script.split("(", 1)
    assert before in body, table  # noqa: S101 - every earlier migration declares it so
    anew = f"{table}_anew"
    conn.execute(f"CREATE TABLE {anew} ({body.replace(before, after, 1)}")
    conn.execute(f"INSERT INTO {anew} SELECT * FROM {table}")  # noqa: S608 - a constant
    conn.execute(f"DROP TABLE {table}")
    conn.execute(f"ALTER TABLE {anew} RENAME TO {table}")
    for (index,) in indexes:
        conn.execute(index)
