"""A file whose indexes disagree with its tables is never called intact, and can be mended."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing, nullcontext
from pathlib import Path

import pytest

from shiponce.cli.run_command import run
from shiponce.decisions.doctor_checks import Level
from shiponce.errors import StoreFileError
from shiponce.hub import Hub
from shiponce.persistence import integrity_check
from tests.doubles.platforms_in_memory import a_hub, an_order

FLIPPED = "111-0000006-0000001"


def a_file(file: Path, orders: int) -> None:
    """Return a stopped hub's file; everything is in it, and nothing in its log."""
    hub, world = a_hub(str(file))
    for number in range(1, orders + 1):
        order = an_order(remote_id=f"111-{number:07d}-0000001")
        world.stores["amz"].orders[order.remote_id] = order
    hub.imports.run_all()
    hub.shipping.ship(hub.orders.find(FLIPPED), "house:ground")
    hub.close()


def flip(file: Path, place: str) -> None:
    """One bit of an order's id, from the first page of a b-tree on."""
    with closing(sqlite3.connect(file)) as conn:
        (root,) = conn.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (place,))
        (size,) = conn.execute("PRAGMA page_size").fetchone()
    data = bytearray(file.read_bytes())
    start = (root[0] - 1) * size
    at = data.index(FLIPPED.encode(), start) + 10
    data[at] ^= 0x08
    file.write_bytes(data)


def flip_key(file: Path, remote_id: str) -> None:
    """Return a key of an order, from the table that is sorted by its keys."""
    data = bytearray(file.read_bytes())
    at = data.index(b"amazon" + remote_id.encode()) + len("amazon") + 10
    data[at] ^= 0x08
    file.write_bytes(data)


def codes(hub: Hub) -> dict[str, Level]:
    """Return what the doctor finds."""
    return {finding.code: finding.level for finding in hub.maintenance.doctor()}


def doctor(hub: Hub, *args: str) -> int:
    """Return the command's exit code."""
    return run(["doctor", *args], lambda *_: nullcontext(hub))


@pytest.mark.parametrize("orders", [7, 40])
def test_an_index_that_disagrees_is_found_and_mended(
    orders: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Not called intact, no backup of it; written anew, every order is there as before."""
    file = tmp_path / "hub.db"
    a_file(file, orders)
    flip(file, "sqlite_autoindex_orders_1")
    hub, _ = a_hub(str(file), connect=False)
    found = codes(hub)
    assert found["indexes"] is Level.TROUBLE
    assert not found.keys() & {"file", "integrity"}
    with pytest.raises(StoreFileError) as refused:
        hub.maintenance.backup(tmp_path / "copy.db")
    assert refused.value.code == "error.backup_unsound"
    assert doctor(hub) == 1
    assert "$ shiponce doctor --reindex" in capsys.readouterr().out
    before = [row["remote_id"] for row in hub._db.conn.execute("SELECT * FROM orders ORDER BY id")]
    doctor(hub, "--reindex")
    assert "The indexes were written anew" in capsys.readouterr().out
    assert codes(hub)["file"] is Level.OK
    after = [row["remote_id"] for row in hub._db.conn.execute("SELECT * FROM orders ORDER BY id")]
    assert before == after
    hub.close()


def test_damage_is_found_behind_a_hundred_lines_that_are_false(tmp_path: Path) -> None:
    """Older SQLite takes each key of an order for NULL, and stops after a hundred lines."""
    file = tmp_path / "hub.db"
    a_file(file, 150)
    flip_key(file, "111-0000140-0000001")
    hub, _ = a_hub(str(file), connect=False)
    assert codes(hub)["indexes"] is Level.TROUBLE
    with pytest.raises(StoreFileError):
        hub.maintenance.backup(tmp_path / "copy.db")
    hub.close()


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_what_the_indexes_do_not_mend_is_left_as_it_is(
    lang: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same order came twice behind a damaged index: two rows with one key, and no new index."""
    file = tmp_path / "hub.db"
    a_file(file, 7)
    flip(file, "sqlite_autoindex_orders_1")
    hub, world = a_hub(str(file), connect=False)
    world.stores["amz"].orders[FLIPPED] = an_order(remote_id=FLIPPED)
    hub.imports.run_all()
    rows = hub._db.conn.execute("SELECT count(*) FROM orders").fetchone()[0]
    assert doctor(hub, "--reindex", "--lang", lang) == 1
    assert str(file) in capsys.readouterr().err
    assert hub._db.conn.execute("SELECT count(*) FROM orders").fetchone()[0] == rows
    assert not integrity_check.is_whole(hub._db.conn)
    hub.close()


@pytest.mark.parametrize(
    "lines",
    [
        ["row 7 missing from index sqlite_autoindex_orders_1"],
        ["wrong # of entries in index shelf", "row not in PRIMARY KEY order for order_keys"],
    ],
)
def test_lines_about_indexes_are_told_from_others(lines: Sequence[str]) -> None:
    """Each sentence of SQLite on an index, whole."""
    assert all(integrity_check._OF_AN_INDEX.fullmatch(line) for line in lines)
    assert not integrity_check._OF_AN_INDEX.fullmatch("Page 7: never used")
