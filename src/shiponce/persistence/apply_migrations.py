"""Apply pending migrations only once, even if several hubs open one file at the same moment."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import sqlite_utils

from shiponce.errors import StoreFileError
from shiponce.persistence import file_errors, restored_backup
from shiponce.persistence.connection import Connection
from shiponce.persistence.file_identity import has_stamp, raise_stamp
from shiponce.persistence.migrations import APPLICATION_ID, known_migrations, migrate


def bring_up_to_date(conn: Connection, file: Path | str) -> bool:
    """Apply pending migrations in one transaction; return True if there were any.

    The file is checked again inside the transaction: another process may have changed it meanwhile.
    """
    if not _is_behind(conn, file):
        return False
    # Foreign keys are not enforced here, because a migration may rebuild a table to which others
    # refer.
    conn.execute("PRAGMA foreign_keys = OFF")
    try:
        conn.execute("BEGIN IMMEDIATE")
        if _is_behind(conn, file):
            migrate(sqlite_utils.Database(conn, execute_plugins=False, strict=True))
            if not has_stamp(conn):
                raise_stamp(conn)
            if restored_backup.is_marked(conn):
                restored_backup.begin_restored(conn)
        conn.execute("COMMIT")
    finally:
        if conn.in_transaction:
            conn.execute("ROLLBACK")
        conn.execute("PRAGMA foreign_keys = ON")
    return True


def is_older(conn: sqlite3.Connection) -> bool:
    """Return True if the file has to be changed before this version can read it."""
    return bool(known_migrations() - _applied(conn)) or not has_stamp(conn)


def must_be_known(conn: sqlite3.Connection, file: Path | str) -> None:
    """Raise StoreFileError if the file is from a newer version."""
    if _applied(conn) - known_migrations():
        raise StoreFileError("error.file_newer", file=str(file))


def _is_behind(conn: sqlite3.Connection, file: Path | str) -> bool:
    wrong = why_unusable(conn, file)
    if wrong is not None:
        raise wrong
    pending = known_migrations() - _applied(conn)
    return bool(pending) or not has_stamp(conn) or restored_backup.is_marked(conn)


def why_unusable(conn: sqlite3.Connection, file: Path | str) -> StoreFileError | None:
    """Return why this version cannot use the file, or None."""
    if conn.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        if not conn.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            return None  # the file is still empty
        return StoreFileError("error.file_foreign", file=str(file))
    if not _has_migrations(conn):
        return file_errors.damaged(file)
    if _applied(conn) - known_migrations():
        return StoreFileError("error.file_newer", file=str(file))
    return None


def _has_migrations(conn: sqlite3.Connection) -> bool:
    query = "SELECT count(*) FROM sqlite_master WHERE name = '_sqlite_migrations'"
    return bool(conn.execute(query).fetchone()[0])


def _applied(conn: sqlite3.Connection) -> set[str]:
    if not _has_migrations(conn):
        return set()
    return {row[0] for row in conn.execute("SELECT name FROM _sqlite_migrations")}
