"""A line of words that can be clicked: the head, the tabs, the import buttons and the footer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget


@dataclass(frozen=True, slots=True)
class Piece:
    """Some text in a style; *action* runs when it is clicked."""

    text: str
    style: str = ""
    action: str = ""

    @property
    def width(self) -> int:
        """Cells on the screen."""
        return cell_len(self.text)


class Bar(Widget):
    """Pieces from the left and pieces from the right; the left gives way when space is short."""

    ALLOW_SELECT = False
    DEFAULT_CSS = "Bar { height: 1; width: 1fr; text-wrap: nowrap; }"

    left: reactive[tuple[Piece, ...]] = reactive((), init=False)
    right: reactive[tuple[Piece, ...]] = reactive((), init=False)
    _under: reactive[str] = reactive("", init=False)

    def show(self, left: Iterable[Piece], right: Iterable[Piece] = ()) -> None:
        """Show these pieces."""
        self.left, self.right = tuple(left), tuple(right)

    def _placed(self) -> list[tuple[int, Piece]]:
        """Each visible piece with the column where it begins."""
        room = self.size.width - sum(piece.width for piece in self.right)
        placed, x = [], 0
        for piece in self.left:
            if x + piece.width > room:
                cut = _cut(piece, room - x)
                placed += [(x, cut)] if cut.text else []
                break
            placed.append((x, piece))
            x += piece.width
        x = max(room, 0)
        for piece in self.right:
            placed.append((x, piece))
            x += piece.width
        return placed

    def render(self) -> Content:
        """The pieces with the gap between the two sides."""
        parts: list[Content] = []
        at = 0
        for x, piece in self._placed():
            if x > at:
                parts.append(Content(" " * (x - at)))
            hovered = piece.action and piece.action == self._under
            style = f"{piece.style} underline".strip() if hovered else piece.style
            parts.append(Content.styled(piece.text, style))
            at = x + piece.width
        return Content("").join(parts)

    def piece_at(self, x: int) -> Piece | None:
        """The piece at a column, or None in a gap."""
        return next((p for at, p in self._placed() if at <= x < at + p.width), None)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Show what a click would do."""
        piece = self.piece_at(event.x)
        self._under = piece.action if piece else ""

    def on_leave(self) -> None:
        """Nothing is under the mouse any more."""
        self._under = ""

    async def on_click(self, event: events.Click) -> None:
        """Run what was clicked."""
        piece = self.piece_at(event.x)
        if piece and piece.action:
            event.stop()
            await self.run_action(piece.action)


def _cut(piece: Piece, room: int) -> Piece:
    if room < 2:
        return Piece("")
    text = piece.text
    while cell_len(text) > room - 1:
        text = text[:-1]
    return Piece(text + "…", piece.style, piece.action)
