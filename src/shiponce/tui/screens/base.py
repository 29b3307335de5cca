"""The base of all screens: header, footer, and reloading when the hub has changed."""

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
    """A screen with data of the hub; it reloads when it is opened and when the hub has changed."""

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
        """Yield the widgets between header and footer."""
        return ()

    def compose(self) -> ComposeResult:
        """Compose header, content and footer."""
        yield HubHeader(self.SCOPE)
        yield from self.content()
        yield HubFooter(self.SCOPE)

    def on_mount(self) -> None:
        """Reload whenever something may have changed."""
        self.watch(self.app, "revision", self._changed, init=False)
        self.watch(self.app, "locale", self.relabel, init=False)

    def _changed(self) -> None:
        if self in self.app.screen_stack:
            self.reload()

    def on_screen_resume(self) -> None:
        """Reload, because the hub may have changed while another screen was on top."""
        self.reload()

    def reload(self) -> None:
        """Read the screen's content again."""

    def relabel(self) -> None:
        """Update all texts to the current language."""
        self.reload()

    def on_screen_suspend(self) -> None:
        """Record that another dialog or screen has opened on top of this one."""
        self.app.has_opened()

    def show_keys(self) -> None:
        """Update the footer to the available actions."""
        for bar in self.query(HubFooter):
            bar.redraw()

    def under_cursor(self) -> UnderCursor:
        """Return the facts about the row under the cursor."""
        return UnderCursor()
