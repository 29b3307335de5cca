"""``shiponce purge`` as a person types it: what it says, and how it ends."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from shiponce.domain.order import ImportedOrder
from shiponce.words import LANGUAGES, say
from tests.unit.cli.conftest import Market

Output = pytest.CaptureFixture[str]
AMZ = "111-0000001-0000001"
UPS = ("--option", "manual", "--carrier", "UPS", "--tracking", "1Z999AA10123456784")


@pytest.fixture
def shipped(shop_first: Market, capsys: Output) -> Market:
    """A purchase that has left."""
    assert shop_first.run("ship", AMZ, *UPS) == 0
    capsys.readouterr()
    return shop_first


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_what_would_go_and_changes_nothing(
    shipped: Market, capsys: Output, language: str
) -> None:
    """Without --yes it ends with 1, with --dry-run with 0."""
    for more, code in ((("--dry-run",), 0), ((), 1)):
        assert shipped.run("--lang", language, "purge", "--order", AMZ, *more) == code
        out = capsys.readouterr().out
        assert AMZ in out
        assert say("word.personal.address", language) in out
        assert (say("cli.purge.unchanged", language) in out) is (code == 1)
    assert shipped.run("orders", "show", AMZ) == 0
    assert "Ada Byron" in capsys.readouterr().out


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_purged_says_so_wherever_it_is_shown(
    shipped: Market, capsys: Output, language: str
) -> None:
    """In why, in the order itself and in the grid, with who did it; nobody's name is left."""
    assert shipped.run("purge", "--order", AMZ, "--yes", "--by", "Vera") == 0
    assert say("cli.purge.overwritten") in capsys.readouterr().out
    word = say("word.purged", language)
    for line in (["why", AMZ], ["orders", "show", AMZ], ["orders", "--status", "shipped"]):
        assert shipped.run("--lang", language, *line) == 0
        out = capsys.readouterr().out
        assert "Ada" not in out
        assert "Vera" in out if line[0] == "why" else word in out


def test_its_json_counts_what_went(shipped: Market, capsys: Output) -> None:
    """By order and by kind; the same keys before and after."""
    shipped.run("purge", "--buyer", "ADA byron", "--dry-run", "--json")
    plan = json.loads(capsys.readouterr().out)["purge"]
    assert shipped.run("purge", "--buyer", "ADA byron", "--yes", "--json") == 0
    done = json.loads(capsys.readouterr().out)["purge"]
    assert (plan["done"], plan["overwritten"]) == (False, None)
    assert (done["done"], done["overwritten"]) == (True, True)
    assert plan["parts"] == done["parts"]
    assert done["removed"]["buyer"] == len(done["parts"])
    assert shipped.run("purge", "--finish", "--json") == 0
    assert json.loads(capsys.readouterr().out) == {"overwritten": True}


def test_an_open_order_is_kept_with_its_reason(shop_first: Market, capsys: Output) -> None:
    """By buyer; the sentence names the order and the way to insist."""
    assert shop_first.run("purge", "--buyer", "Ada Byron", "--yes") == 0
    assert f"amz:{AMZ} keeps its personal data" in capsys.readouterr().out


@pytest.mark.parametrize(
    "line",
    [
        [],
        ["--yes"],
        ["--older-than", "soon"],
        ["--older-than", "90000000d"],
        ["--order", "nobody"],
        ["--buyer", "A", "--older-than", "9d"],
        ["--buyer", "A", "--dry-run", "--yes"],
        ["--finish", "--yes"],
    ],
)
def test_what_cannot_be_meant_is_refused(market: Market, capsys: Output, line: list[str]) -> None:
    """Exit 2 and one sentence."""
    assert market.run("purge", *line) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)


@pytest.mark.parametrize("age", ["0d", "90 days", "12w", "90 jours"])
def test_an_age_is_read_in_both_languages(market: Market, age: str) -> None:
    """As the end of a hold is."""
    assert market.run("purge", "--older-than", age, "--dry-run") == 0


def test_a_late_change_of_the_buyer_is_not_recorded(shipped: Market, capsys: Output) -> None:
    """The platform shows the purged order anew at the next import."""
    shipped.run("purge", "--order", AMZ, "--yes")
    orders = shipped.platforms["amz"].orders
    order = orders[AMZ]
    assert isinstance(order, ImportedOrder)
    orders[AMZ] = replace(order, buyer="Ada Lovelace", modified_at=order.placed_at)
    assert shipped.run("import", "amz") == 0
    capsys.readouterr()
    shipped.run("orders", "show", AMZ, "--json")
    assert "Ada" not in capsys.readouterr().out
