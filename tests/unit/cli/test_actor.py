"""Who acts, as the command line hears it."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

import click
import pytest

from shiponce.cli.default_actor import default_actor
from shiponce.cli.root_command import COMMANDS
from shiponce.words import say
from tests.unit.cli.conftest import Market
from tests.unit.cli.test_commands import Output, answer

#: Commands that change nothing of a hub; every other one takes ``--by``.
READING = {
    "backup",
    "slips",
    "labels",
    "print-jobs",
    "printers",
    "printers check",
    "picklist",
    "stores list",
    "orders",
    "orders show",
    "orders double-shipments",
    "orders proposals",
    "why",
    "look",
    "rules list",
    "rules dry-run",
    "rules trace",
    "notifications",
    "acts",
    "batch",
    "batch show",
    "presets",
    "presets list",
    "stores",
    "rules",
    "config",
    "config show",
    "config check",
    "config schema",
    "doctor",
    "replay",
    "scenario",
    "scenario upgrade",
    "demo",
}


def every_command() -> Iterator[tuple[str, click.Command]]:
    """Each command with its words."""
    for name, module in COMMANDS.items():
        command = import_module(module).command
        yield name, command
        for part, below in getattr(command, "commands", {}).items():
            yield f"{name} {part}", below


def test_every_command_that_changes_something_takes_a_name() -> None:
    """A new command either reads only, or says who did it."""
    without = {
        words
        for words, command in every_command()
        if not any("--by" in param.opts for param in command.params)
    }
    assert without == READING


def who(market: Market, capsys: Output, order: str) -> list[str]:
    """Who stands in an order's history."""
    detail = answer(market, capsys, "orders", "show", order)["order"]
    return [event["by"] for event in detail["history"]]


def test_the_option_stands_above_the_variable_and_the_variable_above_the_system(
    shop_first: Market, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each of the three is heard, in this order."""
    monkeypatch.setattr("getpass.getuser", lambda: "ub40")
    monkeypatch.setenv("SHIPONCE_USER", "Mary")
    answer(shop_first, capsys, "orders", "hold", "501", "--by", "Ada")
    answer(shop_first, capsys, "orders", "release", "501")
    monkeypatch.setenv("SHIPONCE_USER", "  ")
    answer(shop_first, capsys, "orders", "hold", "501")
    assert who(shop_first, capsys, "501")[-3:] == ["Ada", "Mary", "ub40"]
    assert shop_first.run("orders", "show", "501") == 0
    assert "(Mary)" in capsys.readouterr().out


def test_a_blank_name_is_bad_input(shop_first: Market, capsys: Output) -> None:
    """It is refused before anything is done."""
    assert shop_first.run("orders", "hold", "501", "--by", " ") == 2
    assert capsys.readouterr().err.strip() == say("error.no_actor", "en")
    assert "hold_put" not in str(answer(shop_first, capsys, "orders", "show", "501"))


def test_a_user_without_a_name_is_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a container the user's number may have no name."""

    def nobody() -> str:
        raise KeyError("uid not found: 4711")

    monkeypatch.setattr("getpass.getuser", nobody)
    assert default_actor({}) == "shiponce"


def test_a_name_before_the_command_holds_for_it(shop_first: Market, capsys: Output) -> None:
    """``shiponce --by Ada`` opens the screen as Ada, and runs a command as Ada."""
    answer(shop_first, capsys, "--by", "Ada", "orders", "hold", "501")
    assert who(shop_first, capsys, "501")[-1] == "Ada"


@pytest.mark.proves("W2", "W6")
def test_cancelling_says_what_was_cancelled_and_restoring_brings_it_back(
    shop_first: Market, capsys: Output
) -> None:
    """With --swap the copy is named, not the order that was asked for."""
    number = "111-0000001-0000001"
    assert shop_first.run("cancel", number, "--swap", "--by", "Ada") == 0
    out = capsys.readouterr().out
    assert out.startswith("Cancelled here by Ada: the copy 500 · shop")
    assert "orders restore shop:500" in out
    assert f"{number} · amz was not cancelled; nothing was changed in it." in out
    assert shop_first.run("why", "500") == 0
    assert "also cancelled here, by Ada" in capsys.readouterr().out
    assert shop_first.run("orders", "restore", "shop:500") == 0
    assert capsys.readouterr().out.startswith("500 · shop is restored. It is now under: Hidden.")
    done = answer(shop_first, capsys, "cancel", "501")
    assert [row["number"] for row in done["cancelled"]] == ["501"]
    assert answer(shop_first, capsys, "orders", "restore", "501")["order"]["status"] == (
        "awaiting_shipment"
    )
    assert shop_first.run("orders", "restore", "501") == 1
    assert capsys.readouterr().err.strip() == say("limit.not_cancelled", "en", number="501")


@pytest.mark.proves("B11")
def test_reasons_of_rules_are_printed_with_their_way_back(
    shop_first: Market, capsys: Output
) -> None:
    """A hold and a tag by a rule, on the order; an equal rule is refused with 1."""
    rule = ("rules", "add", "Mugs", "--if", "sku starts with MUG", "--then", "add tag clay")
    assert shop_first.run(*rule, "--then", "hold") == 0
    assert shop_first.run("rules", "reprocess") == 0
    capsys.readouterr()
    assert shop_first.run("orders", "show", "501") == 0
    out = capsys.readouterr().out
    assert "On hold by the rule “Mugs”: SKU starts with MUG (here MUG-SLATE); until a person" in out
    assert "tag: clay (rule “Mugs”)" in out
    assert "orders release shop:501" in out
    assert shop_first.run(*rule[:2], "Other", *rule[3:], "--then", "hold") == 1
    assert "“Mugs”, does the same" in capsys.readouterr().err
