"""The scenarios that come with shiponce: package data, or the repository's folder in a checkout."""

from __future__ import annotations

from pathlib import Path

from shiponce.scenario.problems import Problem, ScenarioProblems
from shiponce.views import Sentence

_INSTALLED = Path(__file__).parent / "library"
_CHECKOUT = Path(__file__).parents[3] / "scenarios"
#: The order in which they teach; what is not named here follows by name.
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
    """The shipped scenario files, in the order in which they teach."""
    folder = _INSTALLED if _INSTALLED.is_dir() else _CHECKOUT
    return tuple(sorted(folder.glob("*.yaml"), key=_lesson))


def files_in(path: Path) -> tuple[Path, ...]:
    """The scenario files that a path means: itself, or all in a folder.

    ScenarioProblems when the folder holds none.
    """
    if not path.is_dir():
        return (path,)
    found = tuple(sorted((*path.rglob("*.yaml"), *path.rglob("*.yml"))))
    if not found:
        raise ScenarioProblems(path, [Problem(Sentence("scenario.problem.no_scenarios"))])
    return found


def _lesson(path: Path) -> tuple[int, str]:
    place = _SYLLABUS.index(path.stem) if path.stem in _SYLLABUS else len(_SYLLABUS)
    return place, path.stem
