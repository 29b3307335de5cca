"""The screen names its keys where the command line names commands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import click
import pytest

from shiponce.cli.root_command import root
from shiponce.errors import Refused
from shiponce.tui.command_keys import COMMANDS, action_for
from shiponce.tui.key_bindings import BY_ID
from shiponce.tui.localized_text import Locale
from shiponce.views.sentence import Sentence
from shiponce.words import LANGUAGES, catalogue, say

#: The commands in sentences for which the screen has no action.
NO_ACTION = (
    "backup --help",
    "batch",
    "demo",
    "doctor --reindex",
    "labels",
    "look",
    "notifications --limit",
    "orders double-shipments",
    "presets",
    "print-jobs",
    "purge --finish",
    "purge --older-than",
    "replay",
    "rules dry-run",
    "rules edit",
    "stores connect",
)
_COMMAND = re.compile(r"`shiponce ([^`]+)`")


def sentences(language: str) -> Iterator[tuple[str, str]]:
    """Every sentence that is not only for the command line, in each of its forms."""
    for code, sentence in catalogue(language).items():
        if not code.startswith("cli."):
            forms = [sentence] if isinstance(sentence, str) else [*sentence.values()]
            yield from ((code, form) for form in forms)


def command(name: str) -> click.Command | None:
    """The command of a name, such as ``notifications retry``; None if there is none."""
    found: click.Command | None = root
    with click.Context(root) as context:
        for word in name.split():
            found = found.get_command(context, word) if isinstance(found, click.Group) else None
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_command_stays_only_where_the_screen_has_no_action(language: str) -> None:
    """Every sentence is said as the screen says it; what is left is on the list above."""
    left = set()
    for code, form in sentences(language):
        facts = dict.fromkeys(re.findall(r"\{(\w+)\}", form), "7")
        for n in (1, 2):
            shown = Locale(language).sentence(Sentence(code, facts | {"n": n}))
            for line in _COMMAND.findall(shown):
                kept = [one for one in NO_ACTION if line.startswith(one)]
                assert kept, f"{code}: the screen shows {line!r}"
                left |= {*kept}
    assert left == {*NO_ACTION}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_in_a_sentence_is_marked_as_one(language: str) -> None:
    """Without backticks the screen could not put its key there; no sentence has its own key."""
    for code, form in sentences(language):
        bare = re.findall(r"shiponce ([a-z][a-z-]+)", _COMMAND.sub("", form))
        named = [word for word in bare if command(word) is not None]
        assert not named or code == "tui.void.question_entry", (code, named)
        assert not re.search(r"\((on the screen|à l’écran).?: (press )?\w[,)]", form), code


def test_every_replaced_command_and_option_exists() -> None:
    """The table of commands follows the command line and the table of actions."""
    for name, (action, options) in COMMANDS.items():
        words = [word for word in name.split() if not word.startswith("-")]
        found = command(" ".join(words))
        assert found is not None, name
        known = {option for param in found.params for option in param.opts}
        asked = options | {word for word in name.split() if word.startswith("-")}
        assert asked <= known, (name, asked - known)
        assert action in BY_ID


@pytest.mark.parametrize(
    ("line", "action"),
    [
        ("notifications retry 5", "retry"),
        ("notifications retry 5 --anyway", "retry"),
        ("notifications", "go_notifications"),
        ("notifications --limit 500", None),
        ("stores", "go_stores"),
        ("stores connect shop --platform bigcommerce", None),
        ("orders --excluded", "go_excluded"),
        ("orders double-shipments", None),
        ("import amz shop", "import"),
        ("import --all", "import_all"),
        ("doctor --reindex", None),
    ],
)
def test_a_command_has_the_action_that_does_the_same(line: str, action: str | None) -> None:
    """Arguments make no difference; an option that the screen does not have does."""
    found = action_for(line)
    assert (found.id if found else None) == action


def test_the_command_line_names_the_command_and_the_screen_the_key() -> None:
    """The same refusal and the same undo; the key is that of the table of actions."""
    undo = Sentence("undo.held_here", {"ref": "amz:113-1"})
    assert say(undo.code, **undo.facts).startswith("`shiponce orders release amz:113-1` ")
    assert Locale("en").sentence(undo) == "Key u on order amz:113-1 releases it now."
    assert Locale("fr").sentence(undo).startswith("La touche u sur la commande amz:113-1 lève ")
    refused = Refused("error.no_order", order="7")
    refused.way_out = "way_out.settle_purchase"
    assert Locale("en").error(refused).endswith("settle the purchase: key d on screen 2.")


def test_a_key_that_is_mapped_anew_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sentence reads the key from the table."""
    monkeypatch.setitem(BY_ID, "release", replace(BY_ID["release"], keys="w"))
    undo = Sentence("undo.held_here", {"ref": "7"})
    assert Locale("en").sentence(undo) == "Key w on order 7 releases it now."
