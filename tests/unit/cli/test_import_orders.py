"""W9 on the command line: said before the import begins, and the import goes on."""

from __future__ import annotations

import json

import pytest

from tests.doubles.platforms_in_memory import FakePlatform
from tests.unit.cli.conftest import Market

SAID = "shop is imported before amz"


@pytest.fixture
def documented(market: Market, capsys: pytest.CaptureFixture[str]) -> Market:
    """A documented hub whose shop was connected first; nothing is imported."""
    market.run("stores", "connect", "shop", "--platform", "bigcommerce", "--account", "h1")
    market.run(
        "stores", "connect", "amz", "--platform", "amazon", "--account", "A1",
        "--market", "ATVPDKIKX0DER",
    )  # fmt: skip
    market.run("stores", "method", "B")
    market.run("stores", "mode", "documented")
    capsys.readouterr()
    return market


@pytest.mark.proves("W9")
@pytest.mark.parametrize("args", [("--all",), ("shop", "amz"), ("shop",), ("--all", "shop")])
def test_the_wrong_order_is_said_and_carried_out(
    documented: Market, args: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    """One sentence on stderr, with the order that avoids it; the copy is in the grid."""
    assert documented.run("import", *args) == 0
    out, err = capsys.readouterr()
    assert err.startswith(f"! {SAID}")
    assert err.count("\n") == 1
    assert "amz shop" in err
    assert SAID not in out
    documented.run("orders", "--json")
    assert "500" in [row["number"] for row in json.loads(capsys.readouterr().out)["orders"]]


@pytest.mark.proves("W9")
@pytest.mark.parametrize("args", [("amz", "shop"), ("--all", "amz"), ("amz",)])
def test_the_right_order_is_not_talked_about(
    documented: Market, args: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing on stderr."""
    assert documented.run("import", *args) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.proves("W9")
def test_it_is_said_before_anything_is_imported(
    documented: Market, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A person who sees it in time can still stop the import."""
    heard: list[str] = []
    now = FakePlatform.now

    def noted(platform: FakePlatform) -> object:
        heard.append(capsys.readouterr().err)
        return now(platform)

    monkeypatch.setattr(FakePlatform, "now", noted)
    documented.run("import", "--all")
    assert SAID in heard[0]


@pytest.mark.proves("W9")
def test_in_json_it_is_a_field(documented: Market, capsys: pytest.CaptureFixture[str]) -> None:
    """A program reads the code and the facts; stderr stays empty."""
    assert documented.run("import", "--all", "--json") == 0
    out, err = capsys.readouterr()
    assert err == ""
    (warning,) = json.loads(out)["warnings"]
    assert warning["code"] == "warning.shop_before_markets"
    assert warning["facts"] == {"store": "shop", "markets": "amz", "first": "amz shop"}


@pytest.mark.proves("W9")
def test_the_list_of_stores_warns_of_the_order_of_connection(
    documented: Market, capsys: pytest.CaptureFixture[str]
) -> None:
    """`import --all` would follow it, until reconciling mode is chosen."""
    documented.run("stores")
    assert "! shop was connected before amz" in capsys.readouterr().out
    documented.run("stores", "--lang", "fr")
    assert "! shop a été connectée avant amz" in capsys.readouterr().out
    documented.run("stores", "mode", "reconciling")
    capsys.readouterr()
    documented.run("stores")
    assert "connected before" not in capsys.readouterr().out
    assert documented.run("import", "--all") == 0
    assert capsys.readouterr().err == ""
