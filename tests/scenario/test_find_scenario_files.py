"""The shipped scenarios hold in both matching modes, and they teach in both languages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from shiponce.domain.store import MatchingMode
from shiponce.scenario.find_scenario_files import scenarios
from shiponce.scenario.run_results import Verdict
from shiponce.scenario.runner import play
from shiponce.scenario.scenario_file import load

FILES = scenarios()
BY_NAME = [pytest.param(path, id=path.stem) for path in FILES]


def test_the_library_holds_the_lessons_in_their_order() -> None:
    """The first scenario is the one about the wrong order of importing."""
    assert [path.stem for path in FILES[:6]] == [
        "wrong-import-order",
        "right-import-order",
        "notification-disabled",
        "notification-disabled-with-rule",
        "sfp-through-bigcommerce",
        "new-integration",
    ]


@pytest.mark.parametrize("mode", list(MatchingMode))
@pytest.mark.parametrize("path", BY_NAME)
def test_every_check_and_invariant_holds(
    path: Path, mode: MatchingMode, record_property: Callable[[str, object], None]
) -> None:
    """Each scenario passes, with each invariant that it names put to the test."""
    record_property("proof", f"scenario {path.stem}")
    run = play(load(path), mode)
    failed = [check for check in run.checks if not check.passed]
    assert not failed
    assert not run.idle
    assert run.verdict is Verdict.PASS


@pytest.mark.parametrize("mode", list(MatchingMode))
@pytest.mark.parametrize("path", BY_NAME)
def test_other_seeds_tell_the_same_story(path: Path, mode: MatchingMode) -> None:
    """A scenario proves something about the hub, not about one draw of numbers."""
    for seed in (1, 2026):
        assert play(load(path), mode, seed).verdict is Verdict.PASS


@pytest.mark.parametrize("path", BY_NAME)
def test_each_scenario_teaches_in_both_languages(path: Path) -> None:
    """Title, lesson, narration, questions, reasons and outcome are there in French too."""
    scenario = load(path)
    texts = [scenario.title, scenario.lesson, *scenario.outcome.values()]
    for step in scenario.steps:
        texts += [step.say] if step.say else []
        if step.ask is not None:
            texts += [step.ask.prompt.said(), step.ask.why.said()]
        texts += [e.check.because.said() for e in step.expect if e.check.because]
    assert set(scenario.outcome) == set(MatchingMode)
    assert scenario.proves
    assert any(step.ask for step in scenario.steps)
    for text in texts:
        assert text["en"] != text["fr"]


@pytest.mark.parametrize("path", BY_NAME)
def test_each_file_is_named_after_its_scenario(path: Path) -> None:
    """A reader who sees the name in a report finds the file."""
    assert load(path).name == path.stem
