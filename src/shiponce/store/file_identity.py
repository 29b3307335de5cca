"""Whether the file under an open connection is still the one that was opened.

A deleted or replaced file goes on under its open connections: they read and write what nobody
else will see again. SQLite asks only for rollback journals, so every write and every act that
leaves the house asks here (sqlite.org/howtocorrupt.html, sections 1 and 2).

A stamp in the file's header (``user_version``) tells the file from an older copy of itself that
was written over it in place: it starts at random and goes up with the first write of each
connection and before each checkpoint, which are the only changes of the main file.
"""

from __future__ import annotations

import os
import secrets
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from shiponce.errors import StoreFileError
from shiponce.store.schema import APPLICATION_ID

#: The stamp moves by less than this while one connection is open.
_MOVES = 2**20
#: New stamps begin below this, so that they never reach the end of 31 bits.
_BEGINS_BELOW = 2**30


@dataclass(frozen=True, slots=True)
class _Stat:
    """What the operating system says of a file."""

    device: int
    inode: int
    size: int
    modified: int
    changed: int

    def is_same_file(self, other: _Stat) -> bool:
        return (self.device, self.inode) == (other.device, other.inode)


@dataclass(frozen=True, slots=True)
class _Header:
    """What the main file's header says, whatever the write-ahead log holds."""

    application: int
    stamp: int


class FileIdentity:
    """The file under one connection, as it was found when the connection was made."""

    def __init__(self, file: Path | str, conn: sqlite3.Connection) -> None:
        """Note what stands under a connection that has just been used."""
        self._path = Path(file).absolute()
        real = os.path.realpath(self._path)
        self._conn = conn
        self._stamp = _stamp(conn)
        self._main = self._seen()
        self._header = _header(self._path)
        in_wal = conn.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
        logs = (Path(f"{real}{end}") for end in ("-wal", "-shm")) if in_wal else ()
        self._logs = {log: seen for log in logs if (seen := _stat(log)) is not None}

    def is_of(self, other: FileIdentity) -> bool:
        """Return whether two connections have the same file under them."""
        return self._main.is_same_file(other._main)

    def check(self) -> None:
        """Raise StoreFileError unless everything under the connection is what it was."""
        seen = self._seen()
        if not seen.is_same_file(self._main):
            raise self._error("error.file_replaced")
        for log, before in self._logs.items():
            now = _stat(log)
            if now is None or not now.is_same_file(before):
                raise self._error("error.file_log_lost", log=str(log))
        if seen != self._main:
            self._examine(seen)

    def _seen(self) -> _Stat:
        try:
            seen = _stat(self._path)
        except OSError as bad:
            fault = bad.strerror or type(bad).__name__
            raise self._error("error.file_unusable", fault=fault) from bad
        if seen is None:
            raise self._error("error.file_gone")
        return seen

    def _examine(self, seen: _Stat) -> None:
        """Look into a main file that has changed: by a checkpoint of the hub's, or by others.

        A checkpoint may be under way. None is while this connection holds the write lock.
        """
        if self._fits(seen):
            return
        if not self._conn.in_transaction:
            try:
                self._conn.execute("BEGIN IMMEDIATE")
                seen = self._seen()
                if self._fits(seen):
                    return
            except sqlite3.Error as bad:
                raise self._error("error.file_replaced") from bad
            finally:
                if self._conn.in_transaction:
                    self._conn.execute("ROLLBACK")
        raise self._error("error.file_replaced")

    def _fits(self, seen: _Stat) -> bool:
        header = _header(self._path)
        if header is None or not self._follows(header):
            return False
        if not seen.size or (seen.size < self._main.size and not _is_complete(self._path)):
            return False
        self._main, self._header = seen, header
        return True

    def _follows(self, header: _Header) -> bool:
        """Whether the header is the known one, or a later one of the same file."""
        if header == self._header:
            return True
        known = self._header.stamp if self._header and self._header.stamp else self._stamp
        return header.application == APPLICATION_ID and 0 <= header.stamp - known < _MOVES

    def _error(self, code: str, **facts: object) -> StoreFileError:
        return StoreFileError(code, file=str(self._path), **facts)


def has_stamp(conn: sqlite3.Connection) -> bool:
    """Return whether the file has a stamp; one of an older version has none."""
    return _stamp(conn) != 0


def raise_stamp(conn: sqlite3.Connection) -> None:
    """Move the stamp on, inside the caller's transaction; a file without one gets one."""
    before = _stamp(conn)
    after = before + 1 if before else secrets.randbelow(_BEGINS_BELOW) + 1
    conn.execute(f"PRAGMA user_version = {after}")


def _stat(path: Path) -> _Stat | None:
    """Return what stands at a path, links followed; None when nothing does."""
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return _Stat(found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)


def _stamp(conn: sqlite3.Connection) -> int:
    return int(conn.execute("PRAGMA user_version").fetchone()[0])


def _header(path: Path) -> _Header | None:
    """Read the main file's header without its log; None when it is no database.

    The file is opened by SQLite and not by Python: closing a file by hand drops every lock that
    the process holds on it. ``writable_schema`` because a checkpoint that was cut off leaves a
    file that is shorter than its header says, and the log still holds the rest.
    """
    try:
        with closing(_unlogged(path)) as conn:
            conn.execute("PRAGMA writable_schema = ON")
            application = conn.execute("PRAGMA application_id").fetchone()[0]
            return _Header(application, _stamp(conn))
    except sqlite3.Error:
        return None


def _is_complete(path: Path) -> bool:
    """Whether the main file is as long as its header says."""
    try:
        with closing(_unlogged(path)) as conn:
            conn.execute("PRAGMA user_version").fetchone()
    except sqlite3.Error:
        return False
    return True


def _unlogged(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
