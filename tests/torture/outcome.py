"""What one share of an attack was asked to try, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

#: In an attack that goes through cases, the seed is the case times this, plus the point in it.
CASE = 10_000


@dataclass(frozen=True, slots=True)
class Share:
    """The seeds that one process tries: *first* and every *stride*-th after it, *count* at most."""

    first: int
    count: int
    folder: Path
    stride: int = 1

    def seeds(self) -> Iterator[int]:
        """Each seed of this share."""
        return iter(range(self.first, self.first + self.count * self.stride, self.stride))

    @property
    def case(self) -> int:
        """In an attack that goes through cases: which one."""
        return self.first // CASE

    def points(self) -> Iterator[int]:
        """In such an attack: the points of the case that are tried, from 1, without an end."""
        at = self.first % CASE or 1
        for _ in range(self.count):
            yield at
            at += self.stride


@dataclass(slots=True)
class Outcome:
    """How often was tried and violated, and what was measured.

    Figures whose name begins with "most" or "least" are the largest or smallest of all shares;
    the others are added up.
    """

    tried: int = 0
    figures: dict[str, float] = field(default_factory=dict)
    #: (seed, what was seen), in which the seed repeats exactly that.
    violations: list[tuple[int, str]] = field(default_factory=list)

    def violated(self, seed: int, seen: object) -> None:
        """Note what must not be."""
        self.violations.append((seed, str(seen)[:600]))

    def measure(self, name: str, value: float = 1) -> None:
        """Add to a figure, or keep the most or the least of it."""
        known = self.figures.get(name)
        if known is None:
            self.figures[name] = value
        elif name.startswith("most "):
            self.figures[name] = max(known, value)
        elif name.startswith("least "):
            self.figures[name] = min(known, value)
        else:
            self.figures[name] = known + value

    def add(self, other: Outcome) -> None:
        """Take in what another share has found."""
        self.tried += other.tried
        self.violations += other.violations
        for name, value in other.figures.items():
            self.measure(name, value)


Attack = Callable[[Share], Outcome]
