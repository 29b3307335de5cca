"""The results of a run: a line for whoever watches, and a file for the page of the documents."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.torture.outcome import Outcome
from tests.torture.registry import Promise

#: The last whole run of each promise; ``docs/reliability.py`` makes its page of them.
RESULTS = Path(__file__).parents[2] / "docs" / "reliability.json"


def number(value: float) -> str:
    """A figure as people read it."""
    return f"{value:,.0f}" if value == round(value) else f"{value:,}"


def figures(outcome: Mapping[str, float]) -> str:
    """What was measured, by name."""
    return ", ".join(f"{name} {number(value)}" for name, value in sorted(outcome.items()))


def line(promise: Promise, outcome: Outcome, seconds: float) -> str:
    """One promise's end."""
    kept = f"{len(outcome.violations)} violated" if outcome.violations else "kept"
    measured = f" ({figures(outcome.figures)})" if outcome.figures else ""
    return (
        f"[{seconds / 60:4.0f} min] {promise.number:2}  {promise.promise}: "
        f"{number(outcome.tried)} tried, {kept}{measured}"
    )


def written(total: Mapping[int, Outcome], minutes: float, seed: int) -> str:
    """The file with what was run whole now; every other promise keeps its last whole run."""
    before = last()["promises"] if RESULTS.exists() else {}
    date = datetime.now(UTC).date().isoformat()
    now = {
        str(key): {
            "date": date,
            "tried": outcome.tried,
            "violated": len(outcome.violations),
            "figures": {name: value for name, value in sorted(outcome.figures.items())},
            "seeds": sorted({seed for seed, _ in outcome.violations})[:20],
        }
        for key, outcome in total.items()
    }
    document: dict[str, Any] = {
        "date": date,
        "minutes": round(minutes),
        "seed": seed,
        "promises": {**before, **now},
    }
    return json.dumps(document, indent=1, sort_keys=True) + "\n"


def last() -> dict[str, Any]:
    """The results of the last whole run of each promise."""
    found: dict[str, Any] = json.loads(RESULTS.read_text(encoding="utf-8"))
    return found
