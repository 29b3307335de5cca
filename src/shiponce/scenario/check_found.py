"""What a check found: the expected and the actual value."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from shiponce.views.sentence import Sentence

NOBODY = "–"


@dataclass(frozen=True, slots=True)
class Found:
    """The outcome of a check: expected and actual value, and the facts of its sentence."""

    wanted: str
    got: str
    facts: dict[str, object] = field(default_factory=dict)
    #: The hub's own sentence for the code that was checked.
    saying: Sentence | None = None


def names(found: Iterable[str]) -> str:
    """Return the names sorted and separated by commas, or a dash if there are none."""
    return ", ".join(sorted(found)) or NOBODY
