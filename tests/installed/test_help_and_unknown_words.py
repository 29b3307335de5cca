"""What the installed programs say to somebody who tries words: help, and one sentence else."""

from __future__ import annotations

from collections.abc import Iterator

import click
import pytest

from mockplace.cli import main as mockplace
from shiponce.cli.context import CommandContext
from shiponce.cli.root_command import root
from tests.installed.program_runner import Person


def commands(command: click.Command, words: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The words of every command and subcommand."""
    yield words
    if isinstance(command, click.Group):
        ctx = click.Context(command, obj=CommandContext("en"))
        for name in command.list_commands(ctx):
            found = command.get_command(ctx, name)
            assert found is not None
            yield from commands(found, (*words, name))


def test_without_a_word_there_is_an_answer(person: Person) -> None:
    """In a pipe the help, on a terminal the screen (tests of signals), and never a traceback."""
    ended = person.run("shiponce")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith("Usage: shiponce ")
    french = person.run("shiponce", LANG="fr_FR.UTF-8")
    assert french.out.startswith("Utilisation\N{NO-BREAK SPACE}: shiponce ")
    ended = person.run("mockplace")
    assert ended.code == 2
    assert "serve" in ended.err
    assert "Traceback" not in ended.err


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_command_explains_itself(person: Person, language: str) -> None:
    """The walk over all of ``shiponce``: exit 0, a usage line, no code for a sentence."""
    every = list(commands(root))
    assert len(every) > 40
    lines = [[*words, "--help"] for words in every]
    ended = person.many("shiponce", [["--lang", language, *line] for line in lines])
    for words, one in zip(every, ended, strict=True):
        assert (one.code, one.err) == (0, ""), words
        head = " ".join(("shiponce", *words))
        assert head in one.out.splitlines()[0], words
        assert "cli." not in one.out, words


def test_the_simulator_explains_itself(person: Person) -> None:
    """Every command of ``mockplace`` too."""
    every = list(commands(mockplace))
    for words, one in zip(
        every, person.many("mockplace", [[*w, "--help"] for w in every]), strict=True
    ):
        assert (one.code, one.err) == (0, ""), words
        assert one.out.startswith("Usage: mockplace"), words


WRONG = [
    (["ordrs"], "orders"),
    (["--frobnicate"], "--frobnicate"),
    (["stores", "conect"], "connect"),
    (["orders", "--stat", "shipped"], "--status"),
    (["orders", "--status", "lost"], "awaiting_shipment"),
    (["void", "one"], "SHIPMENT"),
    (["ship"], "ORDER"),
    (["stores", "mode"], "documented"),
    (["why", "1", "2"], "2"),
    (["--lang", "de", "orders"], "en"),
    (["rules", "\udcff"], "rules"),
]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_wrong_words_are_one_sentence(person: Person, language: str) -> None:
    """Exit 2, one line on stderr that names the nearest thing, and nothing on stdout."""
    lines = [["--lang", language, *args] if "--lang" not in args else args for args, _ in WRONG]
    for (args, near), one in zip(WRONG, person.many("shiponce", lines), strict=True):
        assert (one.code, one.out, one.sentences) == (2, "", 1), (args, one)
        assert near in one.err, args
    assert list(person.home.iterdir()) == []


def test_wrong_words_to_the_simulator_are_one_sentence(person: Person) -> None:
    """The same for ``mockplace serve``, with options that contradict, repeat or are empty."""
    wrong = [
        (["srve"], "serve"),
        (["serve", "--prot", "1"], "--port"),
        (["serve", "--port", "x"], "--port"),
        (["serve", "--port", "70000"], "65535"),
        (["serve", "--port", "1", "--port", "2"], "--port was given twice"),
        (["serve", "--host", ""], "--host is empty"),
        (["serve", "--world", " "], "--world is empty"),
        (["serve", "--ca-file", ""], "--ca-file is empty"),
        (["serve", "--ca-file", "ca.pem"], "--tls-port"),
        (["serve", "--limits", "--no-limits"], "--limits was given twice"),
        (["serve", "--choose", "ebay.unknown-order=400", "--choose", "ebay.unknown-order=404"],
         "twice"),
        (["serve", "--orders", "-1"], "--orders"),
        (["serve", "--orders", "5", "--orders", "6"], "--orders was given twice"),
        (["serve", "--seed", "7", "--world", "w.yaml"], "--world says that itself"),
        (["serve", "now"], "now"),
    ]  # fmt: skip
    for (args, named), one in zip(
        wrong, person.many("mockplace", [args for args, _ in wrong]), strict=True
    ):
        assert (one.code, one.out, one.sentences) == (2, "", 1), (args, one)
        assert named in one.err, (args, one.err)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_an_empty_home_is_told_what_begins_a_hub(person: Person, language: str) -> None:
    """No command that looks creates a database: one sentence that leads on, exit 2."""
    looking = [
        *(
            ["orders"],
            ["orders", "--hidden"],
            ["orders", "show", "1"],
            ["orders", "double-shipments"],
        ),
        *(["why", "1"], ["look", "1"], ["doctor"], ["stores"], ["stores", "list"], ["rules"]),
        *(
            ["notifications"],
            ["notifications", "send"],
            ["settle"],
            ["import", "--all"],
            ["ship", "1"],
        ),
        *(["cancel", "1"], ["void", "1"], ["stores", "method", "B"], ["orders", "--json"]),
    ]
    spoken = [["--lang", language, *args] for args in looking]
    named = [["--lang", language, "--db", "new/tpyo.db", *args] for args in looking]
    for args, one in zip(spoken + named, person.many("shiponce", spoken + named), strict=True):
        assert (one.code, one.out, one.sentences) == (2, "", 1), (args, one)
        assert "shiponce stores connect" in one.err
        assert ("tpyo.db" if "--db" in args else "shiponce.db") in one.err
    assert list(person.home.iterdir()) == []
    assert list(person.folder.iterdir()) == []


def test_what_begins_a_hub_says_so_once(person: Person) -> None:
    """``stores connect`` creates the database and names it; what follows finds it."""
    connect = ["stores", "connect", "bay", "--platform", "ebay", "--account", "A"]
    connect += ["--market", "EBAY_US"]
    file = "data/hub.db"
    first, second, third = person.many(
        "shiponce",
        [["--db", file, *connect], ["--db", file, "orders"], ["--db", file, "stores", "--json"]],
    )
    assert first.code == second.code == third.code == 0
    assert first.err == f"A new database was created: {file}\n"
    assert second.err == third.err == ""
    assert '"name": "bay"' in third.out
