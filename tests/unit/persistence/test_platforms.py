"""The table of platforms, and the columns that refer to it."""

from __future__ import annotations

from pathlib import Path

import pytest

from shiponce.domain.platform import platforms
from shiponce.errors import BadInput, GuardError
from shiponce.persistence.database import Database


def test_it_holds_every_registered_platform(tmp_path: Path) -> None:
    """Also after one was taken out: opening the file adds it again."""
    file = tmp_path / "hub.db"
    db = Database(file)
    assert ids(db) == {one.value for one in platforms()}
    with db.write() as conn:
        conn.execute("DELETE FROM platforms WHERE id = 'ebay'")
    db.conn.close()
    assert ids(Database(file)) == {one.value for one in platforms()}


def ids(db: Database) -> set[str]:
    """Return what the table holds."""
    return {row[0] for row in db.conn.execute("SELECT id FROM platforms")}


def test_no_check_lists_platforms() -> None:
    """Every column that names one refers to the table, so that a new one needs no migration."""
    db = Database(":memory:")
    scripts = [row[0] or "" for row in db.conn.execute("SELECT sql FROM sqlite_master")]
    for platform in platforms():
        assert not [script for script in scripts if f"'{platform.value}'" in script]
    referring = {
        (table, row["from"])
        for (table,) in db.conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        for row in db.conn.execute(f"PRAGMA foreign_key_list({table})")
        if row["table"] == "platforms"
    }
    columns = {"stores", "orders", "order_keys", "purges"}
    assert referring == {(one, "platform") for one in columns} | {("listed", "origin_platform")}


def test_a_column_takes_no_unknown_platform() -> None:
    """SQLite itself refuses the row."""
    db = Database(":memory:")
    with pytest.raises(GuardError), db.write() as conn:
        conn.execute("INSERT INTO purges VALUES ('none', 'a', '1', 0, 'Tess')")


def test_a_platform_that_is_not_installed_any_more_is_named(tmp_path: Path) -> None:
    """Its orders could not be read: the file is not opened, and nothing is changed."""
    file = tmp_path / "hub.db"
    db = Database(file)
    with db.write() as conn:
        conn.execute("INSERT INTO platforms VALUES ('gone', 'shop')")
    Database(file)  # nothing of it is here
    with db.write() as conn:
        conn.execute(
            "INSERT INTO stores (name, platform, account, market, prime_to_awaiting, buy_shipping,"
            " connected_at) VALUES ('g', 'gone', 'a', '', 0, 0, 0)"
        )
    with pytest.raises(BadInput) as lacking:
        Database(file)
    assert lacking.value.code == "error.platform_not_installed"
    assert "gone" in str(lacking.value)
