"""A file that is no longer the one that was opened is noticed before anything is written."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from shiponce.errors import StoreFileError
from shiponce.persistence import database
from shiponce.persistence.database import Database
from shiponce.persistence.file_identity import FileIdentity

Change = Callable[[Path], object]


def say(db: Database, text: str) -> None:
    """Write one setting."""
    with db.write() as conn:
        conn.execute(
            "INSERT INTO settings VALUES ('x', ?) ON CONFLICT (name) DO UPDATE SET value = ?",
            (text, text),
        )


def another(file: Path) -> Path:
    """Make a second file of the hub."""
    other = file.with_name("other.db")
    Database(other).close()
    return other


def write_over(file: Path, content: bytes) -> None:
    """Put other bytes into the same file, as ``cp`` does."""
    with file.open("r+b") as out:
        out.write(content)
        out.truncate()


def swap(file: Path) -> None:
    """Put an equal file in a file's place."""
    shutil.copy(file, f"{file}-new")
    Path(f"{file}-new").replace(file)


def retarget(file: Path) -> None:
    """Let the path lead elsewhere."""
    real = file.rename(file.with_name("real.db"))
    file.symlink_to(another(file))
    assert real.exists()


CHANGES: dict[str, tuple[Change, str]] = {
    "deleted": (lambda file: file.unlink(), "error.file_gone"),
    "moved": (lambda file: file.rename(file.with_name("old.db")), "error.file_gone"),
    "folder moved": (
        lambda file: file.parent.rename(file.parent.with_name("elsewhere")),
        "error.file_gone",
    ),
    "renamed over": (lambda file: another(file).rename(file), "error.file_replaced"),
    "a link to another": (retarget, "error.file_replaced"),
    "written over with another": (
        lambda file: write_over(file, another(file).read_bytes()),
        "error.file_replaced",
    ),
    "written over with a letter": (
        lambda file: write_over(file, b"Dear Ada, " * 9000),
        "error.file_replaced",
    ),
    "emptied": (lambda file: os.truncate(file, 0), "error.file_replaced"),
    "cut in half": (
        lambda file: os.truncate(file, file.stat().st_size // 2),
        "error.file_replaced",
    ),
    "log deleted": (lambda file: Path(f"{file}-wal").unlink(), "error.file_log_lost"),
    "log replaced": (lambda file: swap(Path(f"{file}-wal")), "error.file_log_lost"),
    "log's index deleted": (lambda file: Path(f"{file}-shm").unlink(), "error.file_log_lost"),
}


@pytest.mark.parametrize(("change", "code"), CHANGES.values(), ids=CHANGES)
def test_a_changed_file_is_noticed_before_anything_is_written(
    change: Change, code: str, tmp_path: Path
) -> None:
    """The act that asks first does not happen, and no transaction begins."""
    (tmp_path / "house").mkdir()
    file = tmp_path / "house" / "hub.db"
    Database(file).close()
    db = Database(file)
    say(db, "before")
    db.must_be_ours()
    change(file)
    for attempt in (db.must_be_ours, lambda: say(db, "after")):
        with pytest.raises(StoreFileError) as refused:
            attempt()
        assert refused.value.code == code
    assert not db.conn.in_transaction


def test_an_older_copy_of_the_same_file_is_noticed(tmp_path: Path) -> None:
    """What was bought since is not in it, though everything else is."""
    file = tmp_path / "hub.db"
    db = Database(file)
    say(db, "one")
    db.close()
    older = file.read_bytes()
    db = Database(file)
    say(db, "two")
    db.close()
    db = Database(file)
    db.must_be_ours()
    write_over(file, older)
    with pytest.raises(StoreFileError) as refused:
        db.must_be_ours()
    assert refused.value.code == "error.file_replaced"


def test_an_older_copy_from_between_two_checkpoints_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A connection that lives for days folds its log many times."""
    monkeypatch.setattr(database, "LARGE_LOG", 1)
    file = tmp_path / "hub.db"
    Database(file).close()
    db = Database(file)
    for number in range(16):
        say(db, str(number))
    shutil.copy(file, tmp_path / "older.db")
    db.close()  # a copy by this process drops its locks
    db = Database(file)
    for number in range(40):
        say(db, str(number))
    db.must_be_ours()
    write_over(file, (tmp_path / "older.db").read_bytes())
    with pytest.raises(StoreFileError):
        db.must_be_ours()


def test_what_the_hubs_do_themselves_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Checkpoints, a second connection, VACUUM and a change of the file's mode are no matter."""
    monkeypatch.setattr(database, "LARGE_LOG", 1)
    file = tmp_path / "hub.db"
    one, two = Database(file), Database(file)
    for number in range(100):
        say(one if number % 3 else two, str(number) * 500)
        one.must_be_ours()
        two.must_be_ours()
    one.conn.execute("VACUUM")
    one.conn.execute("PRAGMA wal_checkpoint(FULL)")
    file.chmod(0o600)
    two.must_be_ours()
    one.close()
    say(two, "last")
    two.close()


def test_a_checkpoint_that_was_cut_off_stops_nobody(tmp_path: Path) -> None:
    """The main file is shorter than its header says; the log holds the rest."""
    file = tmp_path / "hub.db"
    Database(file).close()
    db = Database(file)
    size = file.stat().st_size
    with db.write() as conn:
        conn.execute("INSERT INTO settings VALUES ('long', ?)", ("x" * 200_000,))
    db.conn.execute("PRAGMA wal_checkpoint(FULL)")
    assert file.stat().st_size > size
    grown = os.open(file, os.O_RDWR)  # never closed: that would drop the locks
    os.ftruncate(grown, size)
    identity = db._identity
    assert isinstance(identity, FileIdentity)
    assert identity._main.size == size
    db.must_be_ours()


def test_a_hub_in_memory_has_no_file_to_lose() -> None:
    """Nothing is asked of it."""
    db = Database(":memory:")
    db.must_be_ours()
    say(db, "x")


def test_a_sibling_of_a_replaced_file_is_refused(tmp_path: Path) -> None:
    """Two threads of one hub never work on two files."""
    file = tmp_path / "hub.db"
    db = Database(file)
    other = another(file)
    other.rename(file)
    with pytest.raises(StoreFileError) as refused:
        db.sibling()
    assert refused.value.code == "error.file_replaced"
    conn = sqlite3.connect(file)
    assert conn.execute("SELECT count(*) FROM settings WHERE name = 'x'").fetchone()[0] == 0
    conn.close()
