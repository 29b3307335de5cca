"""Turn errors of SQLite and the system about the file into advice for a person.

Only a damaged file is reported as damaged, because that message advises restoring a backup, and the
restored file lacks the labels bought since. A full disk, or a locked or read-only file, is no
reason to lose them.
"""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from shiponce.errors import StoreFileError

#: A disk with fewer free bytes counts as full; the log's index alone takes 32 kB.
_NOTHING_FREE = 64 * 1024
_ANSWERS = {
    sqlite3.SQLITE_BUSY: "error.file_busy",
    sqlite3.SQLITE_LOCKED: "error.file_busy",
    sqlite3.SQLITE_PROTOCOL: "error.file_busy",
    sqlite3.SQLITE_FULL: "error.file_full",
    sqlite3.SQLITE_CORRUPT: "error.file_damaged",
    sqlite3.SQLITE_NOTADB: "error.file_not_database",
    sqlite3.SQLITE_IOERR: "error.file_io",
    sqlite3.SQLITE_READONLY: "error.file_read_only",
    sqlite3.SQLITE_PERM: "error.file_read_only",
    sqlite3.SQLITE_CANTOPEN: "error.file_unusable",
    sqlite3.SQLITE_NOLFS: "error.file_full",
}
#: Python's message for text that is not UTF-8. It is no error of SQLite, so it has no code.
_NO_TEXT = "Could not decode to UTF-8"
#: SQLite's message for a damaged search index; its code is that of any wrong statement.
_NO_INDEX = "invalid fts5 file format"
_OF_THE_SYSTEM = {
    errno.ENOSPC: "error.file_full",
    errno.EDQUOT: "error.file_full",
    errno.EFBIG: "error.file_full",
    errno.EROFS: "error.file_read_only",
    errno.EACCES: "error.file_denied",
    errno.EPERM: "error.file_denied",
    errno.EIO: "error.file_io",
    errno.EISDIR: "error.file_is_folder",
    errno.ENOENT: "error.file_no_folder",
    errno.ENOTDIR: "error.file_no_folder",
}


def explained(bad: sqlite3.Error, file: Path | str) -> StoreFileError | None:
    """Return the error about the file; None if the file is not at fault."""
    code = getattr(bad, "sqlite_errorcode", 0) & 0xFF  # the upper bits only refine the code
    answer = _ANSWERS.get(code)
    if str(bad).startswith((_NO_TEXT, _NO_INDEX)):
        answer = "error.file_damaged"
    if answer is None:
        return None
    place = Path(file)
    if code == sqlite3.SQLITE_IOERR and _is_full(place.parent):
        answer = "error.file_full"
    elif code in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM):
        answer = _of_access(place) or answer
    return StoreFileError(answer, file=str(file), folder=str(place.parent), fault=str(bad))


def of_the_system(bad: OSError, file: Path | str) -> StoreFileError:
    """Return the StoreFileError for an error of the operating system."""
    answer = _OF_THE_SYSTEM.get(bad.errno or 0, "error.file_unusable")
    fault = bad.strerror or type(bad).__name__
    return StoreFileError(answer, file=str(file), folder=str(Path(file).parent), fault=fault)


@contextmanager
def spoken(file: Path | str) -> Iterator[None]:
    """Turn every error of the file in a ``with`` block into a StoreFileError."""
    try:
        yield
    except sqlite3.Error as bad:
        explanation = explained(bad, file)
        if explanation is None:
            raise
        raise explanation from bad
    except UnicodeDecodeError as bad:  # SQLite's message quotes a name that is not UTF-8
        raise damaged(file) from bad
    except OSError as bad:
        raise of_the_system(bad, file) from bad


def damaged(file: Path | str) -> StoreFileError:
    """Return the error for a file with invalid content."""
    return StoreFileError("error.file_damaged", file=str(file))


def _of_access(file: Path) -> str | None:
    if not file.parent.is_dir():
        return "error.file_no_folder"
    if file.is_dir():
        return "error.file_is_folder"
    if file.exists() and not os.access(file, os.R_OK):
        return "error.file_denied"
    if not os.access(file.parent, os.W_OK) or (file.exists() and not os.access(file, os.W_OK)):
        return "error.file_read_only"
    return None


def _is_full(folder: Path) -> bool:
    try:
        return shutil.disk_usage(folder).free < _NOTHING_FREE
    except OSError:
        return False
