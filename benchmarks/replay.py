"""How long one scenario takes, against the least a hub can do: to be opened and closed.

python -m benchmarks.replay [FILE] [--mode documented|reconciling] [--rounds N]
"""

from __future__ import annotations

import argparse
from contextlib import closing
from pathlib import Path
from time import perf_counter

from benchmarks.measure import in_turn, table
from benchmarks.orders import Connected, Ticking
from shiponce.domain.store import MatchingMode
from shiponce.hub import Hub
from shiponce.scenario.find_scenario_files import scenarios
from shiponce.scenario.run_results import Verdict
from shiponce.scenario.runner import Runner
from shiponce.scenario.scenario_file import load
from shiponce.scenario.scenario_model import Scenario


def replayed(scenario: Scenario, mode: MatchingMode) -> float:
    """Seconds from the first step to the verdict, which must be a pass."""
    began = perf_counter()
    runner = Runner(scenario, mode)
    try:
        run = runner.finish()
    finally:
        runner.close()
    took = perf_counter() - began
    assert run.verdict is Verdict.PASS, f"{scenario.name}: {run.verdict}"  # noqa: S101 - a wrong run has no time
    return took


def opened() -> float:
    """Seconds of opening a hub, schema and all, and closing it again."""
    began = perf_counter()
    with closing(Hub.open(":memory:", Connected({}), clock=Ticking())) as hub:
        hub.state()
    return perf_counter() - began


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:,.1f} ms"


def main() -> None:
    """Return a table of the scenario's time."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path, nargs="?")
    parser.add_argument("--mode", type=MatchingMode, default=MatchingMode.RECONCILING)
    parser.add_argument("--rounds", type=int, default=7)
    asked = parser.parse_args()
    file = asked.file or next(path for path in scenarios() if path.stem == "wrong-import-order")
    scenario = load(file)
    found = in_turn(
        {"replay": lambda: replayed(scenario, asked.mode), "open": opened}, asked.rounds
    )
    name = f"{file.stem}, {asked.mode.value}, {len(scenario.steps_in(asked.mode))} steps"
    rows = [
        (name, _ms(found.of("replay")), f"{found.ratio('replay', 'open'):.1f} ×"),
        ("an empty hub, opened and closed", _ms(found.of("open")), "1"),
    ]
    print(table(rows))


if __name__ == "__main__":
    main()
