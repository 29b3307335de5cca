"""Random days, as many as are asked for; a violated one leaves a scenario file."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from tests.torture.day import run_day, shrink
from tests.torture.outcome import Outcome, Share

#: What is counted of all that a day counts.
COUNTED = ("purchases", "imports", "shipments", "parts", "voids", "faults", "deaths", "suspensions")
#: Where the scenario files of violated days are put.
FILES = Path(tempfile.gettempdir()) / "shiponce-torture"


def days(share: Share) -> Outcome:
    """Play a day for each seed; it counts when enough has happened in it.

    The first violated one of a share is made as short as it can be.
    """
    outcome = Outcome()
    for seed in share.seeds():
        folder = share.folder / str(seed)
        folder.mkdir()
        day = run_day(seed, folder)
        outcome.tried += day.reached
        outcome.measure("days that do not count", not day.reached)
        for name in COUNTED:
            outcome.measure(name, day.counts.get(name, 0))
        if day.violations:
            where = "" if outcome.violations else f" {_kept(seed, folder)}"
            outcome.violated(seed, f"{'; '.join(day.violations)[:400]}{where}")
        shutil.rmtree(folder)
    return outcome


def _kept(seed: int, folder: Path) -> Path:
    """The day as a scenario file, as short as it can be, where it stays."""
    FILES.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copy(shrink(seed, folder), FILES))
