"""R9 on the command line: what a rule asked for is marked among the ways to ship."""

from __future__ import annotations

import json

import pytest

from tests.unit.cli.conftest import Market


@pytest.fixture
def imported(shop_first: Market, capsys: pytest.CaptureFixture[str]) -> Market:
    """Two stores with their orders."""
    return shop_first


def add(market: Market, then: str) -> None:
    """A rule for every order, run on those that are here."""
    args = ("--if", "quantity at least 1", "--then", then)
    assert market.run("rules", "add", "Asked", *args) == 0
    assert market.run("rules", "reprocess") == 0


@pytest.mark.proves("R9")
def test_it_is_marked_and_says_how_to_ship(
    imported: Market, capsys: pytest.CaptureFixture[str]
) -> None:
    """An arrow in the list, a sentence below it, and a field in the JSON."""
    add(imported, "set carrier and service to House Ground")
    capsys.readouterr()
    assert imported.run("ship", "501") == 0
    out = capsys.readouterr().out
    assert "→ house:ground" in out
    assert "Preselected by a rule: House Ground. Ship with --option house:ground." in out
    imported.run("ship", "501", "--json")
    options = json.loads(capsys.readouterr().out)["options"]
    assert [one["code"] for one in options if one["preferred"]] == ["house:ground"]


@pytest.mark.proves("R9")
def test_what_is_refused_or_unknown_is_said(
    imported: Market, capsys: pytest.CaptureFixture[str]
) -> None:
    """The carrier's own refusal stands in the list; so does a service that nobody offers."""
    add(imported, "set carrier and service to House Air")
    assert "has been bought here yet" in capsys.readouterr().out
    imported.run("ship", "501")
    assert "A rule asks for House Air, which is not available" in capsys.readouterr().out
    imported.run("rules", "edit", "1", "--then", "set carrier and service to Pigeon Post Overnight")
    imported.run("rules", "reprocess")
    capsys.readouterr()
    imported.run("ship", "501", "--lang", "fr")
    assert "aucun transporteur ne le propose" in capsys.readouterr().out
