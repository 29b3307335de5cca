"""Ask for a name and a yes before a store's notifications are switched on or off (D4).

In ShipStation only the support team can do this.
"""

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
from shiponce.views.stores import StoreRow

#: Codes of the dialog's title, meaning and button, to switch the notifications on or off.
_ON = ("tui.switch.title_on", "tui.switch.meaning_on", "tui.switch.yes_on")
_OFF = ("tui.switch.title_off", "tui.switch.meaning_off", "tui.switch.yes_off")


class SwitchNotifications(ModalScreen[str]):
    """Returns the name of the person who confirms the switch; '' if cancelled."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]
    AUTO_FOCUS = "#name"

    app = TypedApp()

    def __init__(self, store: StoreRow, actor: str) -> None:
        """Put *actor* into the field for the name."""
        super().__init__()
        self._store, self._actor = store, actor

    def compose(self) -> ComposeResult:
        """Show what the switch means, who last changed it, and a field for the name."""
        say, store = self.app.locale.say, self._store
        title, meaning, go = _OFF if store.notifications_on else _ON
        with Vertical(classes="dialog -danger") as box:
            titled(box, say(title, store=clean(store.name)))
            yield Static(say(meaning), classes="question", markup=False)
            yield Static(say("tui.switch.support"), classes="hint", markup=False)
            if store.notifications_changed_at:
                yield Static(self._last(), classes="hint", markup=False)
            yield Static(say("tui.switch.name"), classes="question", markup=False)
            yield TextInput(id="name")
            with Horizontal(classes="buttons"):
                yield Button(Content(say("tui.button.no")), id="no")
                yes = Content(say(go, store=clean(store.name)))
                yield Button(yes, id="yes", variant="error", disabled=True)

    def on_mount(self) -> None:
        """Fill the field with the name of the person at work."""
        self.query_one("#name", Input).value = clean(self._actor)

    def _last(self) -> str:
        when, who = self._store.notifications_changed_at, self._store.notifications_changed_by
        return self.app.locale.say("tui.switch.last", at=when or "", by=clean(who))

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self.query_one("#yes", Button).disabled = not event.value.strip()

    @on(Input.Submitted)
    def _named(self, event: Input.Submitted) -> None:
        if event.value.strip():
            self.query_one("#yes", Button).focus()

    @on(Button.Pressed)
    def _answer(self, event: Button.Pressed) -> None:
        name = self.query_one("#name", Input).value.strip()
        self.dismiss(name if event.button.id == "yes" else "")

    def action_leave(self) -> None:
        """Leave the switch as it is."""
        self.dismiss("")
