"""The write-ahead log is folded into the file, and only while nobody else writes."""

from __future__ import annotations

from pathlib import Path

import pytest

from shiponce.persistence import database
from shiponce.persistence.database import Database


def grow(db: Database, writes: int) -> None:
    """Write settings of some size, one transaction each."""
    for number in range(writes):
        with db.write() as conn:
            conn.execute(
                "INSERT INTO settings VALUES ('x', ?) ON CONFLICT (name) DO UPDATE SET value = ?",
                (value := str(number) * 2000, value),
            )


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the log's file; a hundred kilobytes count as large here."""
    monkeypatch.setattr(database, "LARGE_LOG", 100_000)
    return tmp_path / "hub.db-wal"


def test_a_large_log_starts_over(tmp_path: Path, log: Path) -> None:
    """It does not grow with every write for ever, though no commit folds it by itself."""
    db = Database(tmp_path / "hub.db")
    assert db.conn.execute("PRAGMA wal_autocheckpoint").fetchone()[0] == 0
    grow(db, 400)
    assert log.stat().st_size < 600_000
    db.close()


def test_a_reader_of_an_older_state_stops_nobody(tmp_path: Path, log: Path) -> None:
    """While somebody reads, the log waits for a later look and every write still succeeds."""
    db = Database(tmp_path / "hub.db")
    reader = Database(tmp_path / "hub.db")
    reader.conn.execute("BEGIN")
    reader.conn.execute("SELECT count(*) FROM settings").fetchone()
    grow(db, 100)
    held = log.stat().st_size
    reader.conn.execute("ROLLBACK")
    grow(db, 400)
    assert log.stat().st_size < held + 600_000
    assert db.conn.execute("SELECT value FROM settings").fetchone()[0].startswith("399")
    reader.close()
    db.close()
