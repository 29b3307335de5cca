"""Edit a store's settings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Button, Static

from shiponce.domain.platform import StoreOption
from shiponce.domain.store import Integration
from shiponce.tui.localized_text import clean
from shiponce.tui.modals.confirm import titled
from shiponce.tui.typed_app import TypedApp
from shiponce.tui.widgets.checkbox import PlainCheckbox
from shiponce.tui.widgets.text_input import TextInput
from shiponce.views.stores import StoreRow
from shiponce.words.families import Family

_FIELD = Family("tui.edit.{}", ("name", "account", "market", "prime_to_awaiting", "buy_shipping"))

Changes = dict[str, str | bool | Integration]


class EditStore(ModalScreen[Changes | None]):
    """Returns the changed settings of a store, possibly none; None if the person cancels."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]
    AUTO_FOCUS = "#name"
    CSS = """
    EditStore .dialog { overflow-y: auto; }
    """

    app = TypedApp()

    def __init__(self, store: StoreRow) -> None:
        super().__init__()
        self._store = store

    def compose(self) -> ComposeResult:
        """Show name, account and platform settings, and a hint about when each can change."""
        say, store = self.app.locale.say, self._store
        with VerticalScroll(classes="dialog", can_focus=False) as box:
            titled(box, say("tui.edit.title", store=clean(store.name)))
            yield from self._texts()
            yield from self._switches()
            yield Static(say("tui.edit.hint"), classes="hint", markup=False)
            with Horizontal(classes="buttons"):
                yield Button(Content(say("tui.button.no")), id="no")
                yield Button(Content(say("tui.edit.yes")), id="yes", variant="primary")

    def _texts(self) -> Iterator[Widget]:
        for name in self._fields():
            title = self.app.locale.say(_FIELD[name])
            yield Static(title, classes="hint", markup=False)
            yield TextInput(id=name)

    def _switches(self) -> Iterator[Widget]:
        say, store = self.app.locale.say, self._store
        if store.platform.has_option(StoreOption.INTEGRATION):
            new = store.integration is Integration.NEW
            yield PlainCheckbox(say("word.integration.new"), new, id="integration")
        if store.platform.has_option(StoreOption.PRIME_TO_AWAITING):
            for name in ("prime_to_awaiting", "buy_shipping"):
                yield PlainCheckbox(say(_FIELD[name]), getattr(store, name), id=name)

    def _fields(self) -> tuple[str, ...]:
        market = ("market",) if self._store.platform.is_marketplace else ()
        return ("name", "account", *market)

    def on_mount(self) -> None:
        """Fill the fields with the current values."""
        for name in self._fields():
            self.query_one(f"#{name}", TextInput).value = clean(getattr(self._store, name))

    def _changes(self) -> Changes:
        found: Changes = {
            name: self.query_one(f"#{name}", TextInput).value.strip() for name in self._fields()
        }
        for box in self.query(PlainCheckbox):
            found[str(box.id)] = box.value
        if "integration" in found:
            found["integration"] = Integration.NEW if found["integration"] else Integration.LEGACY
        was = {name: getattr(self._store, name) for name in found}
        shown = {
            name: clean(value) if isinstance(value, str) else value for name, value in was.items()
        }
        return {
            name: value for name, value in found.items() if value not in (was[name], shown[name])
        }

    @on(Button.Pressed)
    def _answer(self, event: Button.Pressed) -> None:
        self.dismiss(self._changes() if event.button.id == "yes" else None)

    def action_leave(self) -> None:
        """Leave the store as it is."""
        self.dismiss(None)
