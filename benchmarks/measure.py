"""Timing that a busy machine disturbs least: contestants in turn, and the median of each."""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping
from statistics import median

#: Prepares what it needs, times what it is about, and gives the seconds.
Contestant = Callable[[], float]


class Times:
    """What each contestant took in each round."""

    def __init__(self, taken: Mapping[str, list[float]]) -> None:
        self._taken = taken

    def of(self, name: str) -> float:
        """Return a contestant's median, in seconds."""
        return median(self._taken[name])

    def ratio(self, one: str, other: str) -> float:
        """Return the median over the rounds of the ratio of *one* to *other*.

        A spell in which the machine does something else slows both, and leaves their ratio.
        """
        rounds = zip(self._taken[one], self._taken[other], strict=True)
        return median(a / b for a, b in rounds)


def in_turn(contestants: Mapping[str, Contestant], rounds: int) -> Times:
    """Let the contestants take turns, so that a slow spell hits all of them."""
    taken: dict[str, list[float]] = {name: [] for name in contestants}
    for _ in range(rounds):
        for name, contestant in contestants.items():
            gc.collect()
            taken[name].append(contestant())
    return Times(taken)


def table(rows: list[tuple[str, str, str]]) -> str:
    """Three columns: what was measured, its figure, and its ratio."""
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    return "\n".join(
        f"{what:<{widths[0]}}  {figure:>{widths[1]}}  {ratio:>{widths[2]}}".rstrip()
        for what, figure, ratio in rows
    )
