"""No command swallows what was meant: each such line is one sentence, exit 2, and no change."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from shiponce.cli.context import CommandContext
from shiponce.cli.root_command import root
from shiponce.cli.run_command import run
from tests.platform_ids import AMAZON
from tests.unit.cli.conftest import Market

Output = pytest.CaptureFixture[str]
AMZ = "111-0000001-0000001"
UPS = "1Z999AA10123456784"


#: A line, and what its sentence names.
REFUSED = [
    (["ship", AMZ, "--option", "house:ground", "--carrier", "UPS", "--tracking", UPS],
     "house:ground"),
    (["ship", AMZ, "--option", "house:ground", "--tracking", UPS], "house:ground"),
    (["ship", AMZ, "--carrier", "", "--tracking", ""], "--carrier is empty"),
    (["ship", AMZ, "--carrier", "UPS", "--tracking", " "], "--tracking is empty"),
    (["ship", AMZ, "--carrier", "UPS"], "both"),
    (["ship", AMZ, "--tracking", UPS], "both"),
    (["ship", AMZ, "--carrier", "UPS", "--tracking", f"{UPS},1Z999AA10123456785"], "more than"),
    (["ship", AMZ, "--carrier", "UPS", "--tracking", "n/a"], "no tracking number"),
    (["ship", AMZ, "--carrier", "none", "--tracking", UPS], "no carrier"),
    (["ship", AMZ, "--carrier", "\x1b[31mUPS", "--tracking", UPS], "(U+001B); nothing was changed"),
    (["ship", AMZ, "--carrier", "UPS\u200b", "--tracking", UPS], "--carrier"),
    (["ship", AMZ, "--carrier", "U" * 101, "--tracking", UPS], "at most 100 characters"),
    (["ship", AMZ, "--carrier", "UPS", "--tracking", f"1Z\u202e{UPS}"], "(U+202E)"),
    (["ship", AMZ, "--carrier", "UPS", "--tracking", f"{UPS}\x07"], "--tracking"),
    (["notifications", "correct", "1", "--carrier", "\x9bUPS", "--tracking", UPS], "--carrier"),
    (
        ["notifications", "correct", "1", "--carrier", "UPS", "--tracking", f"\ufeff{UPS}"],
        "--tracking",
    ),
    (["settle", "1", "--keep", f"\u2066{UPS}"], "(on the command line: --keep)"),
    (["backup", "-"], "FILE"),
    (["--db", "-", "orders"], "--db"),
    (["replay", "--junit", "-"], "--junit"),
    (["rules", "add", "b", "--then", "hold", "--if", "total at least " + "9" * 29], "nine digits"),
    (["rules", "add", "b", "--then", "hold", "--if", "total at least 1e-99"], "nine digits"),
    (["ship", AMZ, "--option", ""], "--option is empty"),
    (["ship", AMZ, "--option", "house:ground", "--option", "house:air"], "--option was given"),
    (["ship", AMZ, "--later"], "--later"),
    (["ship", AMZ, "--option", "house:ground", "--line", ""], "--line is empty"),
    (["ship", ""], "ORDER is empty"),
    (["why", " "], "ORDER is empty"),
    (["orders", "--hidden", "--to-decide"], "--hidden and --to-decide"),
    (["orders", "--excluded", "--hidden"], "--excluded and --hidden"),
    (["orders", "--status", "shipped", "--to-decide"], "--status and --to-decide"),
    (["orders", "--status", "shipped", "--status", "on_hold"], "--status was given twice"),
    (["orders", "--query", ""], "--query is empty"),
    (["orders", "--query", "--hidden"], "--query needs a value"),
    (["orders", "--hidden", "show", AMZ], "--hidden does not belong"),
    (["orders", "--limit", "5", "double-shipments"], "--limit does not belong"),
    (["orders", "--limit", "9" * 30], "--limit must be a whole number from 1"),
    (["orders", "--limit", "-3"], "--limit must be a whole number"),
    (["orders", "confirm", AMZ, "500", "--by", " "], "--by"),
    (["orders", "hold", AMZ, "--until", ""], "--until is empty"),
    (["orders", "hold", AMZ, "--until", "2020-01-01"], "2020-01-01"),
    (["orders", "hold", AMZ, "--until", "0 days"], "0 days"),
    (["notifications", "--order", AMZ, "send"], "--order does not belong"),
    (["notifications", "correct", "1", "--carrier", "UPS", "--tracking", "1Z9", "--tracking", "1Z8",
      "--by", "Ada"], "--tracking was given twice"),
    (["import", "--all", "--sweep", "amz"], "--all and --sweep"),
    (["import", ""], "STORE"),
    (["cancel", AMZ, "--anyway", "--swap"], "--anyway"),
    (["settle", "1", "--keep", UPS, "--none", "--by", "Ada"], "--keep"),
    (["settle", "1", "--by", "Ada"], "--by"),
    (["settle", "1", "--keep", "", "--by", "Ada"], "--keep is empty"),
    (["void", "9" * 30], "SHIPMENT must be a whole number from 1"),
    (["rules", "edit", "1"], "--name, --if or --then"),
    (["rules", "edit", "1", "--name", " "], "--name is empty"),
    (["rules", "add", "", "--if", "sku starts with A", "--then", "hold"], "NAME"),
    (["stores", "connect", "x", "--platform", "ebay", "--account", ""], "--account is empty"),
    (["stores", "connect", "x", "--platform", "ebay", "--platform", "amazon",
      "--account", "A"], "--platform was given twice"),
    (["replay", ""], "FILE"),
    (["replay", "--mode", "both", "--mode", "documented"], "--mode was given twice"),
    (["replay", "--junit", "x", "--journal", "./x"], "same file"),
    (["why", "\udcff\udcfe"], "ORDER contains bytes"),
    (["--db", "", "orders"], "--db is empty"),
    (["--db", "a", "--db", "b", "orders"], "--db was given twice"),
    (["--config", "", "orders"], "--config is empty"),
    (["--platforms", " ", "orders"], "--platforms is empty"),
    (["--db", "x.db", "demo"], "--db"),
    (["--platforms", "http://127.0.0.1:1", "replay"], "--platforms"),
    (["--config", "x.toml", "replay"], "--config"),
    (["--lang", "en", "orders", "--lang", "fr"], "--lang"),
    (["order"], "did you mean orders"),
    (["orders", "--read-only"], "front of the command: `shiponce --read-only orders`"),
    (["orders", "show", "1", "--db", "x"], "`shiponce --db … orders show`"),
    (["--json", "orders"], "--json belongs after the command"),
]  # fmt: skip


def test_what_could_not_take_effect_is_refused(shop_first: Market, capsys: Output) -> None:
    """Exit 2 and one sentence that names the option; no parcel, and nothing told."""
    wrong = []
    for args, named in REFUSED:
        code = shop_first.run(*args)
        out, err = capsys.readouterr()
        if (code, out, err.count("\n")) != (2, "", 1) or named not in err:
            wrong.append((args, code, out, err))
    assert wrong == []
    assert shop_first.run("notifications", "--json") == 0
    assert '"notifications": []' in capsys.readouterr().out


@pytest.mark.parametrize(
    ("args", "status"),
    [
        (["ship", AMZ, "--carrier", "UPS", "--tracking", "1Z 999 AA1 01 2345 6784"], 0),
        (["--lang", "en", "orders", "--lang", "en"], 0),
        (["--json", "orders", "--json"], 2),
        (["orders", "--json", "--json"], 0),
        (["orders", "--json", "show", AMZ], 0),
        (["import", "--all", "amz"], 0),
    ],
)
def test_what_says_the_same_twice_or_is_grouped_is_understood(
    shop_first: Market, args: list[str], status: int
) -> None:
    """A flag said twice means what it means, and blanks between groups are how labels print."""
    assert shop_first.run(*args) == status


def test_the_number_is_told_without_the_blanks(shop_first: Market) -> None:
    """What leaves for the platform is one number."""
    args = ("--carrier", "UPS", "--tracking", "1Z 999 AA1 01 2345 6784")
    assert shop_first.run("ship", AMZ, *args) == 0
    (told,) = shop_first.platforms["amz"].told
    assert told.tracking == UPS
    assert shop_first.platforms["amz"].platform is AMAZON


def commands(
    command: click.Command, words: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command with the words that lead to it."""
    yield words, command
    if isinstance(command, click.Group):
        ctx = click.Context(command, obj=CommandContext("en"))
        for name in command.list_commands(ctx):
            found = command.get_command(ctx, name)
            assert found is not None
            yield from commands(found, (*words, name))


EVERY_VALUE = [
    (words, max(param.opts, key=len))
    for words, command in commands(root)
    for param in command.params
    if isinstance(param, click.Option) and not param.is_flag
]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_option_of_any_command_takes_nothing_for_a_value(capsys: Output, language: str) -> None:
    """The walk over the whole tree: a blank, or another option in the value's place, is refused."""
    assert len(EVERY_VALUE) > 40
    wrong = []
    for words, option in EVERY_VALUE:
        for value in ("", "  ", "--help", "--json" if words else "--lang"):
            rest = [] if words else ["orders"]
            code = run(["--lang", language, *words, f"{option}={value}", *rest])
            out, err = capsys.readouterr()
            if (code, out, err.count("\n")) != (2, "", 1):
                wrong.append((words, option, value, code, err))
    assert wrong == []


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_variable_that_is_neither_yes_nor_no_is_named(
    capsys: Output, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In our own words, and by the name under which it was set."""
    monkeypatch.setenv("SHIPONCE_READ_ONLY", "vielleicht")
    assert run(["--lang", language, "orders"]) == 2
    said = capsys.readouterr().err
    assert said.startswith("SHIPONCE_READ_ONLY ")
    assert "boolean" not in said
    assert "--read-only" not in said


def test_a_files_name_never_breaks_a_sentence(
    shop_first: Market, capsys: Output, tmp_path: Path
) -> None:
    """Its line breaks become blanks, and nothing in it steers the terminal."""
    assert shop_first.run("backup", str(tmp_path / "a\x1b[31mb\n.db")) == 0
    out = capsys.readouterr().out
    assert out.count("\n") == 1
    assert "\x1b" not in out
