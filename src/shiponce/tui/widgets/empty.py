"""What stands where nothing is: why, and the next step."""

from __future__ import annotations

from textual import events
from textual.content import Content
from textual.widgets import Static

from shiponce.tui.program import Program


class Empty(Static):
    """A title and a hint; a click does what the hint says."""

    DEFAULT_CSS = """
    Empty {
        width: 1fr; height: 1fr; content-align: center middle; text-align: center;
        padding: 0 2; display: none;
    }
    """

    app = Program()

    def __init__(self) -> None:
        super().__init__(markup=False)
        self._action = ""

    def tell(self, title: str, hint: str, action: str = "") -> None:
        """Say what is missing and what to do."""
        self._action = action
        self.update(Content.assemble((title, "bold $foreground"), "\n\n", (hint, "$quiet")))

    async def on_click(self, event: events.Click) -> None:
        """Do the next step."""
        if self._action:
            event.stop()
            await self.run_action(self._action)
