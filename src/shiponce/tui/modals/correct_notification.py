"""Ask for the correct carrier and tracking number of a stopped notification."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Static

from shiponce.decisions.tracking_number import carrier_name, tracking_number
from shiponce.errors import BadInput
from shiponce.tui.localized_text import clean
from shiponce.tui.modals.confirm import titled
from shiponce.tui.typed_app import TypedApp
from shiponce.tui.widgets.text_input import TextInput
from shiponce.views.notifications import NotificationView


@dataclass(frozen=True, slots=True)
class Correction:
    """The corrected carrier and tracking number."""

    carrier: str
    tracking: str


class CorrectNotification(ModalScreen[Correction | None]):
    """Asks for a new carrier and tracking number; returns None if the person cancels."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]
    AUTO_FOCUS = "#carrier"
    CSS = """
    CorrectNotification #wrong { height: auto; color: $warning; }
    """

    app = TypedApp()

    def __init__(self, notification: NotificationView) -> None:
        super().__init__()
        self._notification = notification

    def compose(self) -> ComposeResult:
        """Show why the notification stopped, and two fields with the current values."""
        say, notification = self.app.locale.say, self._notification
        with Vertical(classes="dialog") as box:
            titled(box, say("tui.correct.title", number=clean(notification.target_number)))
            if notification.reason is not None:
                reason = self.app.locale.sentence(notification.reason)
                yield Static(reason, classes="question", markup=False)
            yield Static(say("tui.ship.carrier"), classes="hint", markup=False)
            yield TextInput(id="carrier")
            yield Static(say("tui.ship.tracking"), classes="hint", markup=False)
            yield TextInput(id="tracking")
            yield Static(id="wrong", markup=False)
            with Horizontal(classes="buttons"):
                yield Button(Content(say("tui.button.no")), id="no")
                yield Button(Content(say("tui.correct.yes")), id="yes", variant="primary")

    def on_mount(self) -> None:
        """Fill the fields with the current values."""
        self.query_one("#carrier", Input).value = clean(self._notification.carrier)
        self.query_one("#tracking", Input).value = clean(self._notification.tracking)

    def _typed(self) -> Correction:
        carrier, tracking = (self.query_one(f"#{n}", Input).value for n in ("carrier", "tracking"))
        return Correction(carrier.strip(), tracking.strip())

    @on(Input.Changed)
    def _changed(self) -> None:
        typed = self._typed()
        wrong = self._wrong(typed)
        self.query_one("#yes", Button).disabled = bool(wrong) or not all(
            (typed.carrier, typed.tracking)
        )
        self.query_one("#wrong", Static).update(wrong)

    def _wrong(self, typed: Correction) -> str:
        """Return what is wrong with the typed values; '' if nothing."""
        try:
            if typed.carrier:
                carrier_name(typed.carrier)
            if typed.tracking:
                tracking_number(typed.tracking)
        except BadInput as wrong:
            return self.app.locale.error(wrong)
        return ""

    @on(Button.Pressed)
    def _answer(self, event: Button.Pressed) -> None:
        self.dismiss(self._typed() if event.button.id == "yes" else None)

    def action_leave(self) -> None:
        """Leave the notification as it is."""
        self.dismiss(None)
