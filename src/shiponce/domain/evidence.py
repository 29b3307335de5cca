"""Evidence: what was compared when something was decided, as data that every face can show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

#: The weight of a line that helps a person to decide and hides nothing by itself.
LIKENESS = "likeness"


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """One field of a comparison: what the order that is shown has, the other one, and the rest."""

    field: str
    ours: str
    theirs: str
    agrees: bool
    #: proves, supports, or likeness (which never hides).
    weight: str


def turned(lines: Iterable[EvidenceLine]) -> tuple[EvidenceLine, ...]:
    """Return a comparison as the other one of its two orders tells it."""
    return tuple(replace(line, ours=line.theirs, theirs=line.ours) for line in lines)
