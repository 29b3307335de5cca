"""``slips`` and ``picklist``: files, refusals, exit codes and JSON."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from shiponce.cli.root_command import COMMANDS
from shiponce.domain.money import Money
from shiponce.domain.order import Line, OrderStatus, PackingFact, PackingFactKind
from tests.platform_ids import BIGCOMMERCE
from tests.unit.cli.conftest import AMAZON, Market, mug, storefront
from tests.unit.cli.test_commands import Output, answer
from tests.unit.documents.reading import barcodes, texts

AMZ = "111-0000001-0000001"


@pytest.fixture
def here(shop_first: Market, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Market:
    """The market, in a folder of its own."""
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return shop_first


def test_slips_are_written_to_the_default_file(here: Market, capsys: Output) -> None:
    """One page for each order, and its name is said."""
    assert here.run("slips", "501", AMZ) == 0
    assert capsys.readouterr().out == "packing-slips.pdf: 2 pages.\n"
    assert barcodes(Path("packing-slips.pdf").read_bytes()) == [["501"], [AMZ]]
    assert Path("packing-slips.pdf").stat().st_mode & 0o077 == 0


def test_a_hidden_copy_leads_to_its_original(here: Market, capsys: Output) -> None:
    """Said in the reader's language; the purchase has one slip."""
    assert here.run("slips", "500", AMZ, "--lang", "fr") == 0
    out = capsys.readouterr().out
    assert "500 est une copie masquée\u00a0; le document concerne son original" in out
    (page,) = texts(Path("packing-slips.pdf").read_bytes())
    assert "Bon de livraison" in page
    assert "Commande 111-0000001-0000001" in page


def test_filters_choose_as_they_list(here: Market, capsys: Output) -> None:
    """By status in the reader's words, by search, and with a limit that is said."""
    assert here.run("slips", "--status", "awaiting shipment", "--output", "a.pdf") == 0
    assert len(texts(Path("a.pdf").read_bytes())) == 2
    assert here.run("slips", "--query", "MUG", "--limit", "1", "--output", "b.pdf") == 0
    out = capsys.readouterr().out
    assert "2 more orders match; --limit left them out." in out
    assert len(texts(Path("b.pdf").read_bytes())) == 1
    assert here.run("picklist", "--hidden", "--output", "c.pdf") == 0
    assert "500 is a hidden copy" in capsys.readouterr().out


def test_every_filter_of_orders_is_offered() -> None:
    """And each means the same, because the options are the same."""
    from shiponce.cli.orders import command as orders
    from shiponce.cli.picklist import command as picklist
    from shiponce.cli.slips import command as slips

    filters = {name for param in orders.params for name in param.opts if name.startswith("--")}
    filters -= {"--export"}  # says where to, not which
    for command in (slips, picklist):
        names = {name for param in command.params for name in param.opts}
        assert filters - names == set()
    assert {"slips", "picklist"} <= set(COMMANDS)


def test_nothing_is_overwritten_unasked(here: Market, capsys: Output) -> None:
    """Not the file, and in a folder not one of the files; --force replaces them."""
    assert here.run("slips", "501") == 0
    before = Path("packing-slips.pdf").read_bytes()
    assert here.run("slips", AMZ) == 1
    assert "already exists; nothing was written" in capsys.readouterr().err
    assert Path("packing-slips.pdf").read_bytes() == before
    assert here.run("slips", AMZ, "--force") == 0
    assert barcodes(Path("packing-slips.pdf").read_bytes()) == [[AMZ]]
    Path("out").mkdir()
    assert here.run("slips", AMZ, "--output", "out") == 0
    (written,) = Path("out").iterdir()
    assert here.run("slips", "501", AMZ, "--output", "out") == 1
    assert list(Path("out").iterdir()) == [written]
    assert here.run("slips", "501", AMZ, "--output", "out", "--force") == 0
    assert len(list(Path("out").iterdir())) == 2


def test_refusals_name_the_reason_and_write_nothing(here: Market, capsys: Output) -> None:
    """Exit 2 for what does not exist or contradicts itself, 1 for what cannot be as things are."""
    for args, code, said in (
        (("slips", "nobody"), 2, "There is no order nobody here"),
        (("slips",), 2, "No orders were chosen"),
        (("picklist",), 2, "No orders were chosen"),
        (("slips", "501", "--status", "shipped"), 2, "ORDER"),
        (("slips", "--status", "shipped", "--hidden"), 2, "--hidden"),
        (("slips", "501", "--paper", "a5"), 2, "a4, letter, 4x6"),
        (("slips", "501", "--output", "-", "--json"), 2, "--json"),
        (("slips", "501", "--labelled"), 1, "has no live label"),
        (("slips", "--status", "shipped"), 1, "There is no packing slip to draw"),
        (("picklist", "--status", "shipped"), 1, "There is nothing to pick"),
        (("slips", "501", "--output", "no/such/folder.pdf"), 1, "folder"),
    ):
        assert here.run(*args) == code, args
        shown = capsys.readouterr()
        assert said in shown.out + shown.err, args
    assert list(Path().iterdir()) == []


def test_the_pdf_alone_goes_to_stdout(
    here: Market, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is said besides goes to stderr."""
    stdout = io.TextIOWrapper(io.BytesIO())
    with monkeypatch.context() as patched:
        patched.setattr(sys, "stdout", stdout)
        assert here.run("slips", "500", "501", "--output", "-") == 0
    assert isinstance(stdout.buffer, io.BytesIO)
    assert len(texts(stdout.buffer.getvalue())) == 2
    assert "hidden copy" in capsys.readouterr().err
    assert list(Path().iterdir()) == []


def test_json_says_what_was_drawn_and_what_not(here: Market, capsys: Output) -> None:
    """The content of slips and list as data, the files, and every order without a document."""
    here.place(
        "shop",
        storefront("502", status=OrderStatus.AWAITING_PAYMENT),
        storefront(
            "503",
            buyer="ꦗ",
            lines=(Line("1", "JAR", "Jar ꦗ", 3, Money(100, "USD"), 1),),
        ),
    )
    here.run("import", "shop")
    capsys.readouterr()
    assert here.run("slips", "502", "503", "--json") == 1
    found = json.loads(capsys.readouterr().out)
    (slip,) = found["slips"]
    assert (slip["number"], slip["barcode"]) == ("503", "503")
    assert slip["lines"][0]["units"] == 3
    assert [one["reason"]["code"] for one in found["left_out"]] == ["document.why.awaiting_payment"]
    (file,) = found["files"]
    assert file["file"] == "packing-slips.pdf"
    assert file["not_drawn"] == ["U+A997 JAVANESE LETTER JA"]
    listed = answer(here, capsys, "picklist", "--status", "awaiting_shipment")
    assert listed["units"] == 5
    assert {one["sku"]: one["units"] for one in listed["pick_list"]["lines"]} == {
        "MUG-SLATE": 2,
        "JAR": 3,
    }


def test_what_no_font_has_is_said(here: Market, capsys: Output) -> None:
    """With its number and name, and with the way out."""
    here.place("shop", storefront("503", lines=(Line("1", "J", "ꦗ", 1, Money(1, "USD"), 1),)))
    here.run("import", "shop")
    capsys.readouterr()
    assert here.run("slips", "503") == 0
    assert "U+A997 JAVANESE LETTER JA" in capsys.readouterr().out


def test_the_language_of_the_slip_is_its_own(here: Market) -> None:
    """The interface's by default."""
    here.run("slips", "501", "--language", "fr", "--output", "fr.pdf")
    assert "1 unité dans ce colis" in texts(Path("fr.pdf").read_bytes())[0]
    here.run("picklist", "501", "--output", "en.pdf", "--paper", "4x6", "--language", "en")
    assert "1 unit in all" in texts(Path("en.pdf").read_bytes())[0]


def test_a_hidden_copy_says_where_its_originals_goods_are(
    market: Market, capsys: Output, tmp_path: Path
) -> None:
    """Amazon has no place in the stock; the shop's copy of the order has."""
    place = PackingFact(PackingFactKind.LOCATION, "C-09")
    line = Line("1", "MUG-SLATE", "Slate mug", 1, Money(1299, "USD"), 400, packing=(place,))
    market.place("shop", mug(BIGCOMMERCE, "500", lines=(line,)))
    market.run("stores", "connect", "shop", "--platform", "bigcommerce", "--account", "h1")
    market.run("stores", "connect", "amz", "--platform", "amazon", *AMAZON)
    market.run("import", "--all")
    capsys.readouterr()
    found = answer(market, capsys, "picklist", AMZ, "--output", str(tmp_path / "list.pdf"))
    assert [one["location"] for one in found["pick_list"]["lines"]] == ["C-09"]
    assert "C-09" in texts((tmp_path / "list.pdf").read_bytes())[0]
