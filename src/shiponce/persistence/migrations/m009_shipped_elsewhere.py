"""Shipments of somebody else, of which a copy is still to be told (N11)."""

from __future__ import annotations

from sqlite_utils.db import Database

from shiponce.persistence.migrations.migration_scripts import migrations

_STATES = "'voided', 'not_bought'"


@migrations()
def m009_elsewhere(db: Database) -> None:
    """Allow a shipment the state ``elsewhere``, and remember whether a kept-out order was open.

    A CHECK cannot be changed in place: the table is made anew. Its indexes, and every trigger that
    speaks of it, are put back as they were.
    """
    conn = db.conn
    (table,) = conn.execute("SELECT sql FROM sqlite_master WHERE name = 'shipments'").fetchone()
    around = conn.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL"
        " AND (type = 'index' AND tbl_name = 'shipments'"
        " OR type = 'trigger' AND sql LIKE '%shipments%') ORDER BY rowid"
    ).fetchall()
    for kind, name, _ in around:
        if kind == "trigger":
            conn.execute(f"DROP TRIGGER {name}")
    body = table[table.index("(") :].replace(_STATES, f"{_STATES}, 'elsewhere'", 1)
    conn.execute(f"CREATE TABLE shipments_anew {body}")
    conn.execute("INSERT INTO shipments_anew SELECT * FROM shipments")
    conn.execute("DROP TABLE shipments")
    conn.execute("ALTER TABLE shipments_anew RENAME TO shipments")
    for _, _, sql in around:
        conn.execute(sql)
    # NULL: kept out before this migration, and nobody knows.
    conn.execute("ALTER TABLE listed ADD COLUMN is_open INTEGER")
