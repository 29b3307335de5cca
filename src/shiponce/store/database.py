"""Opening the file and writing to it: one transaction at a time, and never across a call."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlite_utils

from shiponce.domain.actor import PROGRAM
from shiponce.errors import GuardError, ReadOnly, StoreFileError
from shiponce.store.file_identity import FileIdentity, has_stamp, raise_stamp
from shiponce.store.schema import APPLICATION_ID, known_migrations, migrate

#: A database that lives as long as its connection.
IN_MEMORY = ":memory:"
#: How long a writer waits for another one's transaction, in seconds.
_PATIENCE = 30.0
#: The write-ahead log is copied into the file when it has grown beyond this, in bytes.
LARGE_LOG = 32 * 2**20
#: How many writes pass between two looks at its size.
_LOOK_EVERY = 16


class Database:
    """One connection to the hub's file. Reads need nothing; writes go through ``write()``."""

    def __init__(self, file: Path | str, actor: str = PROGRAM) -> None:
        """Open or create the file; StoreFileError, with the file untouched, if it is not ours.

        *actor* is who acts through this connection: it stands on every event that is written.
        """
        self.file = file
        self._acting = _Acting(actor)
        self._written = 0
        self._recording = 0
        self._identity: FileIdentity | None = None
        #: This connection has moved the file's stamp on.
        self._stamped = False
        #: Asked before every write; a hub sets it.
        self.is_read_only: Callable[[], bool] = lambda: False
        fresh = _is_fresh(file)
        if not fresh:
            _check(Path(file))
        try:
            self.conn = _connect(file)
            self.conn.create_function("acting", 0, self._acting)
            self.tables = sqlite_utils.Database(self.conn, execute_plugins=False, strict=True)
            self._prepare(fresh)
        except sqlite3.Error as bad:
            raise StoreFileError("error.file_unusable", file=str(file), fault=str(bad)) from bad
        if file != IN_MEMORY:
            self._identity = FileIdentity(file, self.conn)

    def must_be_ours(self) -> None:
        """Raise StoreFileError when the file under this connection was deleted or replaced.

        Ask before anything that leaves the house: its record would go where nobody finds it.
        """
        if self._identity is not None:
            self._identity.check()

    def _prepare(self, fresh: bool) -> None:
        if fresh and self.file != IN_MEMORY:
            self.conn.execute("PRAGMA journal_mode = WAL")
        # A migration may make a table anew that others refer to; the checks come back with its end.
        self.conn.execute("PRAGMA foreign_keys = OFF")
        with self.write():
            migrate(self.tables)
            stamped = has_stamp(self.conn)
            if not stamped:
                raise_stamp(self.conn)
        if not stamped:
            self._fold()
        self.conn.execute("PRAGMA foreign_keys = ON")

    @contextmanager
    def recording(self) -> Iterator[None]:
        """Let ``write()`` through although the hub is read-only.

        It is for what the platforms and the configuration say, never for what a person asks for.
        """
        self._recording += 1
        try:
            yield
        finally:
            self._recording -= 1

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """Run one transaction; a guard that stands in the way becomes a GuardError.

        In a read-only hub it is ReadOnly before it begins, unless in ``recording()``.
        A disk that is full or fails becomes a StoreFileError, and nothing of it is written.

        It begins IMMEDIATE: a deferred one fails at its first write when another process wrote in
        between, whatever the time-out. It does not nest, and nobody may call a platform inside it.
        """
        if self.is_read_only() and not self._recording:
            raise ReadOnly
        self.must_be_ours()
        try:
            self.conn.execute("BEGIN IMMEDIATE")
            self._stamp()
            yield self.conn
            self.conn.execute("COMMIT")
            self._stamped = self._identity is not None
        except sqlite3.IntegrityError as bad:
            raise _guard_error(bad) from bad
        except sqlite3.OperationalError as bad:
            raise StoreFileError(
                "error.file_unusable", file=str(self.file), fault=str(bad)
            ) from bad
        finally:
            if self.conn.in_transaction:  # after some faults SQLite has rolled back by itself
                self.conn.execute("ROLLBACK")
        self._written += 1
        if self._written % _LOOK_EVERY == 0:
            self._fold_log()

    def _stamp(self) -> None:
        """Move the file's stamp on with the first write: see ``file_identity``."""
        if self._identity is not None and not self._stamped:
            raise_stamp(self.conn)

    def _fold_log(self) -> None:
        """Copy a large log into the file while no other connection writes.

        Left to itself SQLite does so at any commit, beside writers in other connections; up to
        3.51.2 the two may damage the file (sqlite.org/wal.html, the WAL-reset bug). FULL holds
        the writers off. Whoever reads an older state makes it give up at once; the next look
        tries again.
        """
        log = Path(f"{self.file}-wal")
        if self.file == IN_MEMORY or not log.exists() or log.stat().st_size < LARGE_LOG:
            return
        self._fold()

    def _fold(self) -> None:
        self._stamped = False  # the next write moves the stamp on again
        self.conn.execute("PRAGMA busy_timeout = 50")
        try:
            self.conn.execute("PRAGMA wal_checkpoint(FULL)").fetchone()
        except sqlite3.OperationalError:
            return  # somebody else is at it
        finally:
            self.conn.execute(f"PRAGMA busy_timeout = {int(_PATIENCE * 1000)}")

    @property
    def actor(self) -> str:
        """Who acts through this connection."""
        return self._acting.name

    @contextmanager
    def acting_as(self, name: str) -> Iterator[None]:
        """Let somebody else act for a while."""
        before, self._acting.name = self._acting.name, name
        try:
            yield
        finally:
            self._acting.name = before

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction is open: then no call may leave the house (X6)."""
        return self.conn.in_transaction

    def sibling(self) -> Database:
        """Another connection to the same file, for another thread."""
        found = Database(self.file, self.actor)
        if self._identity and found._identity and not self._identity.is_of(found._identity):
            found.close()
            raise StoreFileError("error.file_replaced", file=str(self.file))
        return found

    def close(self) -> None:
        """Give the file back."""
        self.conn.close()


class _Acting:
    """Answer SQL's ``acting()``: who acts. It refers to no connection, which would keep it open."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __call__(self) -> str:
        return self.name


def _connect(file: Path | str) -> sqlite3.Connection:
    conn = sqlite3.connect(str(file), isolation_level=None, timeout=_PATIENCE)
    conn.row_factory = sqlite3.Row
    conn.executescript(
        # FULL, because in WAL mode NORMAL may lose the last commits, and ours are bought labels.
        "PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; PRAGMA trusted_schema = OFF;"
        # No checkpoint at a commit of its own accord: see Database._fold_log.
        "PRAGMA wal_autocheckpoint = 0; PRAGMA mmap_size = 0;"
        "PRAGMA temp_store = MEMORY; PRAGMA cache_size = -32000;"
        # What is deleted is overwritten: rows hold addresses.
        "PRAGMA secure_delete = ON;"
    )
    return conn


def _is_fresh(file: Path | str) -> bool:
    if file == IN_MEMORY:
        return True
    path = Path(file)
    return not path.exists() or path.stat().st_size == 0


def _check(file: Path) -> None:
    """Look at a file through a read-only connection before anything may change it."""
    try:
        conn = sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)
    except sqlite3.Error as bad:
        raise StoreFileError("error.file_unusable", file=str(file), fault=str(bad)) from bad
    try:
        if conn.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
            raise StoreFileError("error.file_foreign", file=str(file))
        applied = {row[0] for row in conn.execute("SELECT name FROM _sqlite_migrations")}
        if applied - known_migrations():
            raise StoreFileError("error.file_newer", file=str(file))
    except sqlite3.DatabaseError as bad:
        raise StoreFileError("error.file_damaged", file=str(file)) from bad
    finally:
        conn.close()


def _guard_error(bad: sqlite3.IntegrityError) -> GuardError:
    text = str(bad)
    code = text if text.startswith("guard.") else "guard.constraint"
    return GuardError(code, fault=text)
