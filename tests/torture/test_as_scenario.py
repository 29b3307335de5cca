"""A day that is written as a scenario file plays, and the judge says the same of it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from shiponce.domain.store import MatchingMode
from shiponce.scenario.run_results import Verdict
from shiponce.scenario.runner import play
from shiponce.scenario.scenario_file import load
from tests.torture import planted
from tests.torture.as_scenario import written
from tests.torture.day import DayResult, codes, played, run_day
from tests.torture.plan import Plan, Step, planned

_PROGRAM = "from shiponce.cli import main; main()"
STEPS: list[Step] = [
    {"do": "buy", "what": "p0", "on": "amz", "lines": [["MUG", 2], ["BOWL", 1]], "wait": 0},
    {"do": "buy", "what": "p1", "on": "bay", "lines": [["MUG", 1]], "wait": 1},
    {"do": "buy", "what": "p2", "on": "shop", "lines": [["BOWL", 2]], "wait": 1},
    {"do": "import", "hub": 0, "stores": ["all"], "wait": 10},
    {"do": "ship", "hub": 0, "what": "p0", "with": "house", "units": 1, "wait": 5},
    {"do": "ship", "hub": 0, "what": "p0", "with": "house", "wait": 5},
    {"do": "ship", "hub": 0, "what": "p0", "with": "house", "wait": 5},
    {"do": "ship", "hub": 0, "what": "p1", "with": "house", "wait": 5},
    {"do": "ship", "hub": 0, "what": "p2", "with": "house", "wait": 5},
    {"do": "cancel", "hub": 0, "what": "p2", "wait": 5},
]


def small() -> Plan:
    """A day of few steps: everything is shipped, one order in two parts; two acts are refused."""
    return Plan(6, "channel-manager", 1, 90, 60, [dict(step) for step in STEPS])


def as_file(folder: Path, plan: Plan, day: DayResult) -> Path:
    """The day as a scenario file."""
    file = folder / "day.yaml"
    file.write_text(written(plan, day.moments, day.violations), encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("plant", "code"),
    [
        (planted.number_cut, "invented-number"),
        (planted.only_marketplace_notified, "never-notified"),
        (planted.street_and_city_exchanged, "wrong-address"),
        (planted.sent_twice, "notified-twice"),
    ],
)
def test_the_file_of_a_day_that_went_wrong_shows_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, plant: planted.Plant, code: str
) -> None:
    """A fault is planted in the hub: the scenario has its finding about the same purchases.

    A scenario is judged after each step as well, and nobody sees to what has stopped in it, so
    what follows from the fault may differ.
    """
    plant(monkeypatch, lambda: None)
    day = played(small(), tmp_path)
    file = as_file(tmp_path, small(), day)
    assert "refused: limit." in file.read_text(encoding="utf-8")
    run = play(load(file), MatchingMode.RECONCILING)
    assert code in codes(day.violations)
    about = {one.purchase for one in run.findings if one.code == code}
    named = " ".join(one for one in day.violations if one.startswith(f"{code} "))
    assert about == {name for name in ("p0", "p1", "p2") if f"({name}: " in named}
    assert run.verdict is Verdict.FAIL


@pytest.mark.parametrize("seed", [1, pytest.param(2, marks=pytest.mark.slow)])
def test_the_file_of_a_clean_day_passes(tmp_path: Path, seed: int) -> None:
    """With all its faults, refusals and steps that only a day can do, as ``shiponce replay``."""
    day = run_day(seed, tmp_path)
    assert day.violations == []
    file = as_file(tmp_path, planned(seed), day)
    done = subprocess.run(  # noqa: S603 - our own interpreter and program
        [sys.executable, "-c", _PROGRAM, "replay", str(file), "--mode", "reconciling"],
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
