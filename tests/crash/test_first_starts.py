"""Several hubs start at once, and one dies on the way: nobody refuses, and nobody sees a half."""

from __future__ import annotations

import multiprocessing
import os
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Barrier

import pytest

from shiponce.persistence import connection
from shiponce.persistence.database import Database
from tests.unit.persistence.test_migrations import RELEASED, as_released, tables

#: So many start at a time, and so many times.
HUBS, ROUNDS = 4, 40
BEGINNINGS = ["nothing", "an empty file", "an old file", "a file without a log"]


def begun(beginning: str, file: Path) -> Path:
    """What the hubs find."""
    if beginning == "an empty file":
        file.touch()
    elif beginning == "an old file":
        as_released(RELEASED[0], file)
    elif beginning == "a file without a log":  # as a backup is
        Database(file).close()
        with closing(sqlite3.connect(file)) as conn:
            conn.execute("PRAGMA journal_mode = DELETE")
    return file


def start(file: Path) -> int:
    """Open the file, write, and read what was written."""
    with closing(Database(file)) as db:
        with db.write() as conn:
            conn.execute(
                "INSERT INTO settings VALUES ('starts', '1') ON CONFLICT (name)"
                " DO UPDATE SET value = value + 1"
            )
            row = conn.execute("SELECT value FROM settings WHERE name = 'starts'").fetchone()
        return int(row[0])


def _starts(folder: str, beginning: str, turn: object) -> None:
    for number in range(ROUNDS // 4):
        turn.wait()  # type: ignore[attr-defined]  # a multiprocessing barrier has no name
        start(Path(folder) / f"{beginning}{number}.db")


@pytest.fixture(scope="module")
def new(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The tables of a new file."""
    file = tmp_path_factory.mktemp("new") / "new.db"
    Database(file).close()
    return tables(file)


@pytest.mark.parametrize("beginning", BEGINNINGS)
def test_threads_that_start_at_once_all_come_in(
    beginning: str, tmp_path: Path, new: dict[str, str]
) -> None:
    """A hundred and sixty starts, four at a time."""
    with ThreadPoolExecutor(HUBS) as hands:
        for number in range(ROUNDS // 4):
            file = begun(beginning, tmp_path / f"{number}.db")
            turn = Barrier(HUBS)

            def one(file: Path = file, turn: Barrier = turn) -> int:
                turn.wait()
                return start(file)

            counted = [hand.result() for hand in [hands.submit(one) for _ in range(HUBS)]]
            assert sorted(counted) == [1, 2, 3, 4]
            assert tables(file) == new
    assert not list(tmp_path.glob(".*")), "a draft was left"


@pytest.mark.timeout(300)
def test_processes_that_start_at_once_all_come_in(tmp_path: Path, new: dict[str, str]) -> None:
    """The same, by programs that share no lock but the file's."""
    for beginning in BEGINNINGS:
        for number in range(ROUNDS // 4):
            begun(beginning, tmp_path / f"{beginning}{number}.db")
    spawn = multiprocessing.get_context("spawn")
    turns = [spawn.Barrier(HUBS) for _ in BEGINNINGS]
    children = [
        spawn.Process(target=_starts, args=(str(tmp_path), beginning, turn))
        for beginning, turn in zip(BEGINNINGS, turns, strict=True)
        for _ in range(HUBS)
    ]
    for child in children:
        child.start()
    for child in children:
        child.join(250)
        assert child.exitcode == 0
    for file in tmp_path.glob("*.db"):
        with closing(sqlite3.connect(file)) as conn:
            row = conn.execute("SELECT value FROM settings WHERE name = 'starts'").fetchone()
            assert row == (str(HUBS),)
        assert tables(file) == new


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a killed child needs fork")
@pytest.mark.parametrize("beginning", BEGINNINGS)
def test_a_start_that_is_killed_anywhere_is_made_good_by_the_next(
    beginning: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, new: dict[str, str]
) -> None:
    """At each statement of what a first start gives its database."""
    connect = connection.connect
    passed = last = 0

    def point(_statement: str) -> None:
        nonlocal passed
        passed += 1
        if passed == last:
            os._exit(9)

    def traced(file: Path | str) -> connection.Connection:
        conn = connect(file)
        conn.set_trace_callback(point)
        return conn

    died = True
    while died:
        last += 37 if beginning != "a file without a log" else 1
        folder = tmp_path / f"run{last}"
        folder.mkdir()
        file = begun(beginning, folder / "hub.db")
        child = os.fork()
        if child == 0:
            monkeypatch.setattr(connection, "connect", traced)
            Database(file).close()
            os._exit(0)
        died = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
        assert start(file) == 1
        assert tables(file) == new
    assert last > 2
