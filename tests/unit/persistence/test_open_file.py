"""A file that is not ours to write is refused, and is afterwards what it was."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from shiponce.errors import StoreFileError
from shiponce.persistence.database import Database


def ours(file: Path, *statements: str) -> None:
    """Make a closed file of the hub, changed by these statements."""
    Database(file).close()
    conn = sqlite3.connect(file)
    for statement in ("PRAGMA journal_mode = DELETE", *statements):
        conn.execute(statement)
    conn.commit()
    conn.close()


def refusal(file: Path) -> str:
    """Why the file is not opened, and that not one byte of it has changed."""
    before = file.read_bytes()
    with pytest.raises(StoreFileError) as refused:
        Database(file)
    assert file.read_bytes() == before
    return refused.value.code


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    """A person who mistypes a file's name loses nothing."""
    file = tmp_path / "photos.db"
    conn = sqlite3.connect(file)
    conn.execute("CREATE TABLE photos (id INTEGER)")
    conn.close()
    assert refusal(file) == "error.file_foreign"


def test_a_newer_hubs_file_is_left_alone(tmp_path: Path) -> None:
    """An older program cannot know what a newer one promised."""
    file = tmp_path / "hub.db"
    ours(
        file,
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
        " SELECT migration_set, 'm999_later', applied_at FROM _sqlite_migrations LIMIT 1",
    )
    assert refusal(file) == "error.file_newer"


def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path) -> None:
    """It may be a person's letter."""
    file = tmp_path / "letter.txt"
    file.write_bytes(b"Dear Ada, this is a letter and no database at all. " * 40)
    assert refusal(file) == "error.file_not_database"


def test_our_own_file_opens_again(tmp_path: Path) -> None:
    """The refusals above are about what was changed, not about every file."""
    file = tmp_path / "hub.db"
    ours(file)
    Database(file).close()
