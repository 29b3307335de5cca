"""The results of a whole replay: every file that was requested."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from shiponce.scenario.file_errors import ScenarioProblems
from shiponce.scenario.run_results import Run, Verdict

INTERRUPTED = 130


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file that could not be read, with its name in the reports and its errors."""

    label: str
    file: str
    problems: ScenarioProblems


@dataclass(frozen=True, slots=True)
class NotPlayed:
    """A scenario not played because a person stopped the replay; mode '' means all modes."""

    label: str
    file: str
    mode: str = ""


@dataclass(frozen=True, slots=True)
class Replayed:
    """The runs, the unreadable files, and the scenarios not played because a person stopped."""

    runs: tuple[Run, ...] = ()
    unreadable: tuple[Unreadable, ...] = ()
    not_played: tuple[NotPlayed, ...] = ()
    interrupted: bool = False

    @property
    def exit_code(self) -> int:
        """130: stopped; 1: a run failed; 2: unknown verdict, unreadable file or no run; 0: pass."""
        verdicts = {run.verdict for run in self.runs}
        if self.interrupted:
            return INTERRUPTED
        if Verdict.FAIL in verdicts:
            return Verdict.FAIL.exit_code
        if self.unreadable or Verdict.UNKNOWN in verdicts or not self.runs:
            return Verdict.UNKNOWN.exit_code
        return Verdict.PASS.exit_code

    @property
    def counts(self) -> Counter[str]:
        """The number of runs by verdict, and the number of unreadable files."""
        return Counter(
            [*(run.verdict.value for run in self.runs), *("unreadable" for _ in self.unreadable)]
        )
