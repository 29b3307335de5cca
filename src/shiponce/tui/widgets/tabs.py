"""The shelves of the hub as tabs, each with its count."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from shiponce.tui.program import Program
from shiponce.tui.theme import mark_of_shelf, short_name
from shiponce.tui.widgets.bar import Bar, Piece
from shiponce.views import Shelf

#: From this width on the tabs say their full names.
_FULL = 125
#: Where there is no room, an empty shelf shrinks to its mark, these first; then also one that has
#: orders, whose count stays beside the mark.
_LEAST_WANTED = (
    Shelf.PENDING_FULFILLMENT,
    Shelf.AWAITING_PAYMENT,
    Shelf.ON_HOLD,
    Shelf.HELD,
    Shelf.CANCELLED,
    Shelf.SHIPPED,
    Shelf.HIDDEN,
)


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
        short: set[Shelf] = set()
        tabs = self._tabs(short)
        counted = [shelf for shelf in _LEAST_WANTED if self._counts.get(shelf)]
        for shelf in [*(shelf for shelf in _LEAST_WANTED if shelf not in counted), *counted]:
            if sum(piece.width for piece in tabs) <= self.size.width:
                break
            if shelf is not self._open:
                short.add(shelf)
                tabs = self._tabs(short)
        self.show(tabs)

    def _tabs(self, short: set[Shelf]) -> list[Piece]:
        return [piece for shelf in Shelf for piece in self._tab(shelf, shelf in short)]

    def _tab(self, shelf: Shelf, short: bool) -> Iterable[Piece]:
        say, number = self.app.locale.say, self.app.locale.number
        full = self.size.width >= _FULL
        name = say(f"word.list.{shelf.value}" if full else short_name(shelf))
        count = self._counts.get(shelf, 0)
        run = f"screen.shelf('{shelf.value}')"
        mark = mark_of_shelf(shelf)
        here = shelf is self._open
        alarming = shelf is Shelf.HELD and count
        style = "bold $primary" if here else ("$warning" if alarming else "$quiet")
        if shelf is Shelf.HIDDEN:
            yield Piece("│" if not full else " │ ", "$line")
        edge = ("▌", " ") if here else (" ", " ")
        yield Piece(edge[0], "$primary", run)
        glyph = f"{mark.glyph} " if full else ""
        yield Piece(mark.glyph if short else f"{glyph}{name}", style, run)
        if count:
            yield Piece(f" {number(count)}", style if here else "$foreground", run)
        yield Piece(edge[1], "", run)
