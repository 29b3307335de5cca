"""Check that the file under an open connection is still the one that was opened.

A deleted or replaced file lives on under its open connections, which then read and write what
nobody else sees. SQLite checks this for rollback journals only, so the file is checked here before
every write and every act (sqlite.org/howtocorrupt.html, sections 1 and 2).

A stamp in the file's header (``user_version``) reveals an older copy that was written over the
file, and a log that belongs to another file. The stamp starts at random, and the first write after
a checkpoint increments it. So a log has the main file's stamp or the next one, never another, and
equal stamps mean equal main files.
"""

from __future__ import annotations

import os
import secrets
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from shiponce.errors import StoreFileError
from shiponce.persistence import file_errors
from shiponce.persistence.migrations import APPLICATION_ID

#: The stamp grows by less than this while one connection is open.
_MOVES = 2**20
#: New stamps begin below this, so that they never reach the end of 31 bits.
_BEGINS_BELOW = 2**30


@dataclass(frozen=True, slots=True)
class Stat:
    """What the operating system reports about a file."""

    device: int
    inode: int
    size: int
    modified: int
    changed: int

    def is_same_file(self, other: Stat) -> bool:
        """Return True if both are the same file, even if its content has changed."""
        return (self.device, self.inode) == (other.device, other.inode)


@dataclass(frozen=True, slots=True)
class Header:
    """The header of the database file itself; its write-ahead log is not read."""

    application: int
    stamp: int

    def is_before(self, logged: int) -> bool:
        """Return True if a log with the stamp *logged* can belong to this file.

        Any log can belong to an unstamped file.
        """
        return self.stamp == 0 or logged - self.stamp in (0, 1)


class FileIdentity:
    """The file under one connection, as it was when the connection was opened."""

    def __init__(self, file: Path | str, conn: sqlite3.Connection, before: Stat | None) -> None:
        """Record a connection's file; the argument *before* is its state before it was opened."""
        self._path = Path(file).absolute()
        real = os.path.realpath(self._path)
        self._conn = conn
        self._first_stamp = stamp(conn)
        self._main = self._seen()
        self._header = header(self._path)
        #: Another database was written into the same file: a checkpoint would mix the two.
        self.is_written_over = False
        in_wal = conn.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
        logs = (Path(f"{real}{end}") for end in ("-wal", "-shm")) if in_wal else ()
        self._logs = {log: seen for log in logs if (seen := stat(log)) is not None}
        if before is not None and not before.is_same_file(self._main):
            raise self._error("error.file_replaced")

    def is_of(self, other: FileIdentity) -> bool:
        """Return True if two connections are on the same file."""
        return self._main.is_same_file(other._main)

    def check(self) -> None:
        """Raise StoreFileError if the file or its log was deleted, replaced or overwritten."""
        seen = self._seen()
        if not seen.is_same_file(self._main):
            raise self._error("error.file_replaced")
        for log, before in self._logs.items():
            now = stat(log)
            if now is None or not now.is_same_file(before):
                raise self._error("error.file_log_lost", log=str(log))
        if seen != self._main:
            self._examine(seen)

    def stamp_log(self) -> None:
        """Increment the stamp in the caller's transaction, unless the log has a newer one."""
        if self._header is not None and stamp(self._conn) == self._header.stamp:
            raise_stamp(self._conn)

    def _seen(self) -> Stat:
        try:
            seen = stat(self._path)
        except OSError as bad:
            raise file_errors.of_the_system(bad, self._path) from bad
        if seen is None:
            raise self._error("error.file_gone")
        return seen

    def _examine(self, seen: Stat) -> None:
        """Raise StoreFileError if anything but a checkpoint has changed the main file.

        A checkpoint may be running during the first check. The second check holds the write lock,
        so that no checkpoint can run meanwhile.
        """
        if self._fits(seen) or (not self._conn.in_transaction and self._fits_when_locked()):
            return
        self.is_written_over = True
        raise self._error("error.file_replaced")

    def _fits_when_locked(self) -> bool:
        try:
            self._conn.execute("BEGIN IMMEDIATE")
            return self._fits(self._seen())
        except StoreFileError as bad:
            if bad.code in ("error.file_busy", "error.file_gone"):
                raise
            return False
        finally:
            if self._conn.in_transaction:
                self._conn.execute("ROLLBACK")

    def _fits(self, seen: Stat) -> bool:
        found = header(self._path)
        if found is None or not self._follows(found):
            return False
        if not seen.size or (seen.size < self._main.size and not _is_complete(self._path)):
            return False
        self._main, self._header = seen, found
        return True

    def _follows(self, found: Header) -> bool:
        """Return True if *found* is the header read last, or a later one of the same file."""
        if found == self._header:
            return True
        known = self._header.stamp if self._header and self._header.stamp else self._first_stamp
        return found.application == APPLICATION_ID and 0 <= found.stamp - known < _MOVES

    def _error(self, code: str, **facts: object) -> StoreFileError:
        return StoreFileError(code, file=str(self._path), **facts)


def has_stamp(conn: sqlite3.Connection) -> bool:
    """Return True if the file has a stamp; files of older versions have none."""
    return stamp(conn) != 0


def is_unstamped(path: Path) -> bool:
    """Return True if the stamp is in the log only, or nowhere."""
    found = header(path)
    return found is not None and not found.stamp


def raise_stamp(conn: sqlite3.Connection) -> None:
    """Increment the stamp in the caller's transaction; an unstamped file gets its first stamp."""
    before = stamp(conn)
    after = before + 1 if before else secrets.randbelow(_BEGINS_BELOW) + 1
    conn.execute(f"PRAGMA user_version = {after}")


def another_stamp(known: int) -> int:
    """Return a stamp that no connection to the file with the known stamp can reach."""
    while True:
        found = secrets.randbelow(_BEGINS_BELOW) + 1
        if abs(found - known) > 2 * _MOVES:
            return found


def stat(path: Path) -> Stat | None:
    """Return the state of the file at a path, following links; None if there is no file."""
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return Stat(found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)


def stamp(conn: sqlite3.Connection) -> int:
    """Return the stamp as this connection sees it, including the log; 0 if none."""
    return int(conn.execute("PRAGMA user_version").fetchone()[0])


def header(path: Path) -> Header | None:
    """Read the main file's header without its log; None if it is not a database.

    SQLite opens the file, not Python: closing a file in Python releases every lock that the process
    holds on it. ``writable_schema`` is set because an interrupted checkpoint leaves a file shorter
    than its header says, with the rest still in the log.
    """
    try:
        with closing(_unlogged(path)) as conn:
            conn.execute("PRAGMA writable_schema = ON")
            application = conn.execute("PRAGMA application_id").fetchone()[0]
            return Header(application, stamp(conn))
    except sqlite3.Error:
        return None


def _is_complete(path: Path) -> bool:
    """Return True if the main file is as long as its header says."""
    try:
        with closing(_unlogged(path)) as conn:
            conn.execute("PRAGMA user_version").fetchone()
    except sqlite3.Error:
        return False
    return True


def _unlogged(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
