"""``shiponce orders --export``: the whole filter, and no cell that a spreadsheet runs (K5)."""

from __future__ import annotations

import csv
from pathlib import Path

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shiponce.services.export_orders import as_text
from tests.unit.cli.conftest import Market, storefront

BEGINNINGS = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    " =1",
    "＝1",
    "\u00a0=1",
    "|calc",
    "%0A",
)


@pytest.mark.proves("K5")
@pytest.mark.parametrize("text", BEGINNINGS)
def test_a_formula_becomes_text(text: str) -> None:
    """Whatever a spreadsheet would run begins with an apostrophe; nothing is lost."""
    assert as_text(text) == f"'{text}"


@given(st.text())
def test_no_cell_begins_as_a_formula(text: str) -> None:
    """Any other text stays as it is."""
    cell = as_text(text)
    assert cell[:1] not in ("=", "+", "-", "@", "\t", "\r", "\n")
    assert cell in (text, f"'{text}")


@pytest.mark.proves("K5")
def test_the_filter_is_exported_whole(shop_first: Market, tmp_path: Path) -> None:
    """More orders than the list shows; hostile names stay one cell of text."""
    many = [storefront(str(n), buyer=f'=HYPERLINK("x","{n}"),é') for n in range(600, 670)]
    shop_first.place("shop", *many)
    assert shop_first.run("import", "shop") == 0
    file = tmp_path / "orders.csv"
    assert shop_first.run("orders", "--query", "HYPERLINK", "--export", str(file)) == 0
    with file.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == 70
    assert {row["buyer"][:12] for row in rows} == {"'=HYPERLINK("}
    assert rows[0]["total"] == "12.99"
    assert not [cell for row in rows for cell in row.values() if cell[:1] in set("=+-@\t\r")]
    assert file.stat().st_mode & 0o077 == 0


def test_json_keeps_every_text_as_it_is(shop_first: Market, tmp_path: Path) -> None:
    """A program reads it, and no spreadsheet."""
    shop_first.place("shop", storefront("600", buyer="=1+1"))
    shop_first.run("import", "shop")
    file = tmp_path / "orders.json"
    assert shop_first.run("orders", "--export", str(file)) == 0
    orders = orjson.loads(file.read_bytes())["orders"]
    assert "=1+1" in {order["buyer"] for order in orders}
    assert len(orders) == 3


def test_nothing_is_overwritten_or_guessed(shop_first: Market, tmp_path: Path) -> None:
    """Exit 1 for a file that exists, 2 for a suffix that says nothing and for excluded orders."""
    file = tmp_path / "orders.csv"
    file.write_text("mine")
    assert shop_first.run("orders", "--export", str(file)) == 1
    assert file.read_text() == "mine"
    assert shop_first.run("orders", "--export", str(file), "--force") == 0
    assert shop_first.run("orders", "--export", str(tmp_path / "orders.xls")) == 2
    assert shop_first.run("orders", "--excluded", "--export", str(tmp_path / "a.csv")) == 2
