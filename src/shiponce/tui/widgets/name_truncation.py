"""Shorten names in a line that is too narrow; each keeps its beginning."""

from __future__ import annotations

from collections.abc import Container, Sequence

from rich.cells import cell_len

#: What is left of a name at least: two letters and the sign that it goes on.
LEAST = 3


def fitted(names: Sequence[str], room: int, keep: Container[str] = ()) -> list[str]:
    """Return the names in *room* cells in total, the longest cut first, those in *keep* whole.

    If even that is too much, every name keeps ``LEAST`` cells.
    """
    sizes = {name: cell_len(name) for name in names}
    short = {name: size for name, size in sizes.items() if name not in keep and size > LEAST}
    over = sum(sizes.values()) - room
    while over > 0 and short:
        longest = max(short, key=lambda name: (short[name], name))
        short[longest] -= 1
        over -= 1
        sizes[longest] = short[longest]
        if short[longest] <= LEAST:
            del short[longest]
    return [_cut(name, sizes[name]) for name in names]


def _cut(name: str, cells: int) -> str:
    if cell_len(name) <= cells:
        return name
    while cell_len(name) > cells - 1:
        name = name[:-1]
    return f"{name.rstrip()}…"
