"""The file of the guards in force, for readers, is what the migrations declare."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from docs import guards_and_tables


def test_the_file_shows_what_the_migrations_declare() -> None:
    """Run ``python -m docs.guards_and_tables`` after a new migration."""
    assert guards_and_tables.FILE.read_text("utf-8") == guards_and_tables.page()


def test_the_file_is_complete_sql() -> None:
    """Run in SQLite, tables first, it makes every guard that stands in it."""
    guards, _, rest = guards_and_tables.page().partition("-- Tables.\n")
    with closing(sqlite3.connect(":memory:")) as conn:
        conn.executescript(rest + guards)
        names = {name for (name,) in conn.execute("SELECT name FROM sqlite_schema")}
    assert {"no_unit_twice", "no_unit_of_twins_twice", "shipment_is_allowed"} <= names
