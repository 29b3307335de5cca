"""What the text of ``orders`` and ``orders show`` says of an order's place, origin and times."""

from __future__ import annotations

import pytest

from shiponce.words import LANGUAGES
from tests.unit.cli.conftest import Market
from tests.unit.cli.test_commands import Output, answer

HEADS = {
    "en": ("Excluded: 2 orders", "History (UTC)"),
    "fr": ("Exclues\u00a0: 2 commandes", "Historique (UTC)"),
}


def test_the_twin_of_an_original_is_shown_as_hidden(shop_first: Market, capsys: Output) -> None:
    """Nobody takes the copy for an order that waits for its shipment."""
    assert shop_first.run("orders", "show", "111-0000001-0000001") == 0
    assert "Hidden (Awaiting Shipment)" in capsys.readouterr().out


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_history_says_its_zone(shop_first: Market, capsys: Output, language: str) -> None:
    """Each of its times is UTC."""
    assert shop_first.run("orders", "show", "500", "--lang", language) == 0
    assert HEADS[language][1] in capsys.readouterr().out.splitlines()


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_a_copy_has_an_origin(market: Market, capsys: Output, language: str) -> None:
    """A marketplace's own order is no copy of itself, and the list has the name of its tab."""
    market.run("stores", "connect", "shop", "--platform", "bigcommerce", "--account", "h1")
    amazon = ("--platform", "amazon", "--account", "A1", "--market", "ATVPDKIKX0DER")
    market.run("stores", "connect", "amz", *amazon)
    number = "111-0000001-0000001"
    for one in (number, "500"):
        criterion = f"order number equals {one}"
        market.run("rules", "add", one, "--if", criterion, "--then", "do not import")
    market.run("import", "--all")
    capsys.readouterr()
    found = answer(market, capsys, "orders", "--excluded")["excluded"]
    assert {row["remote_id"]: row["origin"] for row in found} == {
        number: "",
        "500": f"amazon {number}",
    }
    assert market.run("orders", "--excluded", "--lang", language) == 0
    assert capsys.readouterr().out.startswith(HEADS[language][0])
