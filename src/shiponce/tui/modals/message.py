"""A text to read, without a decision."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from shiponce.tui.modals.confirm import titled
from shiponce.tui.typed_app import TypedApp


class MessageDialog(ModalScreen[None]):
    """A scrollable text; any of the usual keys closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,enter", "leave", show=False)]
    AUTO_FOCUS = "#close"
    DEFAULT_CSS = "MessageDialog VerticalScroll { height: auto; max-height: 60vh; }"

    app = TypedApp()

    def __init__(self, title: str, text: Content) -> None:
        super().__init__()
        self._title, self._text = title, text

    def compose(self) -> ComposeResult:
        """Show the text and one button."""
        with Vertical(classes="dialog") as box:
            titled(box, self._title)
            with VerticalScroll():
                yield Static(self._text, classes="question", markup=False)
            with Horizontal(classes="buttons"):
                yield Button(Content(self.app.locale.say("tui.button.close")), id="close")

    @on(Button.Pressed)
    def action_leave(self) -> None:
        """Close the text."""
        self.dismiss()
