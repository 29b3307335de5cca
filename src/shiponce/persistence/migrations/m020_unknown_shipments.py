"""A shipment whose purchase has an unknown outcome is called unknown, as every act is."""

from __future__ import annotations

import sqlite3

from sqlite_utils.db import Database

from shiponce.persistence.migrations.migration_scripts import migrations

_BEFORE, _AFTER = "'doubtful'", "'unknown'"


@migrations()
def m020_unknown_shipments(db: Database) -> None:
    """Rename the state "doubtful" in the rows, and in every check, index and guard."""
    conn: sqlite3.Connection = db.conn
    # Triggers and indexes name the state, so drop them now and create them again later.
    named = conn.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE type IN ('trigger', 'index')"
        " AND sql IS NOT NULL AND (type = 'trigger' OR tbl_name = 'shipments') ORDER BY rowid"
    ).fetchall()
    for kind, name, _ in named:
        conn.execute(f'DROP {kind} "{name}"')
    (script,) = conn.execute(
        "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = 'shipments'"
    ).fetchone()
    _, body = script.split("(", 1)
    assert _BEFORE in body  # noqa: S101 - the first migration declares it so
    columns = [row[1] for row in conn.execute("PRAGMA table_info(shipments)")]
    values = ", ".join(
        "iif(state = 'doubtful', 'unknown', state)" if name == "state" else name for name in columns
    )
    conn.execute(f"CREATE TABLE shipments_anew ({body.replace(_BEFORE, _AFTER)}")
    conn.execute(f"INSERT INTO shipments_anew SELECT {values} FROM shipments")  # noqa: S608 - columns
    conn.execute("DROP TABLE shipments")
    conn.execute("ALTER TABLE shipments_anew RENAME TO shipments")
    for *_, script in named:
        conn.execute(script.replace(_BEFORE, _AFTER))
