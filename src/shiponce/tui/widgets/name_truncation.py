"""Shorten names in a line that is too narrow; each keeps its beginning."""

from __future__ import annotations

from collections.abc import Container, Sequence

from rich.cells import cell_len

#: The minimum width of a cut name in cells: two letters and an ellipsis.
LEAST = 3


def fitted(names: Sequence[str], room: int, keep: Container[str] = ()) -> list[str]:
    """Return the names cut to fit into *room* cells in total, the longest cut first.

    Names in *keep* are never cut. Every other name keeps at least ``LEAST`` cells, even if the
    total is then larger than *room*.
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
