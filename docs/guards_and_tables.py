"""Write src/shiponce/persistence/guards_and_tables.sql: what all migrations together declare."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import sqlite_utils

from shiponce.persistence.connection import Connection
from shiponce.persistence.migrations import migrate

FILE = Path(__file__).parents[1] / "src/shiponce/persistence/guards_and_tables.sql"
_HEAD = """\
-- The guards (triggers), tables and indexes of a new database, as they are in force.
-- The program does not run this file: `python -m docs.guards_and_tables` writes it from the
-- migrations, which change some guards several times.
"""
_SECTIONS = {
    "trigger": "Guards, by table: each stops a statement and raises a code of `words`.",
    "table": "Tables.",
    "index": "Indexes.",
}


def page() -> str:
    """Return the whole file."""
    with closing(Connection(":memory:")) as conn:
        migrate(sqlite_utils.Database(conn, execute_plugins=False, strict=True))
        found = conn.execute(
            "SELECT type, name, sql FROM sqlite_schema"
            " WHERE sql IS NOT NULL AND name NOT LIKE '%sqlite_migrations%'"
            # SQLite makes the tables of an index by itself.
            " AND name NOT LIKE 'search_trigrams_%'"
            " ORDER BY tbl_name, name"
        ).fetchall()
    parts = [_HEAD]
    for kind, title in _SECTIONS.items():
        parts.append(f"-- {title}\n")
        parts += [_declaration(name, sql) for own, name, sql in found if own == kind]
    return "\n".join(parts)


def _declaration(name: str, sql: str) -> str:
    """Return a declaration; SQLite quotes the name of a table that a migration renamed."""
    lines = sql.replace(f'CREATE TABLE "{name}"', f"CREATE TABLE {name}", 1).splitlines()
    return "\n".join(line.rstrip() for line in lines) + ";\n"


if __name__ == "__main__":
    FILE.write_text(page(), encoding="utf-8")
