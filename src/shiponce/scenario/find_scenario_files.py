"""Find the scenarios that come with shiponce: in the installed package or in the repository."""

from __future__ import annotations

import os
from pathlib import Path

from shiponce.scenario.file_errors import Problem, ScenarioProblems
from shiponce.views.sentence import Sentence

_INSTALLED = Path(__file__).parent / "library"
_SUFFIXES = (".yaml", ".yml")
_CHECKOUT = Path(__file__).parents[3] / "scenarios"
#: The teaching order of the scenarios; all others follow in alphabetical order.
_SYLLABUS = (
    "wrong-import-order",
    "right-import-order",
    "notification-disabled",
    "notification-disabled-with-rule",
    "sfp-through-bigcommerce",
    "new-integration",
    "void-and-relabel",
    "amazon-split-refused",
    "two-buyers-one-box",
)


def scenarios() -> tuple[Path, ...]:
    """Return the shipped scenario files in their teaching order."""
    folder = _INSTALLED if _INSTALLED.is_dir() else _CHECKOUT
    return tuple(sorted(folder.glob("*.yaml"), key=_lesson))


def files_in(path: Path) -> tuple[Path | ScenarioProblems, ...]:
    """Return *path* if it is a file, or the scenario files in the folder *path* and below.

    A folder that cannot be read is returned as a ScenarioProblems with the error. If nothing is
    found, ScenarioProblems is raised. Names that begin with a dot are skipped. A folder that
    several links lead to is visited once.
    """
    if not path.is_dir():
        return (path,)
    found: dict[Path, Path | ScenarioProblems] = {}
    visited: set[str] = set()
    folders = [path]
    while folders:
        folder = folders.pop()
        if (real := os.path.realpath(folder)) in visited:
            continue
        visited.add(real)
        try:
            entries = [entry for entry in os.scandir(folder) if not entry.name.startswith(".")]
        except OSError as bad:
            found[folder] = _unreadable(folder, bad)
            continue
        for entry in entries:
            here = Path(entry.path)
            if here.is_dir():
                folders.append(here)
            elif here.suffix.lower() in _SUFFIXES:
                found[here] = _file(here)
    if not found:
        raise ScenarioProblems(path, [Problem(Sentence("scenario.problem.no_scenarios"))])
    return tuple(found[name] for name in sorted(found))


def _file(path: Path) -> Path | ScenarioProblems:
    """Return the path, or an error if it is a pipe or device, because reading could block."""
    if path.exists() and not path.is_file():
        return ScenarioProblems(path, [Problem(Sentence("scenario.problem.no_file"))])
    return path


def _unreadable(folder: Path, bad: OSError) -> ScenarioProblems:
    what = bad.strerror or type(bad).__name__
    return ScenarioProblems(
        folder, [Problem(Sentence("scenario.problem.folder_unreadable", {"what": what}))]
    )


def _lesson(path: Path) -> tuple[int, str]:
    place = _SYLLABUS.index(path.stem) if path.stem in _SYLLABUS else len(_SYLLABUS)
    return place, path.stem
