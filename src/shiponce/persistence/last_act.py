"""Record the last act of a database outside of it, so that an older copy is recognised.

A backup made by shiponce has a mark; a copy made by other means has none and lacks the labels
bought since. So before each act is sent, its id and time are noted in two files: one in the user's
own folder, named after the database's path, and one beside the database, which also serves other
users of the database and a user whose own folder cannot be written. A database that lacks a noted
act is an older copy, or another database.

The database itself contains a digest of the path at which it is used. A database from another path
without a note beside it is a copy, too. If only its folder was renamed, the note is still there.
"""

from __future__ import annotations

import os
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import orjson

from shiponce.persistence import stores

#: What is appended to the database's name for the note beside it.
BESIDE = ".last-act"
#: The setting that holds the digest of the path at which the database is used.
_PLACE = "last_act_place"


class LastAct:
    """The notes of the last act of the database at one path.

    An error in writing one note is ignored: whoever can write the database can write the note
    beside it.
    """

    def __init__(self, folder: Path, file: Path | str) -> None:
        """Choose the notes' names by the real path of *file*, with links resolved."""
        real = os.path.realpath(file)
        name = sha256(real.encode("utf-8", "surrogateescape")).hexdigest()[:20]
        self._file, self._place = Path(real), name
        self._notes = (folder / f"{name}.json", Path(f"{real}{BESIDE}"))

    def is_known(self, conn: sqlite3.Connection) -> bool:
        """Return True if the database contains every act that was noted as the last one."""
        query = "SELECT 1 FROM acts WHERE id = ? AND at = ?"
        return all(conn.execute(query, noted).fetchone() for noted in self._noted())

    def is_copy(self, conn: sqlite3.Connection) -> bool:
        """Return True if the database has acts, is from another path, and has no note beside it."""
        place = stores.setting(conn, _PLACE)
        if place in (None, self._place) or self._notes[-1].exists():
            return False
        return conn.execute("SELECT 1 FROM acts LIMIT 1").fetchone() is not None

    def is_at_home(self, conn: sqlite3.Connection) -> bool:
        """Return True if the path recorded in the database is its path now."""
        return stores.setting(conn, _PLACE) == self._place

    def settle_here(self, conn: sqlite3.Connection) -> None:
        """Record the current path in the database, inside the caller's transaction."""
        stores.choose(conn, _PLACE, self._place)

    def note(self, conn: sqlite3.Connection, act_id: int) -> None:
        """Note an act right before it is sent; the database already contains it.

        If another process has noted a later act meanwhile, leave that note as it is.
        """
        row = conn.execute("SELECT id, at FROM acts WHERE id = ?", (act_id,)).fetchone()
        latest = max(self._noted(), default=None)
        if row is not None and (latest is None or latest[0] < row[0] or not self.is_known(conn)):
            self._write((row[0], row[1]))

    def begin_anew(self, conn: sqlite3.Connection) -> None:
        """Note the last act that the database contains now, in place of any earlier note."""
        row = conn.execute("SELECT id, at FROM acts ORDER BY id DESC LIMIT 1").fetchone()
        if row is not None:
            self._write((row[0], row[1]))
            return
        for note in self._notes:
            with suppress(OSError):
                note.unlink(missing_ok=True)

    def _noted(self) -> Iterator[tuple[int, int]]:
        for note in self._notes:
            with suppress(OSError, ValueError, TypeError):
                act, at = orjson.loads(note.read_bytes())
                yield int(act), int(at)

    def _write(self, noted: tuple[int, int]) -> None:
        for note in self._notes:
            draft = note.with_name(f".{note.name}.{secrets.token_hex(4)}")
            with suppress(OSError):
                note.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                draft.write_bytes(orjson.dumps(noted))
                if note is self._notes[-1]:  # for whoever shares the database, as SQLite's log is
                    draft.chmod(self._file.stat().st_mode & 0o666)
                draft.replace(note)
            with suppress(OSError):
                draft.unlink(missing_ok=True)  # left where the note could not be replaced
