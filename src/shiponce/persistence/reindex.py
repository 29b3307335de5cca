"""Rebuild the indexes of a file from its tables when an index was damaged."""

from __future__ import annotations

import sqlite3

from shiponce.errors import StoreFileError
from shiponce.persistence import integrity_check, search_index
from shiponce.persistence.database import Database


def reindex(db: Database) -> None:
    """Rebuild all indexes in one transaction; commit only if SQLite then finds the file sound."""
    with db.write() as conn:
        try:
            conn.execute("REINDEX")
            search_index.rebuild(conn)
            is_sound = integrity_check.is_whole(conn)
        except sqlite3.OperationalError:
            raise  # locked, full or failing: reported as such
        except sqlite3.DatabaseError:  # a page that cannot be read, or two rows with one key
            is_sound = False
        if not is_sound:
            raise StoreFileError("error.reindex_failed", file=str(db.file))
