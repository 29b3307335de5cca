"""The hub's grids as tabs, each with its count."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from shiponce.tui.theme import mark_of_grid, short_name
from shiponce.tui.typed_app import TypedApp
from shiponce.tui.widgets.clickable_line import ClickableLine, ClickableText
from shiponce.tui.widgets.name_truncation import fitted
from shiponce.views.orders import Grid
from shiponce.words.domain_words import LIST_WORD

#: From this width (terminal cells) on, the tabs show their full names.
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
        say, number = self.app.locale.say, self.app.locale.number
        full = self.size.width >= _FULL
        glyphs = {grid: f"{mark_of_grid(grid).glyph} " if full else "" for grid in Grid}
        names = {grid: say(LIST_WORD[grid] if full else short_name(grid)) for grid in Grid}
        counts = {
            grid: f" {number(self._counts[grid])}" if self._counts.get(grid) else ""
            for grid in Grid
        }
        signs = sum(2 + len(glyphs[one]) + len(counts[one]) for one in Grid)
        signs += len(_before_hidden(full))
        room = self.size.width - signs
        shown = fitted([*names.values()], room, (names[self._open],))
        self.show(
            part
            for grid, name in zip(names, shown, strict=True)
            for part in self._tab(grid, f"{glyphs[grid]}{name}", counts[grid], full=full)
        )

    def _tab(self, grid: Grid, name: str, count: str, *, full: bool) -> Iterable[ClickableText]:
        run = f"screen.grid('{grid.value}')"
        here = grid is self._open
        alarming = grid is Grid.HELD and count
        style = "bold $primary" if here else ("$warning" if alarming else "$quiet")
        if grid is Grid.HIDDEN:
            yield ClickableText(_before_hidden(full), "$line")
        edge = ("▌", " ") if here else (" ", " ")
        yield ClickableText(edge[0], "$primary", run)
        yield ClickableText(name, style, run)
        if count:
            yield ClickableText(count, style if here else "$foreground", run)
        yield ClickableText(edge[1], "", run)


def _before_hidden(full: bool) -> str:
    return " │ " if full else "│"
