"""The text in place of an empty list: why it is empty, and the next step."""

from __future__ import annotations

from textual import events
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from shiponce.tui.typed_app import TypedApp


class EmptyState(Static):
    """A title and a hint; a click does the next step."""

    DEFAULT_CSS = """
    EmptyState {
        width: 1fr; height: 1fr; content-align: center middle; text-align: center;
        padding: 0 2; display: none;
    }
    """

    app = TypedApp()

    def __init__(self) -> None:
        super().__init__(markup=False)
        self._action = ""

    def tell(self, title: str, hint: str, action: str = "") -> None:
        """Show what is missing and what to do."""
        self._action = action
        self.update(Content.assemble((title, "bold $foreground"), "\n\n", (hint, "$quiet")))

    def stand_in_for(self, grid: Widget, nothing: bool) -> None:
        """Show this widget if *nothing* is True, else *grid*; focus *grid* when it reappears."""
        came_back = not nothing and not grid.display
        grid.display, self.display = not nothing, nothing
        if came_back and not isinstance(self.screen.focused, Input):
            grid.focus()

    async def on_click(self, event: events.Click) -> None:
        """Do the next step."""
        if self._action:
            event.stop()
            await self.run_action(self._action)
