"""Overwrite deleted data: free pages, remains of rows on pages, and the log.

SQLite overwrites deleted rows (``secure_delete``), but rewritten pages may keep pieces of older
rows, and the log holds older versions of pages. So the file is rewritten, and the log is copied
into it and truncated. Both need a moment in which no connection reads an older state.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from shiponce.errors import StoreFileError
from shiponce.persistence import stores
from shiponce.persistence.database import IN_MEMORY, Database

#: Setting: since when (ms) the file may hold bytes of deleted data; '' if it holds none.
_DUE = "overwrite_due"
#: How long to wait for connections that read or write, in milliseconds.
PATIENCE = 5_000
#: A file larger than this (bytes) is rewritten through a temporary file instead of memory.
_LARGE = 256 * 2**20


def record_due(conn: sqlite3.Connection, at: int) -> None:
    """Record, in the transaction of a deletion, that bytes must still be overwritten."""
    stores.choose(conn, _DUE, str(at))


def is_due(conn: sqlite3.Connection) -> bool:
    """Return True if something that was deleted may still be in the file's bytes."""
    return bool(stores.setting(conn, _DUE))


def overwrite(db: Database, patience: int | None = None) -> bool:
    """Overwrite deleted data, outside a transaction; False if another connection prevents it."""
    patience = PATIENCE if patience is None else patience
    if db.file != IN_MEMORY and not _rewritten(db, patience):
        return False
    with db.write() as conn:
        stores.choose(conn, _DUE, "")
    return True


def _rewritten(db: Database, patience: int) -> bool:
    db.must_be_ours()
    before = db.conn.execute("PRAGMA busy_timeout").fetchone()[0]
    db.conn.execute(f"PRAGMA busy_timeout = {patience:d}")
    try:
        if Path(db.file).stat().st_size > _LARGE:
            db.conn.execute("PRAGMA temp_store = FILE")
        db.conn.execute("VACUUM")
        busy, _, _ = db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except StoreFileError as fault:
        if fault.code in ("error.file_busy", "error.file_full"):  # VACUUM needs the space twice
            return False
        raise
    finally:
        db.conn.execute("PRAGMA temp_store = MEMORY")
        db.conn.execute(f"PRAGMA busy_timeout = {before:d}")
    return not busy
