"""A dialog that asks for confirmation, with the safe answer focused."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from shiponce.tui.typed_app import TypedApp


def titled(box: Vertical | VerticalScroll, title: str) -> None:
    """Set a box's title as plain text."""
    box.border_title = Content(title).markup


class Confirm(ModalScreen[bool]):
    """Returns True if the person confirms; escape and the button focused at first mean no."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "no", show=False),
        Binding("left,right,up,down", "app.focus_next", show=False),
    ]
    AUTO_FOCUS = "#no"

    app = TypedApp()

    def __init__(self, *, title: str, question: str, yes: str, danger: bool = False) -> None:
        super().__init__()
        self._title, self._question, self._yes, self._danger = title, question, yes, danger

    def compose(self) -> ComposeResult:
        """Show the question and two answers."""
        with Vertical(classes="dialog -danger" if self._danger else "dialog") as box:
            titled(box, self._title)
            yield Static(self._question, classes="question", markup=False)
            with Horizontal(classes="buttons"):
                yield Button(Content(self.app.locale.say("tui.button.no")), id="no")
                yield Button(
                    Content(self._yes), id="yes", variant="error" if self._danger else "primary"
                )

    @on(Button.Pressed)
    def _answer(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id == "yes")

    def action_no(self) -> None:
        """Change nothing."""
        self.dismiss(False)
