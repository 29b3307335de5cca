"""The scenario player: choose, play, pause, step, predict, and compare the two modes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shiponce.domain.store import MatchingMode
from shiponce.scenario.player import Ask, CheckResult, Frame, PurchaseFrame
from shiponce.scenario.run_results import Verdict
from shiponce.tui.modals.prediction import Prediction
from shiponce.tui.scenario_recordings import LibraryScenario, ScenarioRecordings
from shiponce.tui.screens import player as player_screen
from shiponce.tui.screens.player import PACES, PlayerScreen
from shiponce.views.orders import Grid
from shiponce.views.sentence import Sentence
from tests.doubles.hub_in_memory import NOW, FakeHub
from tests.tui.conftest import SMALL, Terminal, open_terminal

_HUB = FakeHub(order_count=6)


def frames(mode: MatchingMode) -> tuple[Frame, ...]:
    """Four states; a prediction belongs to the third, and a check of it fails when documented."""
    hub = FakeHub(order_count=6, mode=mode)
    ask = Ask({"en": "How many rows?"}, ("1", "2"), "2", {"en": "Because nobody compares."})
    check = CheckResult(
        Sentence("tui.player.checks"), mode is MatchingMode.RECONCILING, "1", "2", "the reason"
    )
    first = Frame(
        index=0,
        at=NOW,
        say={"en": "It begins."},
        action=Sentence("tui.player.hub"),
        counts={Grid.AWAITING_SHIPMENT: 4},
        rows=tuple(hub.row(n) for n in range(1, 5)),
        notifications=hub.notifications.rows(),
        purchases=(PurchaseFrame("mug", hub.orders.look(1)),),
        checks=(),
        ask=None,
    )
    return (
        first,
        replace(first, index=1, say={"en": "Somebody buys."}),
        replace(first, index=2, say={"en": "It is imported."}, ask=ask, checks=(check,)),
        replace(first, index=3, say={"en": "It ends."}),
    )


class FakeRecordings(ScenarioRecordings):
    """One scenario, recorded beforehand."""

    def scenarios(self) -> tuple[LibraryScenario, ...]:
        """A scenario that can be played and one that cannot."""
        good = LibraryScenario("wrong-order", {"en": "The wrong order"}, {"en": "A lesson."})
        return good, LibraryScenario(
            "broken", {"en": "broken"}, faults={"en": "bad.yaml: 1 problem"}
        )

    def record(self, entry: LibraryScenario, mode: MatchingMode) -> tuple[Frame, ...]:
        """The same four states whatever the scenario."""
        return frames(mode)


async def open_player(terminal: Terminal) -> PlayerScreen:
    """Choose the first scenario and open it."""
    await terminal.press("6", "enter")
    screen = terminal.app.screen
    assert isinstance(screen, PlayerScreen)
    return screen


async def test_step_forward_and_back() -> None:
    """The arrows move over the states, home and end jump, and nothing goes past the ends."""
    async with open_terminal(_HUB.as_hub(), recordings=FakeRecordings(), size=SMALL) as terminal:
        player = await open_player(terminal)
        await terminal.press("left")
        assert player.playing.at == 0
        await terminal.press("right")
        assert player.playing.at == 1
        assert "Somebody buys" in terminal.text()
        await terminal.press("end", "right")
        assert player.playing.at == 3
        await terminal.press("home")
        assert "It begins" in terminal.text()


async def test_prediction_comes_before_the_state() -> None:
    """The step that asks is not shown until the person has said what will happen."""
    async with open_terminal(_HUB.as_hub(), recordings=FakeRecordings()) as terminal:
        player = await open_player(terminal)
        await terminal.press("right", "right")
        assert isinstance(terminal.app.screen, Prediction)
        assert "How many rows?" in terminal.text()
        await terminal.press("escape")
        assert player.playing.at == 1
        await terminal.press("right", "1")
        assert player.playing.at == 2
        assert "You answered 1; the right answer is 2." in terminal.text()
        assert "Because nobody compares." in terminal.text()


async def test_play_and_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    """Space plays and pauses; each tick is one step, and the play waits for a prediction."""
    monkeypatch.setattr(player_screen, "PACES", (3600.0,) * len(PACES))  # the test is the clock
    async with open_terminal(_HUB.as_hub(), recordings=FakeRecordings()) as terminal:
        player = await open_player(terminal)
        await terminal.press("space")
        assert player.playing.running
        player._go_on()
        await terminal.rest()
        assert player.playing.at == 1
        player._go_on()
        await terminal.rest()
        assert isinstance(terminal.app.screen, Prediction)
        await terminal.press("2")
        assert player.playing.at == 2
        assert "Right: 2." in terminal.text()
        player._go_on()
        await terminal.rest()
        assert (player.playing.at, player.playing.running) == (3, False)
        await terminal.press("space")
        assert (player.playing.at, player.playing.running) == (0, True)
        await terminal.press("space", "plus", "minus")
        assert not player.playing.running


async def test_other_mode_shows_what_differs() -> None:
    """M plays the same step in the other mode: there the check fails and says wanted and got."""
    async with open_terminal(_HUB.as_hub(), recordings=FakeRecordings()) as terminal:
        player = await open_player(terminal)
        await terminal.press("right", "right", "2")
        assert "wanted" not in terminal.text()
        await terminal.press("m")
        assert player.playing.at == 2
        assert "wanted 1, got 2" in terminal.text()
        assert "▲ Doubled" in terminal.text()
        await terminal.press("escape")
        assert terminal.app.current_mode == "scenarios"


async def test_refusals_and_warnings_are_told() -> None:
    """What the hub refused in a step, and what it lastingly warns of, stand in the story."""

    class Refusing(FakeRecordings):
        def record(self, entry: LibraryScenario, mode: MatchingMode) -> tuple[Frame, ...]:
            warning = Sentence("warning.new_integration", {"store": "shop"})
            method = Sentence("limit.method_b_new_integration")
            hidden = Sentence("limit.hidden_copy", {"number": "1042", "original": "111"})
            first, *_ = frames(mode)
            return (
                replace(first, refusal=method, warnings=(warning,)),
                replace(first, index=1, refusal=hidden),
            )

    async with open_terminal(_HUB.as_hub(), recordings=Refusing()) as terminal:
        await open_player(terminal)
        assert "The hub refuses. Method B needs the legacy" in terminal.of("#story")
        assert "▲ shop: the new integration" in terminal.of("#story")
        await terminal.press("right")
        assert "The hub refuses. 1042 is a hidden copy" in terminal.of("#story")


async def test_broken_file_is_named_and_not_played() -> None:
    """A scenario with faults stands in the list with them, and Enter says that it cannot play."""
    async with open_terminal(_HUB.as_hub(), recordings=FakeRecordings()) as terminal:
        await terminal.press("6", "down")
        assert "bad.yaml: 1 problem" in terminal.text()
        await terminal.press("enter")
        assert not isinstance(terminal.app.screen, PlayerScreen)
        assert "cannot be played" in terminal.told()


async def test_a_story_closes_with_its_verdict_and_the_list_remembers_it() -> None:
    """The last state says what the whole came to and why, and so does the list afterwards."""

    class Failing(FakeRecordings):
        def record(self, entry: LibraryScenario, mode: MatchingMode) -> tuple[Frame, ...]:
            self.verdicts[entry.name, mode] = Verdict.FAIL
            first, *_ = frames(mode)
            facts = {"kind": "KeyError", "step": 2}
            why = Sentence("scenario.stop.fault_step", facts)
            return first, replace(first, index=1, action=why, verdict=Verdict.FAIL)

    async with open_terminal(_HUB.as_hub(), recordings=Failing(), language="fr") as terminal:
        await open_player(terminal)
        await terminal.press("end")
        assert "✗ ÉCHEC" in terminal.of("#story")
        assert "L’étape 2 a fini en erreur interne" in terminal.of("#story")
        await terminal.press("escape")
        assert "✗ The wrong order" in terminal.text()
        await terminal.press("m")
        assert "✗ The wrong order" not in terminal.text()


async def test_shipped_library_plays_in_both_modes() -> None:
    """Every scenario of the real library opens, runs to its end, and its checks hold."""
    async with open_terminal(_HUB.as_hub()) as terminal:
        await terminal.press("6")
        scenarios = terminal.app.recordings.scenarios()
        assert scenarios
        await terminal.press("enter", "end")
        player = terminal.app.screen
        assert isinstance(player, PlayerScreen)
        assert player.last > 3
        assert player.playing.at == player.last
        await terminal.press("m")
        assert player.frame is not None
