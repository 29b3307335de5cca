"""Read the files of a replay, and give each a unique name for the reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from shiponce.scenario.file_errors import Problem, ScenarioProblems, shown
from shiponce.scenario.find_scenario_files import files_in, scenarios
from shiponce.scenario.scenario_file import load
from shiponce.scenario.scenario_model import Scenario
from shiponce.scenario.yaml_reader import STANDARD_INPUT
from shiponce.views.sentence import Sentence


@dataclass(frozen=True, slots=True)
class Reading:
    """A requested file with its scenario or, if it cannot be played, with its errors."""

    path: Path
    found: Scenario | ScenarioProblems
    #: The name in reports: the scenario's name, or the path of a file with errors. If several files
    #: share a name, the path or a number is added.
    label: str = ""
    #: The internal error that occurred while the file was read, or None.
    fault: Exception | None = None

    @property
    def file(self) -> str:
        """The path as printable text, even if it has bytes that are no text."""
        return shown(self.path)


def readings(paths: Sequence[Path]) -> tuple[Reading, ...]:
    """Read and validate the requested files, or the library if there are none.

    A file that cannot be played is returned with its errors.
    """
    return _labelled([reading for path in paths or scenarios() for reading in _read(path)])


def _read(path: Path) -> Iterator[Reading]:
    try:
        found = (path,) if path == STANDARD_INPUT else files_in(path)
    except ScenarioProblems as problems:
        yield Reading(path, problems)
        return
    for each in found:
        yield Reading(each.path, each) if isinstance(each, ScenarioProblems) else _loaded(each)


def _loaded(path: Path) -> Reading:
    try:
        return Reading(path, load(path))
    except ScenarioProblems as problems:
        return Reading(path, problems)
    except Exception as fault:
        kind = type(fault).__name__
        problem = Problem(Sentence("scenario.problem.fault", {"kind": kind}))
        return Reading(path, ScenarioProblems(path, [problem]), fault=fault)


def _labelled(found: list[Reading]) -> tuple[Reading, ...]:
    """Give each file a unique label: add the path to a shared name, a number to a repeated file."""
    names = [r.found.name if isinstance(r.found, Scenario) else r.file for r in found]
    files: dict[str, set[str]] = {}
    for name, reading in zip(names, found, strict=True):
        files.setdefault(name, set()).add(reading.file)
    labels = [
        name if len(files[name]) == 1 else f"{name} ({reading.file})"
        for name, reading in zip(names, found, strict=True)
    ]
    seen: Counter[str] = Counter()
    lines = []
    for label, reading in zip(labels, found, strict=True):
        seen[label] += 1
        numbered = label if seen[label] == 1 else f"{label} #{seen[label]}"
        lines.append(replace(reading, label=numbered))
    return tuple(lines)
