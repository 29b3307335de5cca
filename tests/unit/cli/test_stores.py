"""``shiponce stores``: what is set up wrongly on the first day is said, and can be undone."""

from __future__ import annotations

import json

import pytest

from shiponce.views.stores import Disconnection, StoreRow
from shiponce.words import LANGUAGES

from .conftest import Market
from .test_commands import Output, answer, keys


def test_without_yes_it_is_only_said(shop_first: Market, capsys: Output) -> None:
    """The numbers, nothing changed, and exit 1: nobody disconnects by mistake."""
    before = answer(shop_first, capsys, "stores")
    assert shop_first.run("stores", "disconnect", "amz") == 1
    out = capsys.readouterr().out
    assert "1 open order is excluded" in out
    assert "1 copy of its orders is matched again" in out
    assert "No marketplace is connected then" in out
    assert "shiponce stores disconnect amz --yes" in out
    assert answer(shop_first, capsys, "stores") == before
    assert shop_first.run("stores", "disconnect", "amz", "--json") == 1
    asked = json.loads(capsys.readouterr().out)
    assert asked["done"] is False
    done = answer(shop_first, capsys, "stores", "disconnect", "amz", "--yes")
    assert done["done"] is True
    assert done["disconnection"].keys() == keys(Disconnection)
    assert done["disconnection"] == asked["disconnection"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_store_leaves_and_returns(shop_first: Market, capsys: Output, language: str) -> None:
    """Listed with the reason, found by ``why``, passed over by ``--all``, and back again."""

    def run(*args: str) -> str:
        shop_first.run("--lang", language, *args)
        said = capsys.readouterr()
        return said.out + said.err

    run("stores", "disconnect", "shop", "--yes")
    word = {"en": "disconnected", "fr": "déconnectée"}[language]
    assert word in run("stores")
    assert word in run("orders", "--excluded")
    said = run("why", "501")
    assert word in said
    assert "shiponce stores connect shop --platform bigcommerce --account h1" in said
    assert shop_first.run("import", "--all") == 0
    assert "shop" not in capsys.readouterr().out
    assert shop_first.run("import", "shop") == 1
    assert "stores connect" in capsys.readouterr().err
    assert shop_first.run("ship", "501", "--option", "house:ground") == 1
    capsys.readouterr()
    row = answer(shop_first, capsys, "stores")["stores"][0]
    assert row.keys() == keys(StoreRow)
    assert (row["name"], row["excluded"]) == ("shop", 2)
    again = ("stores", "connect", "boutique", "--platform", "bigcommerce", "--account", "h1")
    assert shop_first.run(*again) == 0
    capsys.readouterr()
    listed = answer(shop_first, capsys, "orders", "--excluded")
    assert listed["excluded"] == []
    shop_first.platforms["boutique"] = shop_first.platforms["shop"]
    assert shop_first.run("import", "--all") == 0


def test_every_name_of_a_listed_order_leads_to_why(shop_first: Market, capsys: Output) -> None:
    """Its number, its id and store:number find an excluded order as they find any other."""
    shop_first.run("stores", "disconnect", "shop", "--yes")
    capsys.readouterr()
    row = next(
        row
        for row in answer(shop_first, capsys, "orders", "--excluded")["excluded"]
        if row["remote_id"] == "501"
    )
    for ref in ("501", "shop:501", f"#{row['order_id']}"):
        found = answer(shop_first, capsys, "why", ref)
        assert found["order"]["visibility"] == "excluded"
        assert found["why"]["headline"]["code"] == "why.store_disconnected"


@pytest.mark.parametrize(
    "words",
    [
        ("connect", "x", "--platform", "amazon", "--account", "A2"),
        ("connect", "x", "--platform", "amazon", "--account", "A2", "--market", "moon"),
        ("connect", "x", "--platform", "ebay", "--account", "a", "--market", "XX"),
        ("connect", "x", "--platform", "ebay", "--account", "a", "--integration", "new"),
        ("connect", "x", "--platform", "bigcommerce", "--account", "a", "--prime-to-awaiting"),
        ("connect", "x", "--platform", "bigcommerce", "--account", "a", "--no-buy-shipping"),
        ("connect", "x", "--platform", "bigcommerce", "--account", "a", "--market", "EBAY_US"),
        ("connect", "x", "--platform", "bigcommerce", "--account", "a b"),
        ("connect", "日本", "--platform", "bigcommerce", "--account", "a"),
        ("edit", "shop"),
        ("edit", "nobody", "--name", "x"),
        ("edit", "shop", "--no-prime-to-awaiting", "--market", "EBAY_US"),
        ("disconnect", "nobody", "--yes"),
        ("disconnect",),
    ],
)
def test_what_cannot_be_meant_ends_with_2(
    shop_first: Market, capsys: Output, words: tuple[str, ...]
) -> None:
    """One sentence on stderr, and nothing is connected or changed."""
    before = answer(shop_first, capsys, "stores")
    assert shop_first.run("stores", *words) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.splitlines()) == 1
    assert answer(shop_first, capsys, "stores") == before


def test_a_store_is_edited(shop_first: Market, capsys: Output) -> None:
    """The new name says which variables its credentials are read from now."""
    assert shop_first.run("stores", "edit", "amz", "--name", "amazon", "--no-buy-shipping") == 0
    assert "SHIPONCE_AMAZON_REFRESH_TOKEN" in capsys.readouterr().out
    row = answer(shop_first, capsys, "stores")["stores"][1]
    assert (row["name"], row["buy_shipping"]) == ("amazon", False)
    row = answer(shop_first, capsys, "stores", "edit", "amazon", "--buy-shipping")["store"]
    assert row["buy_shipping"] is True
    assert shop_first.run("stores", "edit", "amazon", "--account", "A2") == 1
    assert "orders of the account A1" in capsys.readouterr().err
