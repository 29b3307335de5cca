"""Back up the file: written under a temporary name, checked, then renamed."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from shiponce.errors import Refused, StoreFileError
from shiponce.persistence import atomic_files, file_errors, integrity_check, open_file
from shiponce.persistence.connection import IN_MEMORY
from shiponce.persistence.file_identity import another_stamp, stamp
from shiponce.persistence.migrations import APPLICATION_ID
from shiponce.persistence.restored_backup import MARK


@dataclass(frozen=True, slots=True)
class Made:
    """A finished, checked backup."""

    file: Path
    size: int
    orders: int
    shipments: int


def make(conn: sqlite3.Connection, source: Path | str, target: Path, at: int) -> Made:
    """Write a checked copy; Refused if *target* exists, StoreFileError on a fault.

    The copy is the state of one moment, even if other connections write meanwhile. The source is
    not changed.
    """
    if os.path.lexists(target):
        raise Refused(_taken(source, target), file=str(target))
    with (
        _said_of(target),
        file_errors.spoken(target),
        atomic_files.made_beside(target, "part") as draft,
    ):
        try:
            open_file.make_empty(draft)
            conn.execute("VACUUM INTO ?", (str(draft),))
            made = _checked(draft, target, at)
            open_file.give_name(draft, target)
        except FileExistsError as taken:
            raise Refused("error.backup_exists", file=str(target)) from taken
    return made


@contextmanager
def _said_of(target: Path) -> Iterator[None]:
    """If the folder of *target* accepts no file, raise a StoreFileError that says so."""
    try:
        yield
    except StoreFileError as bad:
        if bad.code in ("error.file_read_only", "error.file_denied"):
            folder = target.absolute().parent
            raise StoreFileError("error.backup_no_place", file=str(target), folder=folder) from bad
        raise


def _taken(source: Path | str, target: Path) -> str:
    """Return the error code for an existing *target*: the database itself, or another file."""
    if source != IN_MEMORY and target.exists() and target.samefile(source):
        return "error.backup_is_database"
    return "error.backup_exists"


def _checked(draft: Path, target: Path, at: int) -> Made:
    with closing(sqlite3.connect(draft, isolation_level=None)) as conn:
        conn.row_factory = sqlite3.Row
        conn.execute("PRAGMA synchronous = FULL")
        conn.execute("BEGIN IMMEDIATE")
        conn.execute(f"PRAGMA user_version = {another_stamp(stamp(conn))}")
        conn.execute("INSERT OR REPLACE INTO settings VALUES (?, ?)", (MARK, str(at)))
        conn.execute("COMMIT")
        ours = conn.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
        if not ours or any(integrity_check.damage(conn).values()):
            raise StoreFileError("error.backup_unsound", file=str(target))
        orders, shipments = (
            conn.execute(query).fetchone()[0]
            for query in ("SELECT count(*) FROM orders", "SELECT count(*) FROM shipments")
        )
    with draft.open("r+b") as written:
        os.fsync(written.fileno())
    return Made(target, draft.stat().st_size, orders, shipments)
