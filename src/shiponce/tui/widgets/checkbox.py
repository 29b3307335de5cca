"""A checkbox."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Checkbox


class PlainCheckbox(Checkbox):
    """A checkbox that shows its state by a glyph, not only by a colour."""

    BUTTON_LEFT = ""
    BUTTON_RIGHT = ""
    DEFAULT_CSS = """
    PlainCheckbox { border: none; height: 1; padding: 0; margin: 1 0 0 0; background: $panel; }
    PlainCheckbox:focus { border: none; background: $raised; }
    PlainCheckbox > .toggle--button { background: transparent; color: $foreground; }
    PlainCheckbox.-on > .toggle--button { background: transparent; color: $foreground; }
    """

    def __init__(self, label: str, value: bool, *, id: str) -> None:
        super().__init__(Content(label), value, id=id)
        self._draw()

    def watch_value(self) -> None:
        """Draw the current state."""
        self._draw()
        super().watch_value()

    def _draw(self) -> None:
        self.BUTTON_INNER = "☑" if self.value else "☐"
