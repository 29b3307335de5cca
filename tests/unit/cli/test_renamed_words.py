"""Command words and options of older versions work for one version, and name their successors."""

from __future__ import annotations

import json

import pytest

from shiponce.cli.renamed_words import RENAMED_COMMANDS, RENAMED_OPTIONS
from shiponce.cli.run_command import run
from shiponce.words import LANGUAGES, say
from tests.unit.cli.conftest import Market

Output = pytest.CaptureFixture[str]
#: An old command line, and the same in today's words.
LINES = [
    (["notices"], ["notifications"], ("notices", "notifications")),
    (
        ["stores", "notices", "shop", "off", "--yes", "--by", "Ada"],
        ["stores", "notifications", "shop", "off", "--yes", "--by", "Ada"],
        ("notices", "notifications"),
    ),
    (
        ["orders", "doubles"],
        ["orders", "double-shipments"],
        ("doubles", "double-shipments"),
    ),
    (["orders", "--held"], ["orders", "--to-decide"], ("--held", "--to-decide")),
    (["orders", "--listed"], ["orders", "--excluded"], ("--listed", "--excluded")),
    (
        ["rules", "add", "--keep-out-copies", "--disabled"],
        ["rules", "add", "--exclude-copies", "--disabled"],
        ("--keep-out-copies", "--exclude-copies"),
    ),
]


def test_every_renamed_word_has_a_line() -> None:
    """A word that is renamed later gets its line here."""
    renamed = {(old[1], new) for old, new in {**RENAMED_COMMANDS, **RENAMED_OPTIONS}.items()}
    assert {names for *_, names in LINES} == renamed


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("old", "today", "names"), LINES)
def test_an_old_word_is_obeyed_and_named(
    shop_first: Market,
    old: list[str],
    today: list[str],
    names: tuple[str, str],
    language: str,
    capsys: Output,
) -> None:
    """The sentence is on stderr; the answer is the answer to the new word."""
    assert shop_first.run("--lang", language, *old) == 0
    printed = capsys.readouterr()
    sentence = say("cli.renamed", language, old=names[0], new=names[1])
    assert sentence in printed.err.splitlines()
    done_already = "add" in old  # the same rule cannot be added twice
    assert shop_first.run("--lang", language, *today) == int(done_already)
    again = capsys.readouterr()
    assert sentence not in again.err.splitlines()
    assert done_already or printed.out == again.out


def test_an_old_word_leaves_json_alone(shop_first: Market, capsys: Output) -> None:
    """A program that reads stdout sees one document."""
    assert shop_first.run("notices", "--json") == 0
    assert json.loads(capsys.readouterr().out) == {"in_all": 0, "notifications": []}


@pytest.mark.parametrize("command", ["", "stores", "orders", "rules add"])
def test_help_shows_only_todays_words(command: str, capsys: Output) -> None:
    """What works for one more version only is not taught."""
    assert run([*command.split(), "--help"]) == 0
    words = capsys.readouterr().out.split()
    old = {old for _, old in (*RENAMED_COMMANDS, *RENAMED_OPTIONS)}
    assert not old & set(words)
