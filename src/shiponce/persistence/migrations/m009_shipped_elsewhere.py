"""Shipments made outside the hub; the store with the order's copy must be notified (N11)."""

from __future__ import annotations

from sqlite_utils.db import Database

from shiponce.persistence.migrations.migration_scripts import migrations

_STATES = "'voided', 'not_bought'"


@migrations()
def m009_elsewhere(db: Database) -> None:
    """Allow the shipment state ``elsewhere``, and record whether an excluded order is open.

    A CHECK cannot be changed in place, so the table is rebuilt. Its indexes, and every trigger that
    mentions it, are created again unchanged.
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
    # NULL: the order was excluded before this migration, so it is unknown whether it was open.
    conn.execute("ALTER TABLE listed ADD COLUMN is_open INTEGER")
