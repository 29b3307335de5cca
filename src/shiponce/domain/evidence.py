"""Evidence: the values compared for a decision, as data that every user interface can show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

#: A line of this weight helps a person to decide, but by itself never hides an order.
LIKENESS = "likeness"


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """One compared field: the shown order's value, the other order's value, and the result."""

    field: str
    ours: str
    theirs: str
    agrees: bool
    #: ``proves``, ``supports`` or ``likeness``.
    weight: str


def turned(lines: Iterable[EvidenceLine]) -> tuple[EvidenceLine, ...]:
    """Return the lines with the two orders' values exchanged."""
    return tuple(replace(line, ours=line.theirs, theirs=line.ours) for line in lines)
