"""Collect migrations and run their scripts inside the caller's transaction."""

from __future__ import annotations

import sqlite3

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
