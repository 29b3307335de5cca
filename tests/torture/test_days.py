"""The random days themselves: repeatable, hard enough, and made short where something is wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from mockplace.kernel.judge import Finding, Verdict
from shiponce.scenario.scenario_file import load
from tests.torture.day import run_day, shrink
from tests.torture.people import DOING
from tests.torture.plan import KINDS, STORES, planned
from tests.torture.playing import Day


def test_a_seed_is_one_day(tmp_path: Path) -> None:
    """Played twice it has the same steps, the same counts, and the same end."""
    first, again = run_day(6, tmp_path), run_day(6, tmp_path)
    assert first == again
    assert not list(tmp_path.iterdir())


def test_days_are_planned_to_be_hard() -> None:
    """Every day has what makes it count, and some day has each kind of trouble."""
    kinds: set[str] = set()
    for seed in range(150):
        steps = planned(seed).steps
        done = [step["do"] for step in steps]
        bought = {step["on"] for step in steps if step["do"] == "buy"}
        assert done.count("buy") >= 8
        assert bought == set(STORES)
        assert done.count("import") >= 5
        assert done.count("ship") + done.count("ship all") >= 5
        assert any(step.get("units") for step in steps)
        assert done.count("fault") >= 2
        assert sum(len(step.get("fates", ())) for step in steps) >= 1
        kinds |= {step["kind"] for step in steps if step["do"] == "fault"}
    assert kinds == set(KINDS)


def test_what_is_wrong_is_shown_by_few_steps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What does not matter is left out, and the rest is a scenario that can be played."""

    def judged(day: Day, *_: Any, **__: Any) -> Verdict:
        wrong = "p3" in day.world.state.bought and day.counts["imports"]
        finding = Finding("notified-twice", "p3", {}, "something is wrong with p3")
        return Verdict((finding,) if wrong else ())

    monkeypatch.setattr(Day, "play", _begun(judged))
    file = shrink(6, tmp_path)
    scenario = load(file)
    assert [step.verb for step in scenario.steps] == ["buy", "import", "wait", "import"]
    assert "something is wrong with p3" in file.read_text(encoding="utf-8")


def _begun(judged: Any) -> Any:
    """A day that only steps are taken of, and that is judged otherwise: shrinking plays many."""

    def play(day: Day) -> None:
        for number, step in enumerate(day.plan.steps):
            day.moments[number] = number * 60_000
            if step["do"] == "buy":
                DOING["buy"](day.people, None, step)
            day.counts["imports"] += step["do"] == "import"
        day.violations += map(str, judged(day).findings)

    return play
