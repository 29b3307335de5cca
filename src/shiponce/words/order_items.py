"""Name an order's items, with what is still due of them, for lists and dialogs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from shiponce.words.sentences import say

#: The fewest cells of a cut name, its ellipsis included.
_LEAST_NAME = 4


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


def with_quantity(text: str, room: int, size: Callable[[str], int]) -> str:
    """Return items that are too long with the first item's quantity: ``TRAY-O… × 2, …``.

    *size* returns the terminal cells of a text, *room* is their largest number. A text that is no
    list of items, or too little room for a name and a quantity, returns the text as it is.
    """
    if size(text) <= room:
        return text
    first, more, _ = text.partition(", ")
    name, times, quantity = first.rpartition(" × ")
    end = f"{times}{quantity}{', …' if more else ''}"
    if not times or size(end) + _LEAST_NAME > room:
        return text
    if size(name + end) <= room:
        return name + end
    while name and size(f"{name}…{end}") > room:
        name = name[:-1]
    return f"{name.rstrip()}…{end}"
