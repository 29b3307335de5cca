"""Says at the end of a run how many tests were skipped, and what each of them was missing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

import pytest
from _pytest.terminal import TerminalReporter


class Skipped:
    """Adds a section before pytest's closing line, which stays the last one."""

    @pytest.hookimpl
    def pytest_terminal_summary(self, terminalreporter: TerminalReporter) -> None:
        """Write it."""
        reports = terminalreporter.stats.get("skipped", [])
        terminalreporter.section("skipped", sep="-")
        for line in summary((_file(report), _reason(report)) for report in reports):
            terminalreporter.line(line)


def summary(skips: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield the lines of the section from (file, reason) of each skip."""
    by_reason: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for file, reason in skips:
        by_reason[reason][file] += 1
    total = sum(sum(files.values()) for files in by_reason.values())
    if not total:
        yield "No test was skipped."
        return
    yield f"{total} {_tests(total)} skipped:"
    for reason, files in sorted(by_reason.items(), key=lambda one: (-sum(one[1].values()), one)):
        yield f"{sum(files.values()):5}  {reason} ({', '.join(sorted(files))})"


def _tests(number: int) -> str:
    return "test was" if number == 1 else "tests were"


def _file(report: pytest.TestReport | pytest.CollectReport) -> str:
    return report.nodeid.partition("::")[0]


def _reason(report: pytest.TestReport | pytest.CollectReport) -> str:
    said = report.longrepr
    text = str(said[2]) if isinstance(said, tuple) else str(said)
    return text.removeprefix("Skipped: ")
