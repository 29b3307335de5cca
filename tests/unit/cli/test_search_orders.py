"""``orders --query``: every shelf unless one is named, with where the matches are."""

from __future__ import annotations

from shiponce.words import say
from tests.unit.cli.conftest import Market
from tests.unit.cli.test_commands import Output, answer


def test_a_hidden_order_is_found_by_its_number(shop_first: Market, capsys: Output) -> None:
    """The copy's number brings both orders, and each row says where it stands."""
    found = answer(shop_first, capsys, "orders", "--query", "500")
    assert [row["number"] for row in found["orders"]] == ["111-0000001-0000001", "500"]
    assert (found["in_all"], found["grid"]) == (2, None)
    assert {name: n for name, n in found["counts"].items() if n} == {
        "awaiting_shipment": 1,
        "hidden": 1,
    }
    assert shop_first.run("orders", "--query", "500") == 0
    out = capsys.readouterr().out
    assert "2 orders match “500”." in out
    assert "1 × Awaiting Shipment, 1 × Hidden" in out
    assert "Hidden (Awaiting Shipment)" in out


def test_a_search_on_one_shelf_says_where_else(shop_first: Market, capsys: Output) -> None:
    """Narrowed to a shelf without a match, it names the others, in the reader's language."""
    assert shop_first.run("orders", "--query", "500", "--status", "shipped") == 0
    out = capsys.readouterr().out
    assert "0 orders match “500”." in out
    assert "Other lists have matches too: 1 × Awaiting Shipment, 1 × Hidden." in out
    assert shop_first.run("orders", "--query", "500", "--hidden", "--lang", "fr") == 0
    out = capsys.readouterr().out
    assert out.startswith("1 commande correspond")
    awaiting = say("word.status.awaiting_shipment", "fr")
    assert f"D’autres listes ont aussi des résultats\u00a0: 1 × {awaiting}." in out


def test_an_excluded_order_is_found(market: Market, capsys: Output) -> None:
    """In all, and in the list of the excluded ones."""
    market.run("stores", "connect", "shop", "--platform", "bigcommerce", "--account", "h1")
    amazon = ("--platform", "amazon", "--account", "A1", "--market", "ATVPDKIKX0DER")
    market.run("stores", "connect", "amz", *amazon)
    market.run("rules", "add", "No", "--if", "order number equals 501", "--then", "do not import")
    market.run("import", "--all")
    capsys.readouterr()
    for args in ((), ("--excluded",)):
        found = answer(market, capsys, "orders", "--query", "501", *args)
        assert [row["remote_id"] for row in found["excluded"]] == ["501"]
        assert (found["orders"], found["in_all"], found["counts"]["excluded"]) == ([], 1, 1)
    assert market.run("orders", "--query", "501") == 0
    assert "1 × Excluded" in capsys.readouterr().out
    assert market.run("orders", "--excluded", "--query", "500") == 0
    out = capsys.readouterr().out
    assert out.startswith("0 orders match")
    assert "Hidden" in out


def test_rows_on_hold_say_by_whom(shop_first: Market, capsys: Output) -> None:
    """The list of the orders on hold has a column for it."""
    shop_first.run("orders", "hold", "501", "--by", "Ada", "--until", "2026-12-24")
    capsys.readouterr()
    assert shop_first.run("orders", "--status", "on_hold") == 0
    out = capsys.readouterr().out
    assert "On hold" in out.splitlines()[1]
    assert "Ada, until 24 Dec 2026" in out
