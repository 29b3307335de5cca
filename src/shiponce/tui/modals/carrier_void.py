"""Ask what a person saw at the carrier, for a label that can be voided only there."""

from __future__ import annotations

from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Static

from shiponce.tui.localized_text import clean
from shiponce.tui.modals.confirm import titled
from shiponce.tui.typed_app import TypedApp
from shiponce.tui.widgets.text_input import TextInput


class CarrierVoid(ModalScreen[str | None]):
    """Shows where to void the label; returns what the person saw there, or None to cancel."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]
    AUTO_FOCUS = "#saw"

    app = TypedApp()
    saw = getters.query_one("#saw", Input)
    go = getters.query_one("#yes", Button)

    def __init__(self, *, title: str, text: str) -> None:
        super().__init__()
        self._title, self._text = title, text

    def compose(self) -> ComposeResult:
        """Show where to void the label, the field for what was seen, and the person's name."""
        say = self.app.locale.say
        with VerticalScroll(classes="dialog -danger", can_focus=False) as box:
            titled(box, self._title)
            yield Static(self._text, classes="question", markup=False)
            yield Static(say("tui.settle.saw"), classes="hint", markup=False)
            yield TextInput(say("tui.void.there_example"), id="saw")
            by = say("tui.settle.by", by=clean(self.app.actor))
            yield Static(by, classes="hint", markup=False)
            with Horizontal(classes="buttons"):
                yield Button(Content(say("tui.button.no")), id="no")
                yes = Content(say("tui.void.there_yes"))
                yield Button(yes, id="yes", variant="error", disabled=True)

    @on(Input.Changed)
    def _changed(self) -> None:
        self.go.disabled = not self.saw.value.strip()

    @on(Input.Submitted)
    def _typed(self) -> None:
        if self.saw.value.strip():
            self.go.focus()

    @on(Button.Pressed, "#yes")
    def _record(self) -> None:
        self.dismiss(self.saw.value.strip())

    @on(Button.Pressed, "#no")
    def action_leave(self) -> None:
        """Leave the label as it is."""
        self.dismiss(None)
