"""Which store to import: each one, or all in an order that a person chooses knowingly."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from shiponce.domain.platform import MatchingMode, Platform
from shiponce.tui.locale import clean
from shiponce.tui.modals.confirm import titled
from shiponce.tui.program import Program
from shiponce.tui.theme import PLATFORM
from shiponce.views import HubState, StoreRow


@dataclass(frozen=True, slots=True)
class ImportChoice:
    """These stores, in this order; *every* when all were meant."""

    stores: tuple[str, ...]
    every: bool


class ImportDialog(ModalScreen[ImportChoice | None]):
    """The stores with their last import; None when the person thinks better of it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]

    app = Program()

    def __init__(self, state: HubState) -> None:
        super().__init__()
        self._state = state
        self._choices: list[ImportChoice] = []

    def compose(self) -> ComposeResult:
        """One line a choice."""
        say = self.app.locale.say
        with Vertical(classes="dialog") as box:
            titled(box, say("tui.import.ask"))
            yield OptionList(*self._options(), markup=False)
            yield Static(say(f"tui.import.hint_{self._state.mode.value}"), classes="hint")

    def _options(self) -> Iterator[Option]:
        stores = self._state.stores
        own = [store for store in stores if store.platform is Platform.BIGCOMMERCE]
        others = [store for store in stores if store.platform is not Platform.BIGCOMMERCE]
        yield self._all((*others, *own), "tui.import.all")
        if own and others and self._state.mode is MatchingMode.DOCUMENTED:
            yield self._all((*own, *others), "tui.import.all_wrong")
        for store in stores:
            self._choices.append(ImportChoice((store.name,), every=False))
            yield Option(self._store(store))

    def _all(self, stores: tuple[StoreRow, ...], code: str) -> Option:
        names = tuple(store.name for store in stores)
        self._choices.append(ImportChoice(names, every=True))
        told = self.app.locale.say(code)
        return Option(
            Content.assemble((f" {told}", "bold"), (f"  {clean(' → '.join(names))}", "$quiet"))
        )

    def _store(self, store: StoreRow) -> Content:
        locale = self.app.locale
        when = locale.say("tui.store.never")
        if store.imported_at:
            when = locale.ago(store.imported_at, self._state.now)
        parts: list[tuple[str, str] | str] = [
            (f" {clean(store.name):<10.40} ", "bold"),
            (f"{locale.say(f'word.{store.platform.value}'):<12} ", PLATFORM[store.platform]),
            (when, "$quiet"),
        ]
        if store.trouble:
            parts.append((f"\n   ▲ {locale.sentence(store.trouble)}", "$warning"))
        return Content.assemble(*parts)

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._choices[event.option_index])

    def action_leave(self) -> None:
        """Import nothing."""
        self.dismiss(None)
