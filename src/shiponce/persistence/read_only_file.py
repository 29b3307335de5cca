"""Read a database that cannot be written: the medium is read-only, or permission is lacking.

The files beside the database (``-journal``, ``-wal``, ``-shm``) decide how it is read. The log
(``-wal``) must be read too, because it holds the labels bought last.
"""

from __future__ import annotations

import os
from pathlib import Path

from shiponce.errors import StoreFileError
from shiponce.persistence import connection
from shiponce.persistence.connection import Connection
from shiponce.persistence.file_identity import stat

#: Used if the log has an index file (``-shm``), which every writing program updates.
_LIVE = "readonly_shm=1"
#: Used if the log has no index file: SQLite keeps the index in memory and locks nothing.
_LOGGED = "vfs=win32-none" if os.name == "nt" else "vfs=unix-none"
#: There is no log.
_ALONE = "immutable=1"


def is_unwritable(file: Path) -> bool:
    """Return True if SQLite can read a file but cannot write it."""
    found = stat(file) if os.access(file, os.R_OK) and file.is_file() else None
    if found is None or not found.size:
        return False
    if not os.access(file, os.W_OK):
        return True
    logs = [Path(f"{file}{end}") for end in ("-wal", "-shm")]
    return not os.access(file.parent, os.W_OK) and not all(
        log.exists() and os.access(log, os.W_OK) for log in logs
    )


def connect(file: Path) -> tuple[Connection, FileAsRead]:
    """Open the file for reading; StoreFileError if it must be written before it can be read."""
    real = Path(os.path.realpath(file))
    journal, log, index = (stat(Path(f"{real}{end}")) for end in ("-journal", "-wal", "-shm"))
    if journal is not None and journal.size:
        raise must_be_written(file)
    how = _LIVE if log and index else _LOGGED if log and log.size else _ALONE
    as_read = FileAsRead(file, real, is_live=how == _LIVE)
    first = "PRAGMA locking_mode = EXCLUSIVE;" if how == _LOGGED else ""  # index stays in memory
    return connection.connect(file, f"mode=ro&{how}", first), as_read


def must_be_written(file: Path | str) -> StoreFileError:
    """Return the error for a file that must be written before it can be read."""
    return StoreFileError("error.file_needs_writing", file=str(file))


class FileAsRead:
    """The files under a read-only connection, as they were when it was opened."""

    #: Always False: a read-only connection makes no checkpoint.
    is_written_over = False

    def __init__(self, file: Path, real: Path, *, is_live: bool) -> None:
        """Record the files; with *is_live*, SQLite itself notices what other programs write."""
        self._file = file
        self._ends = ("",) if is_live else ("", "-wal", "-journal")
        self._real, self._is_live = real, is_live
        self._before = self._seen()

    def check(self) -> None:
        """Raise StoreFileError if the file was deleted, replaced or changed.

        A change that SQLite itself notices is no error.
        """
        now = self._seen()
        if now[0] is None:
            raise StoreFileError("error.file_gone", file=str(self._file))
        if now != self._before:
            code = "error.file_replaced" if self._is_live else "error.file_changed"
            raise StoreFileError(code, file=str(self._file))

    def stamp_log(self) -> None:
        """Do nothing: nothing is ever written."""

    def is_of(self, other: object) -> bool:
        """Return True if another connection reads the same files, unchanged."""
        return isinstance(other, FileAsRead) and other._before == self._before

    def _seen(self) -> list[object]:
        found = [stat(Path(f"{self._real}{end}")) for end in self._ends]
        if self._is_live and found[0] is not None:
            return [(found[0].device, found[0].inode)]
        return list(found)
