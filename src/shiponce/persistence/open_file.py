"""Open or create the database file; check an existing file before anything changes it.

Many hubs may start at once. A new database is created under a temporary name in the same folder
and linked to its final name when complete; a hub that starts later finds and uses that file. If
the file exists but is empty, one transaction creates everything in it.
"""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

from shiponce.errors import StoreFileError
from shiponce.persistence import atomic_files, connection, file_errors
from shiponce.persistence.apply_migrations import why_unusable
from shiponce.persistence.connection import Connection
from shiponce.persistence.file_identity import Header, header, stamp
from shiponce.persistence.migrations import APPLICATION_ID

#: Maximum number of examinations of a file that changes during each examination.
_LOOKS = 50
#: Error codes of a file system without hard links.
_NO_LINKS = frozenset({errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK})


def see_to(file: Path, prepare: Callable[[Path], None]) -> None:
    """Make sure that *file* is a database of the hub; *prepare* fills a new file.

    Raise StoreFileError, without writing anything, if *file* is something else.
    """
    with file_errors.spoken(file):
        real = Path(os.path.realpath(file))
        try:
            size = file.stat().st_size
        except FileNotFoundError:
            _must_have_no_log(real)
            _create(real, prepare)
            return
        if file.is_dir():
            raise StoreFileError("error.file_is_folder", file=str(file))
        if size:
            _look(real)
        else:
            _must_have_no_log(real)


def _must_have_no_log(file: Path) -> None:
    """Refuse to create a database beside a leftover log; SQLite would mix the two."""
    if _has_content(file, "-wal"):
        raise StoreFileError("error.file_log_alone", file=str(file), log=f"{file}-wal")


def make_folder(folder: Path) -> None:
    """Create a folder and its parents, accessible to their owner only."""
    for missing in [*reversed(folder.parents), folder]:
        with suppress(FileExistsError):
            missing.mkdir(0o700)


def use_log(conn: Connection) -> None:
    """Switch the database to a write-ahead log as soon as no other connection writes to it."""
    end = monotonic() + connection.PATIENCE
    while conn.execute("PRAGMA journal_mode").fetchone()[0] == "delete":
        try:
            conn.execute("PRAGMA journal_mode = WAL").fetchone()
            return
        except StoreFileError as busy:  # SQLite does not wait here by itself
            if busy.code != "error.file_busy" or monotonic() > end:
                raise
            conn.execute("BEGIN IMMEDIATE")
            conn.execute("ROLLBACK")


def must_be_ours(conn: sqlite3.Connection, file: Path) -> None:
    """Raise StoreFileError if the file is no usable hub database, or has another file's log."""
    with file_errors.spoken(file):
        real = Path(os.path.realpath(file))
        main = header(real)
        if _has_content(real, "-wal") and main is not None and not main.is_before(stamp(conn)):
            raise StoreFileError("error.file_log_foreign", file=str(file), log=f"{real}-wal")
        wrong = why_unusable(conn, file)
    if wrong is not None:
        raise wrong


def _create(file: Path, prepare: Callable[[Path], None]) -> None:
    """Create a complete database and link it into place, unless another process was faster."""
    with atomic_files.made_beside(file, "new") as draft:
        try:
            make_empty(draft)
            prepare(draft)
            try:
                os.link(draft, file)
                keep_name(file)
            except OSError as bad:
                if bad.errno not in _NO_LINKS:
                    raise
                make_empty(file)
        except FileExistsError:
            return  # somebody else was faster


def make_empty(file: Path) -> None:
    """Create an empty file that only its owner can read; SQLite gives the logs the same rights."""
    os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def give_name(draft: Path, file: Path) -> None:
    """Link a complete file to its name; FileExistsError if the name is taken."""
    try:
        os.link(draft, file)
    except OSError as bad:
        if bad.errno not in _NO_LINKS:
            raise
        make_empty(file)  # so that nobody else takes the name
        draft.replace(file)
    keep_name(file)


def keep_name(file: Path) -> None:
    """Try to sync the file's folder, so that the file's new name survives a power cut."""
    with suppress(OSError):
        folder = os.open(file.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _look(file: Path) -> None:
    """Raise StoreFileError unless *file* is a hub database; create no file, not even a log.

    If a file changed during a failed examination, examine again: another hub may be writing.
    """
    for look in range(_LOOKS):
        before = _states(file)
        wrong = _judged(file)
        if wrong is None:
            return
        if _states(file) == before or look == _LOOKS - 1:
            raise wrong


def _states(file: Path) -> list[tuple[int, ...] | None]:
    found: list[tuple[int, ...] | None] = []
    for end in ("", "-wal", "-journal"):
        try:
            stat = Path(f"{file}{end}").stat()
            found.append((stat.st_ino, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns))
        except OSError:
            found.append(None)
    return found


def _judged(file: Path) -> StoreFileError | None:
    try:
        if _has_content(file, "-journal"):
            return _judged_by_header(file)
        if not _has_content(file, "-wal"):
            return _judged_at(file, "immutable=1")
        main = header(file)
        if Path(f"{file}-shm").exists():
            return _judged_at(file, "readonly_shm=1", main)
        with TemporaryDirectory() as folder:  # opened in place, SQLite would write the log's index
            copy = Path(folder) / "copy.db"
            for end in ("", "-wal"):
                shutil.copyfile(f"{file}{end}", f"{copy}{end}")
            return _judged_at(copy, "", main, file)
    except OSError as bad:
        return file_errors.of_the_system(bad, file)


def _judged_at(
    place: Path, how: str, main: Header | None = None, file: Path | None = None
) -> StoreFileError | None:
    """Check a database; given its header *main*, check also that the log belongs to it."""
    try:
        with closing(_reading(place, how)) as conn:
            if main is not None and not main.is_before(stamp(conn)):
                name = str(file or place)
                return StoreFileError("error.file_log_foreign", file=name, log=f"{name}-wal")
            return why_unusable(conn, file or place)
    except sqlite3.Error as bad:
        return file_errors.explained(bad, file or place) or file_errors.damaged(file or place)
    except UnicodeDecodeError:  # SQLite's message quotes a name that is not UTF-8
        return file_errors.damaged(file or place)


def _judged_by_header(file: Path) -> StoreFileError | None:
    """Check only the file's header, because another process is writing, or was interrupted."""
    try:
        with closing(_reading(file, "immutable=1")) as conn:
            conn.execute("PRAGMA writable_schema = ON")  # file may be shorter than its header says
            if conn.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID:
                return None
    except sqlite3.Error as bad:
        return file_errors.explained(bad, file) or file_errors.damaged(file)
    return StoreFileError("error.file_foreign", file=str(file))


def _reading(file: Path, how: str) -> sqlite3.Connection:
    return sqlite3.connect(
        f"{file.absolute().as_uri()}?mode=ro&{how}", uri=True, timeout=connection.PATIENCE
    )


def _has_content(file: Path, end: str) -> bool:
    log = Path(f"{file}{end}")
    return log.exists() and log.stat().st_size > 0
