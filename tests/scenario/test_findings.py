"""The judge of the simulated world is asked by every run, and its findings decide the verdict."""

from __future__ import annotations

from typing import Any

import pytest

from shiponce.domain.store import MatchingMode
from shiponce.scenario.file_errors import ScenarioProblems
from shiponce.scenario.junit import document
from shiponce.scenario.player import Player
from shiponce.scenario.replay_results import Replayed
from shiponce.scenario.report import Report, as_json
from shiponce.scenario.run_results import Run, Verdict
from shiponce.scenario.runner import play
from shiponce.scenario.scenario_file import load

from .conftest import Write

#: Documented mode, with the shop imported first: both rows of one purchase are shipped.
TWICE = """\
  - at: +6 min
    ship: mug
  - at: +7 min
    ship: {order: mug.copy, anyway: true}
"""
ENDING = """\
outcome:
  documented: {en: Two packages, fr: Deux colis, findings: [FOUND]}
  reconciling: {en: One package, fr: Un colis}
"""
FOUND = "doubled-unit, never-notified"


@pytest.fixture
def doubled(small: str, write: Write) -> Run:
    """Two packages of one purchase, of which the scenario's outcome says nothing."""
    return play(load(write(_story(small))), MatchingMode.DOCUMENTED)


def _story(small: str, found: str = "") -> str:
    text = small.replace("import: all", "import: [shop, amz]").replace("rows: 1", "rows: 2")
    return text + TWICE + (ENDING.replace("FOUND", found) if found else "")


def _failed(run: Run) -> list[tuple[str, str, int]]:
    return [(c.sentence.code, c.got, c.line) for c in run.checks if not c.passed]


def test_a_finding_that_is_not_named_fails_the_step(doubled: Run) -> None:
    """Once, at the step that caused it; what can be known at the end only fails the end."""
    line = doubled.steps[-1].step.line
    assert _failed(doubled) == [
        ("scenario.check.finding", "doubled-unit (mug)", line),
        ("scenario.check.finding", "never-notified (mug)", 0),
        ("scenario.check.findings", "doubled-unit, never-notified", 0),
    ]
    assert doubled.verdict is Verdict.FAIL


def test_findings_that_are_named_are_part_of_the_story(small: str, write: Write) -> None:
    """Documented mode lets it happen, and the file says so."""
    run = play(load(write(_story(small, FOUND))), MatchingMode.DOCUMENTED)
    assert not _failed(run)
    assert {one.code for one in run.findings} >= {"doubled-unit", "never-notified"}


def test_a_finding_that_is_named_and_missing_fails(small: str, write: Write) -> None:
    """A story does not claim harm that is not done."""
    run = play(load(write(_story(small, f"{FOUND}, vanished"))), MatchingMode.DOCUMENTED)
    assert _failed(run) == [("scenario.check.findings", "doubled-unit, never-notified", 0)]


def test_reconciling_mode_can_name_no_harm(small: str, write: Write) -> None:
    """Only what a merchant's setting causes can be named there."""
    text = small + ENDING.replace("FOUND", "").replace("fr: Un colis", "findings: doubled-unit")
    with pytest.raises(ScenarioProblems, match="mailed-by-setting"):
        load(write(text))


def test_a_name_that_no_rule_has_is_a_mistake(small: str, write: Write) -> None:
    """The right one is proposed."""
    with pytest.raises(ScenarioProblems, match="did you mean 'doubled-unit'"):
        load(write(small + ENDING.replace("FOUND", "doubled-units")))


def test_a_message_by_a_setting_is_reported_and_fails_nothing(small: str, write: Write) -> None:
    """No hub can prevent it; a story that names it must show it."""
    text = small + "  - at: +9 min\n    ship: mug\n"
    run = play(load(write(text)), MatchingMode.RECONCILING)
    assert run.verdict is Verdict.PASS
    assert [one.code for one in run.findings] == ["mailed-by-setting"]
    quiet = text.replace("bigcommerce,", "bigcommerce, emails: no,")
    named = quiet + ENDING.replace("FOUND", "").replace(
        "fr: Un colis", "findings: mailed-by-setting"
    )
    assert _failed(play(load(write(named)), MatchingMode.RECONCILING)) == [
        ("scenario.check.findings", "–", 0)
    ]


def test_the_judge_leaves_the_journal_alone(small: str, write: Write) -> None:
    """The imports after the end are in no journal, and no step sees them."""
    text = small + "  - at: +9 min\n    buy: {as: late, on: amz, lines: [{sku: MUG}]}\n"
    run = play(load(write(text)), MatchingMode.RECONCILING)
    assert run.verdict is Verdict.PASS
    assert [one.name for one in run.lost] == ["late"]
    assert b'"late"' in run.journal
    assert run.journal.count(b"searchOrders") == 1


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("en", "more units are in packages"), ("fr", "plus d’unités dans des colis")],
)
def test_every_report_shows_the_findings(
    doubled: Run, language: str, sentence: str, small: str, write: Write
) -> None:
    """Text, JSON, JUnit and the player's frames say the same."""
    lines: list[str] = []
    report = Report(language, lines.append)
    for step in doubled.steps:
        report.step(step, doubled.mode)
    report.end(doubled)
    assert sentence in " ".join(lines)
    replayed = Replayed((doubled,))
    found: Any = as_json(replayed, language)["runs"]
    (run,) = found
    assert run["findings"][0]["code"] == "doubled-unit"
    assert sentence in run["findings"][0]["text"]
    assert b"doubled-unit (mug)" in document(replayed)
    player = Player(load(write(_story(small))), MatchingMode.DOCUMENTED)
    shown = [check.got for frame in player.recording() for check in frame.checks]
    player.close()
    assert "doubled-unit (mug)" in shown
