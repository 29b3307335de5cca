"""Writes down what became of each proof, so that ``make spec`` can say it.

A test function is as good as the worst of its cases, and so is a scenario: the test that plays one
says which by a property. What this run left out keeps the result of the run before.
"""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest

from tools.proofs.collecting import RESULTS, last_results

ROOT = Path(__file__).parents[2]
_WORST_FIRST = ("failed", "passed", "skipped")


class LastResults:
    """Hears every report; with several workers only the process that leads them writes."""

    def __init__(self) -> None:
        self._heard: dict[str, str] = {}

    @pytest.hookimpl
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """One phase of one case: what fails anywhere has failed."""
        if report.when != "call" and report.outcome == "passed":
            return
        names = [report.nodeid.partition("[")[0]]
        names += [str(value) for name, value in report.user_properties if name == "proof"]
        for name in names:
            known = (self._heard.get(name, report.outcome), str(report.outcome))
            self._heard[name] = min(known, key=_WORST_FIRST.index)

    @pytest.hookimpl
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """The results of this run over those of the last one."""
        if hasattr(session.config, "workerinput") or not self._heard:
            return
        results = last_results(ROOT) | self._heard
        (ROOT / RESULTS).write_bytes(orjson.dumps(results, option=orjson.OPT_SORT_KEYS))
