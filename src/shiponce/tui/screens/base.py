"""What all screens have in common: header, footer, and looking again when something changed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.screen import Screen
from textual.widget import Widget

from shiponce.tui.action_needs import UnderCursor
from shiponce.tui.localized_text import Locale
from shiponce.tui.typed_app import TypedApp
from shiponce.tui.widgets.footer import HubFooter
from shiponce.tui.widgets.header import HubHeader


class HubScreen(Screen[None]):
    """A screen over the hub. It reads again when it comes up and when the hub has changed."""

    SCOPE: ClassVar[str]
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012  (Textual declares it for instances)
        (0, "-narrow"),
        (112, "-wide"),
    ]

    app = TypedApp()

    @property
    def locale(self) -> Locale:
        """The reader's language."""
        return self.app.locale

    def content(self) -> Iterable[Widget]:
        """The widgets between head and footer."""
        return ()

    def compose(self) -> ComposeResult:
        """Compose header, content and footer."""
        yield HubHeader(self.SCOPE)
        yield from self.content()
        yield HubFooter(self.SCOPE)

    def on_mount(self) -> None:
        """Look again whenever something may have changed."""
        self.watch(self.app, "revision", self._changed, init=False)
        self.watch(self.app, "locale", self.relabel, init=False)

    def _changed(self) -> None:
        if self in self.app.screen_stack:
            self.reload()

    def on_screen_resume(self) -> None:
        """What changed while another screen was on top is read now."""
        self.reload()

    def reload(self) -> None:
        """Read again what this screen shows."""

    def relabel(self) -> None:
        """Say everything again, in the language that holds now."""
        self.reload()

    def on_screen_suspend(self) -> None:
        """Whatever was being opened is open."""
        self.app.has_opened()

    def show_keys(self) -> None:
        """Let the footer show what can be done now."""
        for bar in self.query(HubFooter):
            bar.redraw()

    def under_cursor(self) -> UnderCursor:
        """What stands under the cursor."""
        return UnderCursor()
