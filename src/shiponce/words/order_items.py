"""Name an order's items, with what is still due of them, for lists and dialogs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from shiponce.words.sentences import say


class Due(Protocol):
    """A line of an order: its name, the units due, and the units ordered."""

    @property
    def called(self) -> str:
        """The SKU, or the title of a line that has none."""

    @property
    def due(self) -> int:
        """The units that are still to be shipped."""

    @property
    def units(self) -> int:
        """The units ordered."""


def items_text(ordered: str, lines: Sequence[Due], language: str) -> str:
    """Return ``MUG × 1 of 2 due, BOWL × 1``; the items as *ordered* if there are no lines."""
    if not lines:
        return ordered
    return ", ".join(
        f"{one.called} × {one.units}"
        if one.due == one.units
        else say("word.due_of", language, item=one.called, due=one.due, units=one.units)
        for one in lines
    )
