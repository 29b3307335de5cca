"""Ask until when an order is on hold."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Static

from shiponce.tui.localized_text import clean
from shiponce.tui.modals.confirm import titled
from shiponce.tui.typed_app import TypedApp
from shiponce.tui.widgets.text_input import TextInput
from shiponce.views.orders import OrderRow


class HoldUntil(ModalScreen[str | None]):
    """Returns a date, a duration, or '' for "until released"; None if the person cancels."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]
    AUTO_FOCUS = "#until"

    app = TypedApp()

    def __init__(self, row: OrderRow, until: str = "") -> None:
        """Show *until* again: the text that was typed before and could not be parsed."""
        super().__init__()
        self._row, self._until = row, until

    def compose(self) -> ComposeResult:
        """Show an explanation and one field."""
        say, number = self.app.locale.say, clean(self._row.number)
        with Vertical(classes="dialog") as box:
            titled(box, say("tui.hold.title", number=number))
            yield Static(say("tui.hold.question"), classes="question", markup=False)
            yield Static(say("tui.hold.until"), classes="hint", markup=False)
            yield TextInput(say("tui.hold.placeholder"), id="until")
            with Horizontal(classes="buttons"):
                yield Button(Content(say("tui.button.no")), id="no")
                yield Button(Content(say("tui.hold.yes", number=number)), "primary", id="yes")

    def on_mount(self) -> None:
        """Fill the field with what was typed before."""
        self.query_one("#until", Input).value = self._until

    @on(Input.Submitted)
    @on(Button.Pressed, "#yes")
    def _hold(self) -> None:
        self.dismiss(self.query_one("#until", Input).value.strip())

    @on(Button.Pressed, "#no")
    def action_leave(self) -> None:
        """Put nothing on hold."""
        self.dismiss(None)
