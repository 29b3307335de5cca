"""Choose names for a row of tabs that fit its width; no name is cut."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

#: The marks at the ends of a row whose other tabs are out of sight, each with its width.
MORE_LEFT, MORE_RIGHT, MORE_WIDTH = "‹ ", " ›", 2


def fitting_names(
    names: Sequence[Sequence[str]], room: int, open_tab: int | None = None
) -> list[str]:
    """Return one name per tab, in total at most *room* cells if the shortest names fit.

    *names* has the names of each tab, the longest first. The open tab gets the longest name that
    fits; then the other tabs, from the left, get their next longer names as long as these fit.
    """
    chosen = [own[-1] for own in names]
    spare = room - sum(map(cell_len, chosen))

    def lengthen(tab: int, name: str) -> None:
        nonlocal spare
        more = cell_len(name) - cell_len(chosen[tab])
        if 0 < more <= spare:
            chosen[tab], spare = name, spare - more

    if open_tab is not None:
        for name in reversed(names[open_tab]):
            lengthen(open_tab, name)
    for step in range(2, max(map(len, names), default=0) + 1):
        for tab, own in enumerate(names):
            if step <= len(own):
                lengthen(tab, own[-step])
    return chosen


def visible_tabs(widths: Sequence[int], room: int, open_tab: int = 0) -> range:
    """Return the tabs that are shown whole: all, or the open one with as many neighbours as fit.

    Beside tabs out of sight, there is room for ``MORE_LEFT`` and ``MORE_RIGHT``.
    """
    if sum(widths) <= room:
        return range(len(widths))
    first, end = open_tab, open_tab + 1

    def fits(first: int, end: int) -> bool:
        ends = (first > 0) + (end < len(widths))
        return sum(widths[first:end]) + ends * MORE_WIDTH <= room

    grown = True
    while grown:
        grown = False
        if end < len(widths) and fits(first, end + 1):
            end, grown = end + 1, True
        if first > 0 and fits(first - 1, end):
            first, grown = first - 1, True
    return range(first, end)
