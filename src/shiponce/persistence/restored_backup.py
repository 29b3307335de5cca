"""Handle a database that is a restored backup or an older copy.

A backup has a mark; an older copy is recognised by a note outside the file (``last_act``).
Everything that such a database would send may have been sent already. So platforms are read first,
and no label is bought until every connected store is imported. A platform's order listing lacks the
last minutes, so the first import after the restore is not enough: a store counts as imported once
its orders are imported up to a time some minutes after that first import began.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

import orjson

from shiponce.persistence.platforms import SHOPS

#: The setting in a backup that says when it was made (ms).
MARK = "backup"
#: The setting in a restored database: when the backup was made, how far each store had been
#: imported, and the platform's time at each store's first import since the restore.
_RESTORED = "restored"

#: A shipment appears in a platform's order listing within this time (ms). This is an assumption.
LISTED_AFTER = 5 * 60_000


@dataclass(frozen=True, slots=True)
class Restored:
    """The database is a restored backup; *stores* must still be imported."""

    #: When the backup was made (ms).
    made_at: int
    stores: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Kept:
    """The content of the setting ``restored``; times in ms, stores by id."""

    made_at: int
    #: When each store was last imported before the restore.
    reached: dict[str, int]
    #: The platform's time at each store's first import after the restore.
    asked: dict[str, int]

    def waits_for(self, store: str, imported_at: int, watermark: int) -> bool:
        """Return True if a store must still be imported.

        If an older version wrote the setting, *asked* is empty; then any import is enough.
        """
        if imported_at == self.reached[store]:
            return True
        return store in self.asked and watermark < self.asked[store] + LISTED_AFTER


def is_marked(conn: sqlite3.Connection) -> bool:
    """Return True if the file is a backup that no hub has used yet."""
    return _setting(conn, MARK) is not None


def begin_restored(conn: sqlite3.Connection) -> None:
    """Replace a backup's mark with the setting ``restored``, inside the caller's transaction.

    Notifications that the backup shows as untried may have been sent since, so the platform is read
    before each is sent.
    """
    made_at = int(_setting(conn, MARK) or 0)
    conn.execute("DELETE FROM settings WHERE name = ?", (MARK,))
    _begin(conn, made_at)


def begin_older(conn: sqlite3.Connection) -> None:
    """Record that the database is an older copy, inside the caller's transaction.

    The time of its last event counts as the time when the copy was made.
    """
    _begin(conn, conn.execute("SELECT coalesce(max(at), 0) FROM events").fetchone()[0])


def _begin(conn: sqlite3.Connection, made_at: int) -> None:
    reached = _reached(conn)
    earlier = restored(conn)
    if earlier is not None:
        made_at = min(made_at, earlier.made_at)
    _keep(conn, _Kept(made_at, reached, {}))
    conn.execute("UPDATE notices SET attempts = 1 WHERE state = 'pending' AND attempts = 0")


def begin_import(conn: sqlite3.Connection, store_id: int, there: int) -> None:
    """Record the platform's time (ms) at a store's first import after a restore.

    The caller holds the write transaction.
    """
    kept = _kept(conn)
    if kept is not None:
        kept.asked.setdefault(str(store_id), there)
        _keep(conn, kept)


def _reached(conn: sqlite3.Connection) -> dict[str, int]:
    """Return when (ms) each store was last imported, by store id; 0 for never."""
    rows = conn.execute(
        "SELECT s.id, i.imported_at FROM stores s"
        " LEFT JOIN import_state i ON i.store_id = s.id WHERE s.replaced_at IS NULL"
    )
    return {str(row[0]): row[1] or 0 for row in rows}


def restored(conn: sqlite3.Connection) -> Restored | None:
    """Return which stores must still be imported after a restore; None if none must.

    For a read-only backup, which still has its mark, these are all connected stores.
    """
    mark = _setting(conn, MARK)
    kept = _kept(conn) if mark is None else _Kept(int(mark), _reached(conn), {})
    if kept is None:
        return None
    rows = conn.execute(
        "SELECT s.id, s.name, i.imported_at, i.watermark FROM stores s"  # noqa: S608 - a constant
        " LEFT JOIN import_state i ON i.store_id = s.id"
        " WHERE s.replaced_at IS NULL AND s.disconnected_at IS NULL"
        f" ORDER BY s.platform IN {SHOPS}, s.id"
    )
    waiting = tuple(
        str(row[1])
        for row in rows
        if str(row[0]) in kept.reached and kept.waits_for(str(row[0]), row[2] or 0, row[3] or 0)
    )
    return Restored(kept.made_at, waiting) if waiting else None


def _kept(conn: sqlite3.Connection) -> _Kept | None:
    text = _setting(conn, _RESTORED)
    if text is None:
        return None
    made_at, reached, *asked = orjson.loads(text)
    return _Kept(int(made_at), reached, asked[0] if asked else {})


def _keep(conn: sqlite3.Connection, kept: _Kept) -> None:
    text = orjson.dumps([kept.made_at, kept.reached, kept.asked]).decode()
    conn.execute("INSERT OR REPLACE INTO settings VALUES (?, ?)", (_RESTORED, text))


def _setting(conn: sqlite3.Connection, name: str) -> str | None:
    row = conn.execute("SELECT value FROM settings WHERE name = ?", (name,)).fetchone()
    return None if row is None else str(row[0])
