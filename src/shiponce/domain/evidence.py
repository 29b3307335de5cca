"""Evidence: what was compared when something was decided, as data that every face can show."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """One field of a comparison: what stands on each side and whether it agrees."""

    field: str
    ours: str
    theirs: str
    agrees: bool
    #: proves, supports, or likeness (which never hides).
    weight: str
