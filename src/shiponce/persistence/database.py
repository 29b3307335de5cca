"""Open the file and write to it: one transaction at a time, and none during a network call."""

from __future__ import annotations

import ctypes
import enum
import sqlite3
import traceback
import weakref
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from orjson import JSONDecodeError

from shiponce.domain.actor import PROGRAM
from shiponce.errors import GuardError, ReadOnly, ShiponceError, StoreFileError
from shiponce.persistence import (
    apply_migrations,
    connection,
    file_errors,
    file_identity,
    integrity_check,
    open_file,
    platforms,
    read_only_file,
    restored_backup,
)
from shiponce.persistence.connection import IN_MEMORY, Connection
from shiponce.persistence.file_identity import FileIdentity
from shiponce.persistence.last_act import LastAct
from shiponce.persistence.read_only_file import FileAsRead

__all__ = ["IN_MEMORY", "Database"]

#: The size in bytes above which the write-ahead log is copied into the file.
LARGE_LOG = 32 * 2**20
#: How many writes pass between two checks of the log's size.
_LOOK_EVERY = 16


class Database:
    """One connection to the hub's file. Read through ``conn``; write through ``write()``."""

    def __init__(
        self, file: Path | str, actor: str = PROGRAM, remembering: Path | None = None
    ) -> None:
        """Open or create the file.

        Raise StoreFileError, and leave the file unchanged, if it is not shiponce's.

        *actor* is recorded with every event written here. *remembering* is a folder in which the
        file's last act is recorded too, so that an older copy of the file is recognised.
        """
        self.file = file
        self._remembering = remembering
        self._last_act = None if remembering is None else LastAct(remembering, file)
        self._acting = _Acting(actor)
        self._written = 0
        self._recording = 0
        self._identity: FileIdentity | FileAsRead | None = None
        #: True if the file can only be read; no write is attempted then.
        self.is_unwritable = file != IN_MEMORY and read_only_file.is_unwritable(Path(file))
        #: Called before every write; True forbids the write. The hub sets this function.
        self.is_read_only: Callable[[], bool] = lambda: False
        if file == IN_MEMORY:
            self.conn = self._opened(file)
        elif self.is_unwritable:
            self.conn, self._identity = self._opened_for_reading(Path(file))
        else:
            open_file.see_to(Path(file), lambda draft: self._opened(draft).close())
            before = file_identity.stat(Path(file))
            self.conn = self._opened(file)
            if file_identity.is_unstamped(Path(file)):
                _fold(self.conn)
            self._identity = FileIdentity(file, self.conn, before)
        try:
            platforms.must_be_registered(self.conn)
        except BaseException as bad:
            self.conn.close()
            if _says_missing(bad):
                raise file_errors.damaged(file) from bad
            raise
        self.conn.explain = _explanation(weakref.ref(self), file)
        self._schema = self._schema_version()
        if not self.is_unwritable:
            self._see_whether_older()

    def _opened(self, file: Path | str) -> Connection:
        conn = self._connect(file)
        try:
            if apply_migrations.bring_up_to_date(conn, file) and file != IN_MEMORY:
                # After a migration, open statements still see an old state of the file, so connect
                # again.
                conn.close()
                conn = self._connect(file)
            _fill_platforms(conn)
            if file != IN_MEMORY:
                open_file.use_log(conn)
        except BaseException as bad:
            conn.close()
            if _says_missing(bad):
                raise file_errors.damaged(file) from bad
            raise
        return conn

    def _opened_for_reading(self, file: Path) -> tuple[Connection, FileAsRead]:
        conn, as_read = read_only_file.connect(file)
        try:
            open_file.must_be_ours(conn, file)
            if apply_migrations.is_older(conn):
                raise read_only_file.must_be_written(file)
        except BaseException:
            conn.close()
            raise
        return conn, as_read

    def _connect(self, file: Path | str) -> Connection:
        conn = connection.connect(file)
        conn.create_function("acting", 0, self._acting)
        return conn

    def must_be_ours(self) -> None:
        """Raise StoreFileError if the file under this connection was deleted or replaced.

        Call it before every act: otherwise the act would be recorded in a file that nobody finds.
        """
        if self._identity is not None:
            self._identity.check()

    def remember(self, act_id: int) -> None:
        """Record outside the file that an act is about to be sent."""
        if self._last_act is not None:
            self._last_act.note(self.conn, act_id)

    def _see_whether_older(self) -> None:
        """Treat the database like a restored backup if it is an older copy or from another path."""
        last = self._last_act
        if last is None or (last.is_known(self.conn) and last.is_at_home(self.conn)):
            return
        with self.recording(), self.write() as conn:
            is_older = not last.is_known(conn) or last.is_copy(conn)
            if is_older and restored_backup.restored(conn) is None:
                restored_backup.begin_older(conn)
            last.begin_anew(conn)  # so that a file of an older version has its note beside it, too
            last.settle_here(conn)

    def explained(self, error: Exception) -> Exception:
        """Return a StoreFileError if the file caused an internal error, otherwise the error.

        SQLite notices a damaged page, but not damaged text on an intact page. Such text is
        recognised by the error that it causes.
        """
        if isinstance(error, ShiponceError) or self.conn.in_transaction:
            return error
        try:
            self.must_be_ours()
            is_sound = integrity_check.is_whole(self.conn) and self._has_every_table()
        except StoreFileError as fault:
            return fault
        except sqlite3.Error:
            is_sound = False
        is_ours = is_sound and not _is_of_stored_text(error)
        return error if is_ours else file_errors.damaged(self.file)

    def _has_every_table(self) -> bool:
        """Return True if the file has every table, index and guard that a new file has."""
        query = "SELECT type, name FROM sqlite_schema"
        with closing(Database(IN_MEMORY).conn) as new:
            return set(map(tuple, self.conn.execute(query))) >= set(map(tuple, new.execute(query)))

    @contextmanager
    def recording(self) -> Iterator[None]:
        """Allow ``write()`` although the hub is read-only.

        Use it for facts from platforms and the configuration, never for a person's request.
        """
        self._recording += 1
        try:
            yield
        finally:
            self._recording -= 1

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Run one transaction; a violated guard becomes a GuardError.

        In a read-only hub, ReadOnly is raised instead, except in ``recording()``. A full or failing
        disk becomes a StoreFileError, and nothing is written.

        The transaction begins IMMEDIATE: a deferred transaction fails at its first write if another
        process wrote in between, even before the timeout. Transactions do not nest, and no platform
        is called inside one.
        """
        self.must_be_writable()
        if self.is_read_only() and not self._recording:
            raise ReadOnly
        self.must_be_ours()
        try:
            self.conn.execute("BEGIN IMMEDIATE")
            self._must_be_known()
            if self._identity is not None:
                self._identity.stamp_log()
            yield self.conn
            self.conn.execute("COMMIT")
        except sqlite3.IntegrityError as bad:
            raise _guard_error(bad) from bad
        finally:
            if self.conn.in_transaction:  # after some faults SQLite has rolled back by itself
                self.conn.execute("ROLLBACK")
        self._written += 1
        if self._written % _LOOK_EVERY == 0:
            self._fold_log()

    def must_be_writable(self) -> None:
        """Raise StoreFileError if the file can only be read."""
        if self.is_unwritable:
            raise StoreFileError("error.file_read_only", file=str(self.file))

    def _must_be_known(self) -> None:
        """Refuse to write once a newer version has changed the tables under this connection."""
        version = self._schema_version()
        if version != self._schema:
            apply_migrations.must_be_known(self.conn, self.file)
            self._schema = version

    def _schema_version(self) -> int:
        return int(self.conn.execute("PRAGMA schema_version").fetchone()[0])

    def _fold_log(self) -> None:
        """Copy a large log into the file while no other connection writes.

        By default SQLite does so at any commit, even while other connections write; in versions up
        to 3.51.2 this may damage the file (sqlite.org/wal.html, the WAL-reset bug). A FULL
        checkpoint blocks writers. If another connection still reads an older state, the checkpoint
        gives up at once, and a later write tries again.
        """
        log = Path(f"{self.file}-wal")
        if self.file == IN_MEMORY or not log.exists() or log.stat().st_size < LARGE_LOG:
            return
        try:
            self.must_be_ours()
            _fold(self.conn)
        except StoreFileError:
            return  # the last write is committed, and the next one will report the fault

    @property
    def actor(self) -> str:
        """Return the name that is recorded with every act and event of this connection."""
        return self._acting.name

    @contextmanager
    def acting_as(self, name: str) -> Iterator[None]:
        """Act under another name for the duration of a ``with`` block."""
        before, self._acting.name = self._acting.name, name
        try:
            yield
        finally:
            self._acting.name = before

    @property
    def in_transaction(self) -> bool:
        """Return True if a transaction is open; no platform may be called then (X6)."""
        return self.conn.in_transaction

    def sibling(self) -> Database:
        """Open another connection to the same file, for another thread."""
        found = Database(self.file, self.actor, self._remembering)
        if not self._is_same(found):
            found.close()
            raise StoreFileError("error.file_replaced", file=str(self.file))
        return found

    def _is_same(self, other: Database) -> bool:
        mine, its = self._identity, other._identity
        if isinstance(mine, FileIdentity):
            return isinstance(its, FileIdentity) and mine.is_of(its)
        return mine is None or mine.is_of(its)

    def close(self) -> None:
        """Close the connection.

        The last connection that is closed copies the log into the file. If something else, such as
        a backup, was written over the file, the log would damage that new content. The connection
        then stays open until the process ends, which closes the file without SQLite.
        """
        try:
            self.must_be_ours()
        except StoreFileError:
            if self._identity is not None and self._identity.is_written_over:
                ctypes.pythonapi.Py_IncRef(ctypes.py_object(self.conn))
                return
        self.conn.close()


class _Acting:
    """Implements SQL's ``acting()``, the actor's name.

    It holds no reference to a connection, because that connection would stay open.
    """

    def __init__(self, name: str) -> None:
        self.name = name

    def __call__(self) -> str:
        return self.name


def _explanation(
    database: weakref.ref[Database], file: Path | str
) -> Callable[[sqlite3.Error], Exception | None]:
    """Return a function that maps an SQLite error to a StoreFileError.

    The function returns None if the file is not at fault.
    """
    asked = False

    def explain(bad: sqlite3.Error) -> Exception | None:
        nonlocal asked
        fault = file_errors.explained(bad, file)
        db = database()
        if fault is None or db is None or asked:
            return fault
        asked = True
        try:
            db.must_be_ours()
        except StoreFileError as gone:
            return gone
        finally:
            asked = False
        return fault

    return explain


def _is_of_stored_text(error: Exception) -> bool:
    """Return True if a stored text is not JSON, or a stored word is not a member of its enum."""
    if isinstance(error, JSONDecodeError):
        return True
    frames = traceback.extract_tb(error.__traceback__)
    return isinstance(error, ValueError) and bool(frames) and frames[-1].filename == enum.__file__


def _says_missing(error: BaseException) -> bool:
    """Return True if SQLite reports that a table or column, needed on opening, is missing."""
    return isinstance(error, sqlite3.OperationalError) and "no such" in str(error)


def _fill_platforms(conn: Connection) -> None:
    """Add the registered platforms that are missing in the file's table."""
    if not platforms.is_behind(conn):
        return
    conn.execute("BEGIN IMMEDIATE")
    try:
        platforms.fill(conn)
        conn.execute("COMMIT")
    finally:
        if conn.in_transaction:
            conn.execute("ROLLBACK")


def _fold(conn: Connection) -> None:
    """Checkpoint the WAL, unless another connection is doing so or is reading an older state."""
    conn.execute("PRAGMA busy_timeout = 50")
    try:
        conn.execute("PRAGMA wal_checkpoint(FULL)").fetchone()
    except StoreFileError as busy:
        if busy.code != "error.file_busy":
            raise
    finally:
        conn.execute(f"PRAGMA busy_timeout = {int(connection.PATIENCE * 1000)}")


def _guard_error(bad: sqlite3.IntegrityError) -> GuardError:
    text = str(bad)
    code = text if text.startswith("guard.") else "guard.constraint"
    return GuardError(code, fault=text)
