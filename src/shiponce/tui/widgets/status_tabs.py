"""The shelves of the hub as tabs, each with its count."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from shiponce.tui.theme import mark_of_shelf, short_name
from shiponce.tui.typed_app import Program
from shiponce.tui.widgets.clickable_line import Bar, Piece
from shiponce.tui.widgets.name_truncation import fitted
from shiponce.views.orders import Shelf
from shiponce.words.domain_words import LIST_WORD

#: From this width on the tabs say their full names.
_FULL = 125


class ShelfTabs(Bar):
    """One tab a shelf; the open one stands out by more than its colour."""

    DEFAULT_CSS = "ShelfTabs { background: $background; }"

    app = Program()

    def __init__(self) -> None:
        super().__init__()
        self._open = Shelf.AWAITING_SHIPMENT
        self._counts: Mapping[Shelf, int] = {}

    def update(self, open_shelf: Shelf, counts: Mapping[Shelf, int]) -> None:
        """Show which shelf is open and how many orders each holds."""
        self._open, self._counts = open_shelf, counts
        self.redraw()

    def on_resize(self) -> None:
        """Full or short names."""
        self.redraw()

    def redraw(self) -> None:
        """Show the tabs anew."""
        say, number = self.app.locale.say, self.app.locale.number
        full = self.size.width >= _FULL
        glyphs = {shelf: f"{mark_of_shelf(shelf).glyph} " if full else "" for shelf in Shelf}
        names = {shelf: say(LIST_WORD[shelf] if full else short_name(shelf)) for shelf in Shelf}
        counts = {
            shelf: f" {number(self._counts[shelf])}" if self._counts.get(shelf) else ""
            for shelf in Shelf
        }
        signs = sum(2 + len(glyphs[one]) + len(counts[one]) for one in Shelf)
        signs += len(_before_hidden(full))
        room = self.size.width - signs
        shown = fitted([*names.values()], room, (names[self._open],))
        self.show(
            piece
            for shelf, name in zip(names, shown, strict=True)
            for piece in self._tab(shelf, f"{glyphs[shelf]}{name}", counts[shelf], full=full)
        )

    def _tab(self, shelf: Shelf, name: str, count: str, *, full: bool) -> Iterable[Piece]:
        run = f"screen.shelf('{shelf.value}')"
        here = shelf is self._open
        alarming = shelf is Shelf.HELD and count
        style = "bold $primary" if here else ("$warning" if alarming else "$quiet")
        if shelf is Shelf.HIDDEN:
            yield Piece(_before_hidden(full), "$line")
        edge = ("▌", " ") if here else (" ", " ")
        yield Piece(edge[0], "$primary", run)
        yield Piece(name, style, run)
        if count:
            yield Piece(count, style if here else "$foreground", run)
        yield Piece(edge[1], "", run)


def _before_hidden(full: bool) -> str:
    return " │ " if full else "│"
