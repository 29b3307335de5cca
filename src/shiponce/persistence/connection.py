"""A SQLite connection that turns errors of the database file, on reads and writes, into advice."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

from shiponce.persistence import file_errors

#: A database that lives as long as its connection.
IN_MEMORY = ":memory:"
#: Seconds that a connection waits for the lock of another connection.
PATIENCE = 30.0
#: SQLite's version, as (major, minor, patch); the doctor reports a version that is too old.
SQLITE_VERSION = sqlite3.sqlite_version_info

F = TypeVar("F", bound=Callable[..., Any])


def connect(file: Path | str, how: str = "", first: str = "") -> Connection:
    """Open a file in autocommit mode, so that only explicit transactions exist.

    *how* is appended to SQLite's URI of the file; *first* is executed before everything else.
    """
    place = f"{Path(file).absolute().as_uri()}?{how}" if how else str(file)
    with file_errors.spoken(file):
        conn = sqlite3.connect(
            place, isolation_level=None, timeout=PATIENCE, factory=Connection, uri=bool(how)
        )
        conn.file = file
        conn.explain = lambda bad: file_errors.explained(bad, file)
        conn.row_factory = sqlite3.Row
        conn.executescript(
            first
            # FULL, because in WAL mode NORMAL may lose the last commits, such as bought labels.
            + "PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; PRAGMA trusted_schema = OFF;"
            # SQLite does no checkpoint by itself after a commit: see Database._fold_log.
            "PRAGMA wal_autocheckpoint = 0; PRAGMA mmap_size = 0;"
            "PRAGMA temp_store = MEMORY; PRAGMA cache_size = -32000;"
            # Overwrite deleted content, because rows hold addresses.
            "PRAGMA secure_delete = ON;"
        )
    return conn


def _explaining(method: F) -> F:
    """Wrap a cursor's method: turn an SQLite error into the error that ``explain`` returns."""

    @wraps(method)
    def explaining(self: _Cursor, *args: Any) -> Any:
        try:
            return method(self, *args)
        except sqlite3.Error as bad:
            explanation = self.connection.explain(bad)
            if explanation is None:
                raise
            raise explanation from bad
        except UnicodeDecodeError as bad:  # SQLite's message quotes a name that is not UTF-8
            raise file_errors.damaged(self.connection.file) from bad

    return explaining  # type: ignore[return-value]  # it has the signature of *method*


class _Cursor(sqlite3.Cursor):
    """A cursor that explains errors, also of fetches, because a row may lie on a damaged page."""

    connection: Connection
    execute = _explaining(sqlite3.Cursor.execute)
    executemany = _explaining(sqlite3.Cursor.executemany)
    executescript = _explaining(sqlite3.Cursor.executescript)
    fetchone = _explaining(sqlite3.Cursor.fetchone)
    fetchmany = _explaining(sqlite3.Cursor.fetchmany)
    fetchall = _explaining(sqlite3.Cursor.fetchall)
    __next__ = _explaining(sqlite3.Cursor.__next__)


class Connection(sqlite3.Connection):
    """One connection; ``explain`` returns the error to raise, None if the file is not at fault."""

    file: Path | str
    explain: Callable[[sqlite3.Error], Exception | None]

    def cursor(self, factory: Any = None) -> Any:
        """Return a cursor that explains its errors."""
        return super().cursor(factory or _Cursor)

    def execute(self, *args: Any) -> Any:
        """Execute one statement with a new cursor."""
        return self.cursor().execute(*args)

    def executemany(self, *args: Any) -> Any:
        """Execute one statement for each row of values with a new cursor."""
        return self.cursor().executemany(*args)

    def executescript(self, script: str) -> Any:
        """Execute several statements with a new cursor; an open transaction is committed first."""
        return self.cursor().executescript(script)
