"""A database that lacks a table is called damaged by every command, at once."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from shiponce.cli.error_messages import write_trouble
from tests.installed.program_runner import Person

CONNECT = ["stores", "connect", "shop", "--platform", "bigcommerce", "--account", "abc123"]


@pytest.mark.parametrize("table", ["acts", "orders", "platforms"])
def test_a_table_that_is_missing(person: Person, table: str) -> None:
    """Whether opening the file needs it, or only what is asked for; nothing is tried in vain."""
    assert person.run("shiponce", "--db", "hub.db", *CONNECT).code == 0
    with closing(sqlite3.connect(person.folder / "hub.db")) as conn, conn:
        conn.execute(f"DROP TABLE {table}")
    for args in (["doctor"], ["acts"]):
        ended = person.run("shiponce", "--db", "hub.db", *args)
        assert ended.code == 1
        assert "hub.db is damaged." in ended.err


def test_an_error_that_is_its_own_cause_is_reported(
    tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The report of an internal error ends."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    fault = ValueError("a text that may hold an address")
    fault.__cause__ = fault
    assert "ValueError" in write_trouble(fault, "en")
