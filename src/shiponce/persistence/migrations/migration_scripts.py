"""Collect migrations and run their scripts inside the caller's transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from sqlite_utils.db import Database
from sqlite_utils.migrations import Migrations

#: "SHP1" in the file's header marks a database of shiponce.
APPLICATION_ID = 0x53485031

#: Every migration, in the order in which the package imports them.
migrations = Migrations("shiponce")


def run(db: Database, script: str) -> None:
    """Run a script statement by statement, because executescript() would commit."""
    for statement in _statements(script):
        db.conn.execute(statement)


def _statements(script: str) -> list[str]:
    found: list[str] = []
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            found.append(pending)
            pending = ""
    return found


def redeclare(conn: sqlite3.Connection, declarations: Mapping[str, str]) -> None:
    """Replace the SQL of the named tables and triggers without changing any stored row.

    Only checks, references and trigger bodies may change. The schema table is edited, because
    recreating the tables would also recreate every trigger, which takes longer than all other
    migrations of a new database. Tables are recreated only if SQLite refuses the edit (macOS).
    """
    try:
        _edit_schema(conn, declarations)
    except sqlite3.DatabaseError as refused:
        if "may not be modified" not in str(refused):
            raise
        _create_anew(conn, declarations)


def _edit_schema(conn: sqlite3.Connection, declarations: Mapping[str, str]) -> None:
    conn.execute("PRAGMA writable_schema = ON")
    try:
        conn.executemany(
            "UPDATE sqlite_schema SET sql = ? WHERE name = ?",
            [(script, name) for name, script in declarations.items()],
        )
        (version,) = conn.execute("PRAGMA schema_version").fetchone()
        conn.execute(f"PRAGMA schema_version = {version + 1}")  # every connection reads it again
    finally:
        conn.execute("PRAGMA writable_schema = RESET")


def _create_anew(conn: sqlite3.Connection, declarations: Mapping[str, str]) -> None:
    """Recreate the tables with their rows and indexes, then recreate every trigger."""
    found = conn.execute(
        "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid"
    ).fetchall()
    triggers = [(name, script) for kind, name, _, script in found if kind == "trigger"]
    for name, _ in triggers:
        conn.execute(f'DROP TRIGGER "{name}"')
    conn.execute("PRAGMA ignore_check_constraints = ON")  # rows that the caller changes afterwards
    for table in [name for kind, name, *_ in found if kind == "table" and name in declarations]:
        body = declarations[table].partition("(")[2]
        conn.execute(f"CREATE TABLE {table}_anew ({body}")
        conn.execute(f"INSERT INTO {table}_anew SELECT * FROM {table}")  # noqa: S608 - our own name
        conn.execute(f"DROP TABLE {table}")
        conn.execute(f"ALTER TABLE {table}_anew RENAME TO {table}")
        for kind, _, of, script in found:
            if kind == "index" and of == table:
                conn.execute(script)
    conn.execute("PRAGMA ignore_check_constraints = OFF")
    for name, script in triggers:
        conn.execute(declarations.get(name, script))
