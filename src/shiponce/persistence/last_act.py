"""Record the last act of a database outside of it, so that an older copy is recognised.

A backup made by shiponce has a mark; a copy made by other means has none and lacks the labels
bought since. So before each act is sent, its id and time are noted in the user's own folder, under
the database's path. A database at that path without this act is an older copy, or another database.
"""

from __future__ import annotations

import os
import secrets
import sqlite3
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import orjson


class LastAct:
    """The note of the last act of the database at one path. Errors in writing it are ignored."""

    def __init__(self, folder: Path, file: Path | str) -> None:
        """Choose the note's name in *folder* by the real path of *file*, with links resolved."""
        name = sha256(os.path.realpath(file).encode("utf-8", "surrogateescape")).hexdigest()[:20]
        self._note = folder / f"{name}.json"

    def is_known(self, conn: sqlite3.Connection) -> bool:
        """Return True if no act was noted, or the database contains the act that was noted last."""
        noted = self._read()
        if noted is None:
            return True
        row = conn.execute("SELECT 1 FROM acts WHERE id = ? AND at = ?", noted).fetchone()
        return row is not None

    def note(self, conn: sqlite3.Connection, act_id: int) -> None:
        """Note an act right before it is sent; the database already contains it.

        If another process has noted a later act meanwhile, leave that note as it is.
        """
        row = conn.execute("SELECT id, at FROM acts WHERE id = ?", (act_id,)).fetchone()
        noted = self._read()
        if row is not None and (noted is None or noted[0] < row[0] or not self.is_known(conn)):
            self._write((row[0], row[1]))

    def begin_anew(self, conn: sqlite3.Connection) -> None:
        """Note the last act that the database contains now, whatever was noted before."""
        row = conn.execute("SELECT id, at FROM acts ORDER BY id DESC LIMIT 1").fetchone()
        if row is not None:
            self._write((row[0], row[1]))
        else:
            with suppress(OSError):
                self._note.unlink(missing_ok=True)

    def _read(self) -> tuple[int, int] | None:
        try:
            act, at = orjson.loads(self._note.read_bytes())
            return int(act), int(at)
        except (OSError, ValueError, TypeError):
            return None

    def _write(self, noted: tuple[int, int]) -> None:
        draft = self._note.with_name(f".{self._note.name}.{secrets.token_hex(4)}")
        with suppress(OSError):
            self._note.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            draft.write_bytes(orjson.dumps(noted))
            draft.replace(self._note)
