"""One random day: played from a seed, judged, and made shorter while the violation stays.

``python -m tests.torture.day SEED`` plays one and says what was wrong; with ``--shrink`` it writes
the shortest day that still shows it as a scenario file.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.torture.as_scenario import written
from tests.torture.plan import LEAST, Plan, Step, planned
from tests.torture.playing import Day
from tests.torture.shrinking import shrunk


@dataclass(slots=True)
class DayResult:
    """What one day was and what was wrong with it."""

    seed: int
    counts: dict[str, int]
    #: Whether enough happened for the day to count.
    reached: bool
    violations: list[str]
    steps: list[Step] = field(default_factory=list)
    #: Milliseconds after the day's begin at which each step was taken, by its number.
    moments: dict[int, int] = field(default_factory=dict)


def run_day(seed: int, folder: Path) -> DayResult:
    """Play the day of a seed; its database is on *folder*, and gone afterwards."""
    return played(planned(seed), folder)


def played(plan: Plan, folder: Path) -> DayResult:
    """Play a day."""
    day = Day(plan, folder)
    day.play()
    counts = dict(day.counts)
    reached = all(counts.get(name, 0) >= least for name, least in LEAST.items())
    return DayResult(plan.seed, counts, reached, day.violations, plan.steps, day.moments)


def shrink(seed: int, folder: Path) -> Path:
    """Write the shortest day found that is wrong in the same way; the scenario file."""
    plan = planned(seed)
    wanted = codes(played(plan, folder).violations)

    def is_wrong(shorter: Plan) -> bool:
        return bool(wanted & codes(played(shorter, folder).violations))

    if wanted:
        plan = shrunk(plan, is_wrong)
    last = played(plan, folder)
    file = folder / f"day-{seed}.yaml"
    file.write_text(written(plan, last.moments, last.violations), encoding="utf-8")
    return file


def codes(violations: list[str]) -> set[str]:
    """What kinds of things were wrong."""
    return {one.partition(":")[0].partition(" (")[0] for one in violations}


def main(arguments: list[str]) -> int:
    """Play one day by hand."""
    seed = int(arguments[0])
    with TemporaryDirectory() as folder:
        found = run_day(seed, Path(folder))
        print(f"seed {seed}: {'counts' if found.reached else 'too little happened'}")
        print("\n".join(found.violations) or "nothing is wrong")
        if "--shrink" in arguments:
            print(shrink(seed, Path(folder)).read_text(encoding="utf-8"))
    return bool(found.violations)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
