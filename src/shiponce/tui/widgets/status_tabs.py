"""The hub's grids as tabs, each with its count."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rich.cells import cell_len

from shiponce.tui.theme import mark_of_grid, short_name
from shiponce.tui.typed_app import TypedApp
from shiponce.tui.widgets.clickable_line import ClickableLine, ClickableText
from shiponce.tui.widgets.tab_names import (
    MORE_LEFT,
    MORE_RIGHT,
    fitting_names,
    visible_tabs,
)
from shiponce.views.orders import Grid
from shiponce.words.domain_words import LIST_WORD, TAB_WORD

#: From this width (terminal cells) on, the tabs show their marks and blanks on both sides.
_FULL = 125


class StatusTabs(ClickableLine):
    """One tab per grid; the open tab is marked by a bar and its colour."""

    DEFAULT_CSS = "StatusTabs { background: $background; }"

    app = TypedApp()

    def __init__(self) -> None:
        super().__init__()
        self._open = Grid.AWAITING_SHIPMENT
        self._counts: Mapping[Grid, int] = {}

    def update(self, open_grid: Grid, counts: Mapping[Grid, int]) -> None:
        """Show which grid is open and how many orders each has."""
        self._open, self._counts = open_grid, counts
        self.redraw()

    def on_resize(self) -> None:
        """Use full or short names, as space allows."""
        self.redraw()

    def redraw(self) -> None:
        """Draw the tabs."""
        say, number, grids = self.app.locale.say, self.app.locale.number, [*Grid]
        full = self.size.width >= _FULL
        glyphs = [f"{mark_of_grid(grid).glyph} " if full else "" for grid in grids]
        counts = [
            f" {number(self._counts[grid])}" if self._counts.get(grid) else "" for grid in grids
        ]
        edge = 2 if full else 1
        divider = _before_hidden(full)
        signs = [
            edge + len(glyph) + len(count) + (len(divider) if grid is Grid.HIDDEN else 0)
            for grid, glyph, count in zip(grids, glyphs, counts, strict=True)
        ]
        room, here = self.size.width, grids.index(self._open)
        words = [(LIST_WORD[grid], short_name(grid), TAB_WORD[grid]) for grid in grids]
        names = fitting_names(
            [[say(word) for word in each] for each in words], room - sum(signs), here
        )
        widths = [sign + cell_len(name) for sign, name in zip(signs, names, strict=True)]
        shown = visible_tabs(widths, room, here)
        parts: list[ClickableText] = []
        if shown.start > 0:
            parts.append(
                ClickableText(MORE_LEFT, "$quiet", f"screen.grid('{grids[shown.start - 1].value}')")
            )
        for tab in shown:
            parts += self._tab(grids[tab], f"{glyphs[tab]}{names[tab]}", counts[tab], full=full)
        if shown.stop < len(grids):
            parts.append(
                ClickableText(MORE_RIGHT, "$quiet", f"screen.grid('{grids[shown.stop].value}')")
            )
        self.show(parts)

    def _tab(self, grid: Grid, name: str, count: str, *, full: bool) -> Iterable[ClickableText]:
        run = f"screen.grid('{grid.value}')"
        here = grid is self._open
        alarming = grid is Grid.HELD and count
        style = "bold $primary" if here else ("$warning" if alarming else "$quiet")
        if grid is Grid.HIDDEN:
            yield ClickableText(_before_hidden(full), "$line")
        yield ClickableText("▌" if here else " ", "$primary", run)
        yield ClickableText(name, style, run)
        if count:
            yield ClickableText(count, style if here else "$foreground", run)
        if full:
            yield ClickableText(" ", "", run)


def _before_hidden(full: bool) -> str:
    return " │ " if full else "│"
