"""The notes of the last act outside a database, and what opening it concludes from them."""

from __future__ import annotations

from pathlib import Path

from shiponce.persistence import stores
from shiponce.persistence.database import Database
from shiponce.persistence.last_act import BESIDE, LastAct

ACT = "INSERT INTO acts (kind, state, key, at, deadline) VALUES ('emails', 'done', 'k', 1, 2)"


def test_a_file_of_an_older_version_may_be_reached_by_another_path(tmp_path: Path) -> None:
    """The first opening writes the note beside it; a copy without that note is known as one."""
    file, state = tmp_path / "hub.db", tmp_path / "state"
    db = Database(file)
    with db.write() as conn:
        conn.execute(ACT)
    db.close()
    Database(file, remembering=state).close()
    assert file.with_name(f"{file.name}{BESIDE}").exists()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "hub.db").write_bytes(file.read_bytes())
    for opened, is_copy in ((file, False), (elsewhere / "hub.db", True)):
        db = Database(opened, remembering=state)
        assert (stores.setting(db.conn, "restored") is not None) is is_copy
        db.close()


def test_a_note_that_cannot_be_replaced_leaves_no_draft(tmp_path: Path) -> None:
    """A folder stands in its place."""
    file = tmp_path / "hub.db"
    db = Database(file)
    with db.write() as conn:
        conn.execute(ACT)
    beside = file.with_name(f"{file.name}{BESIDE}")
    (beside / "full").mkdir(parents=True)
    LastAct(tmp_path / "state", file).note(db.conn, 1)
    assert not list(tmp_path.glob(".*"))
    assert len(list((tmp_path / "state").iterdir())) == 1
