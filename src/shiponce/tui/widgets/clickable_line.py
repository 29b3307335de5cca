"""A line of clickable words: header, tabs, import buttons and footer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget


@dataclass(frozen=True, slots=True)
class ClickableText:
    """A styled text; *action* runs when it is clicked."""

    text: str
    style: str = ""
    action: str = ""

    @property
    def width(self) -> int:
        """The width in terminal cells."""
        return cell_len(self.text)


class ClickableLine(Widget):
    """Texts at the left and texts at the right; the left ones are cut when space is short."""

    ALLOW_SELECT = False
    DEFAULT_CSS = "ClickableLine { height: 1; width: 1fr; text-wrap: nowrap; }"

    left: reactive[tuple[ClickableText, ...]] = reactive((), init=False)
    right: reactive[tuple[ClickableText, ...]] = reactive((), init=False)
    _under: reactive[str] = reactive("", init=False)

    def show(self, left: Iterable[ClickableText], right: Iterable[ClickableText] = ()) -> None:
        """Show these texts."""
        self.left, self.right = tuple(left), tuple(right)

    def _placed(self) -> list[tuple[int, ClickableText]]:
        """Return each visible text with the column where it begins."""
        room = self.size.width - sum(part.width for part in self.right)
        placed, x = [], 0
        for part in self.left:
            if x + part.width > room:
                cut = _cut(part, room - x)
                placed += [(x, cut)] if cut.text else []
                break
            placed.append((x, part))
            x += part.width
        x = max(room, 0)
        for part in self.right:
            placed.append((x, part))
            x += part.width
        return placed

    def render(self) -> Content:
        """Render the texts with the gap between the two sides."""
        parts: list[Content] = []
        at = 0
        for x, part in self._placed():
            if x > at:
                parts.append(Content(" " * (x - at)))
            hovered = part.action and part.action == self._under
            style = f"{part.style} underline".strip() if hovered else part.style
            parts.append(Content.styled(part.text, style))
            at = x + part.width
        return Content("").join(parts)

    def part_at(self, x: int) -> ClickableText | None:
        """Return the text at a column, or None in a gap."""
        return next((p for at, p in self._placed() if at <= x < at + p.width), None)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Underline the text that a click would activate."""
        part = self.part_at(event.x)
        self._under = part.action if part else ""

    def on_leave(self) -> None:
        """Remove the highlight."""
        self._under = ""

    async def on_click(self, event: events.Click) -> None:
        """Run the clicked text's action."""
        part = self.part_at(event.x)
        if part and part.action:
            event.stop()
            await self.run_action(part.action)


def _cut(part: ClickableText, room: int) -> ClickableText:
    if room < 2:
        return ClickableText("")
    text = part.text
    while cell_len(text) > room - 1:
        text = text[:-1]
    return ClickableText(text + "…", part.style, part.action)
