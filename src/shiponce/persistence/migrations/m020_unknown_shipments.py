"""Rename the state of shipments whose label purchase has an unknown outcome."""

from __future__ import annotations

import sqlite3

from sqlite_utils.db import Database

from shiponce.persistence.migrations.migration_scripts import migrations, redeclare

_BEFORE, _AFTER = "'doubtful'", "'unknown'"


@migrations()
def m020_unknown_shipments(db: Database) -> None:
    """Rename the state "doubtful" to "unknown" in rows, checks, indexes and guards."""
    conn: sqlite3.Connection = db.conn
    named = conn.execute(
        "SELECT type, name, replace(sql, ?, ?) FROM sqlite_schema WHERE instr(sql, ?)",
        (_BEFORE, _AFTER, _BEFORE),
    ).fetchall()
    indexes = {name: script for kind, name, script in named if kind == "index"}
    for name in indexes:  # a partial index by the state has to be filled anew
        conn.execute(f"DROP INDEX {name}")
    redeclare(conn, {name: script for kind, name, script in named if kind != "index"})
    conn.execute("UPDATE shipments SET state = 'unknown' WHERE state = 'doubtful'")
    for script in indexes.values():
        conn.execute(script)
