"""The player walks a scenario forwards and backwards; the demo market has life in it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from shiponce.domain.order import Visibility
from shiponce.domain.store import MatchingMode
from shiponce.scenario.demo_market import CATALOG, DemoMarket
from shiponce.scenario.find_scenario_files import scenarios
from shiponce.scenario.player import Player
from shiponce.scenario.run_results import Verdict
from shiponce.scenario.scenario_file import load
from shiponce.views.orders import Grid
from shiponce.words import LANGUAGES, say
from tests.platform_ids import AMAZON, BIGCOMMERCE


@pytest.fixture
def player() -> Player:
    """The first lesson, reconciling."""
    return Player(load(scenarios()[0]), MatchingMode.RECONCILING)


def test_frame_0_is_the_state_before_the_first_step(player: Player) -> None:
    """Nothing has been bought and nothing imported; the lesson is told."""
    frame = player.frame(0)
    assert (frame.index, frame.rows, frame.purchases, frame.checks) == (0, (), (), ())
    assert set(frame.say) == set(LANGUAGES)


def test_frames_show_hub_and_platforms_side_by_side(player: Player) -> None:
    """After the marketplaces' import the copies are hidden, and each platform has its card."""
    frame = player.frame(7)
    assert frame.counts[Grid.AWAITING_SHIPMENT] == 4
    assert sum(row.visibility is Visibility.HIDDEN for row in frame.rows) == 3
    mug = next(purchase for purchase in frame.purchases if purchase.name == "mug")
    assert [(card.platform, card.status) for card in mug.cards] == [
        (AMAZON, "Unshipped"),
        (BIGCOMMERCE, "Awaiting Fulfillment"),
    ]
    assert all(check.passed for check in frame.checks)


def test_stepping_back_is_the_same_frame(player: Player) -> None:
    """A frame that was seen is seen again, whatever came after it."""
    before = player.frame(5)
    last = player.frame(player.length)
    assert player.frame(5) is before
    assert player.frame(10_000) is last
    assert player.frame(-3).index == 0
    assert player.result().verdict is Verdict.PASS


def test_every_frame_can_be_said_in_both_languages(player: Player) -> None:
    """Actions, checks and questions have their sentences."""
    asked = 0
    for k in range(player.length + 1):
        frame = player.frame(k)
        for language in LANGUAGES:
            assert say(frame.action.code, language, **frame.action.facts)
            for check in frame.checks:
                assert say(check.sentence.code, language, **check.sentence.facts)
            if frame.ask is not None:
                asked += 1
                assert len(frame.ask.labels[language]) == len(frame.ask.choices)
                assert frame.ask.answer in frame.ask.choices
    assert asked


def test_the_modes_answer_differently() -> None:
    """The difference between the modes is the lesson."""
    scenario = load(scenarios()[0])
    answers = {}
    for mode in MatchingMode:
        player = Player(scenario, mode)
        answers[mode] = [a.answer for k in range(player.length) if (a := player.frame(k).ask)]
        player.close()
    assert answers[MatchingMode.DOCUMENTED] != answers[MatchingMode.RECONCILING]


@pytest.mark.proves("W1", "A3")
@pytest.mark.parametrize("mode", list(MatchingMode))
def test_the_demo_market_shows_the_trap(mode: MatchingMode, tmp_path: Path) -> None:
    """BigCommerce first: duplicates in documented mode, none in reconciling mode."""
    market = DemoMarket(mode=mode, file=tmp_path / "demo.db", purchases=30)
    for store in ("shop", "amz", "bay"):
        assert market.hub.imports.run(store).trouble is None
    duplicated = sum(
        row.duplicated for row in market.hub.orders.page(Grid.AWAITING_SHIPMENT, limit=500)
    )
    assert (duplicated > 0) is (mode is MatchingMode.DOCUMENTED)
    market.close()


def test_the_demo_market_has_life_and_goods(tmp_path: Path) -> None:
    """A dozen articles, three stores, Prime and unlinked listings, and new buyers."""
    market = DemoMarket(file=tmp_path / "demo.db")
    orders = market.simulation.world.orders
    assert len(CATALOG) == 12
    assert len(market.simulation.world.purchases()) == 60
    assert {order.platform for order in orders.values()} == {"amazon", "bigcommerce", "ebay"}
    assert any(order.prime for order in orders.values())
    assert any(purchase.no_copy == "not linked" for purchase in market.simulation.world.purchases())
    before = len(orders)
    market.live(timedelta(hours=8))
    assert len(orders) > before
    market.close()


def test_the_demo_removes_its_own_file() -> None:
    """A demonstration leaves nothing behind."""
    market = DemoMarket(purchases=1)
    folder = market.file.parent
    assert folder.is_dir()
    market.close()
    assert not folder.exists()


def test_a_frame_says_that_a_hub_died_and_what_it_found() -> None:
    """The screen shows both in the step in which they happened, in both languages."""
    path = next(one for one in scenarios() if one.stem == "crash-between-label-and-notification")
    player = Player(load(path), MatchingMode.RECONCILING)
    found = [incident for k in range(player.length + 1) for incident in player.frame(k).incidents]
    player.close()
    assert [one.code for one in found] == [
        "scenario.crash.died_after",
        "scenario.crash.restarted",
        "scenario.crash.died_after",
        "scenario.crash.restarted",
    ]
    for language in LANGUAGES:
        assert all(say(one.code, language, **one.facts) for one in found)


def test_a_frame_says_which_hub_a_step_was_done_in() -> None:
    """Only the steps in the second hub are marked."""
    path = next(one for one in scenarios() if one.stem == "second-hub")
    player = Player(load(path), MatchingMode.RECONCILING)
    marked = [player.frame(k).in_second_hub for k in range(player.length + 1)]
    player.close()
    assert marked.count(True) == sum(step.hub != "" for step in player.scenario.steps)
    assert not marked[0]
