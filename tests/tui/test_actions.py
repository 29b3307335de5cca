"""The table of actions: every key, label, help sentence and method hangs together."""

from __future__ import annotations

import pytest

from shiponce.tui import key_bindings
from shiponce.tui.action_needs import footer_for
from shiponce.tui.app import ShiponceApp
from shiponce.tui.key_bindings import ACTIONS, FOOTER_KEYS, Need, actions_for
from shiponce.tui.screens.batch import BatchScreen
from shiponce.tui.screens.decisions import DecisionsScreen
from shiponce.tui.screens.doctor import DoctorScreen
from shiponce.tui.screens.excluded import ExcludedScreen
from shiponce.tui.screens.notifications import NotificationsScreen
from shiponce.tui.screens.order import OrderScreen
from shiponce.tui.screens.orders import OrdersScreen
from shiponce.tui.screens.player import PlayerScreen
from shiponce.tui.screens.rules import RulesScreen
from shiponce.tui.screens.scenarios import ScenariosScreen
from shiponce.tui.screens.stores import StoresScreen
from shiponce.words import LANGUAGES, catalogue, say
from tests.doubles.hub_in_memory import FakeHub
from tests.tui.conftest import SMALL, all_keys, open_terminal

SCREENS = {
    key_bindings.ORDERS: OrdersScreen,
    key_bindings.ORDER: OrderScreen,
    key_bindings.NOTIFICATIONS: NotificationsScreen,
    key_bindings.EXCLUDED: ExcludedScreen,
    key_bindings.RULES: RulesScreen,
    key_bindings.STORES: StoresScreen,
    key_bindings.SCENARIOS: ScenariosScreen,
    key_bindings.PLAYER: PlayerScreen,
    key_bindings.DECISIONS: DecisionsScreen,
    key_bindings.DOCTOR: DoctorScreen,
    key_bindings.BATCH: BatchScreen,
}


@pytest.mark.parametrize("scope", SCREENS)
def test_no_key_means_two_things(scope: str) -> None:
    """On one screen a key stands for one action."""
    keys = all_keys(actions_for(scope))
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("scope", SCREENS)
def test_footer_is_short_and_helpful(scope: str) -> None:
    """At most eight keys, help and the palette among them."""
    shown = [action.id for action in footer_for(scope)]
    assert len(shown) <= FOOTER_KEYS
    assert shown[-2:] == ["help", "palette"]


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)
def test_every_action_is_named_and_done(action: key_bindings.Action) -> None:
    """It has a name and a sentence in each language, and every screen of its scope does it."""
    for language in LANGUAGES:
        assert say(action.label, language)
        assert say(action.help, language)
    for scope in action.scopes:
        owner: type = ShiponceApp if scope == key_bindings.APP else SCREENS[scope]
        assert hasattr(owner, f"do_{action.id}"), (scope, action.id)


def test_keys_survive_old_terminals() -> None:
    """No action hangs on a key that tmux, SSH or a plain terminal swallows."""
    swallowed = {"ctrl+i", "ctrl+m", "ctrl+h", "ctrl+left_square_bracket", "ctrl+enter"}
    for action in ACTIONS:
        first = action.keys.split(",")[0]
        assert first not in swallowed
        assert not first.startswith("ctrl+shift+")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_need_is_a_sentence(language: str) -> None:
    """What stands in the way is said, never only greyed out."""
    for need in Need:
        assert say(need.value, language).endswith(".")


def test_both_languages_say_the_same_things() -> None:
    """Same codes and same facts in English and French."""
    from string import Formatter

    english, french = (
        {code: text for code, text in catalogue(one).items() if code.startswith("tui.")}
        for one in LANGUAGES
    )
    assert english.keys() == french.keys()
    for code, text in english.items():
        forms = [text] if isinstance(text, str) else list(text.values())
        other = french[code]
        theirs = [other] if isinstance(other, str) else list(other.values())
        fields = {name for form in forms for _, name, _, _ in Formatter().parse(form) if name}
        assert fields == {n for form in theirs for _, n, _, _ in Formatter().parse(form) if n}


async def test_palette_knows_every_action_and_its_reason() -> None:
    """The palette finds an action by name, runs it, and says what stands in its way."""
    async with open_terminal(FakeHub().as_hub(), size=SMALL) as terminal:
        await terminal.press("ctrl+p")
        await terminal.type("stop or")
        await terminal.until("Not now")
        assert "Time can be stopped in the demo only" in terminal.text()
        await terminal.press("escape", "ctrl+p")
        await terminal.type("excluded")
        await terminal.until("Go to the orders that were excluded")
        await terminal.press("down", "enter")
        assert terminal.app.current_mode == "excluded"


async def test_help_lists_the_keys_of_the_screen() -> None:
    """F1 and ? open the same help, made from the table."""
    async with open_terminal(FakeHub().as_hub()) as terminal:
        for key in ("f1", "question_mark"):
            await terminal.press(key)
            assert "Show every way to ship this order" in terminal.text()
            await terminal.press("escape")
