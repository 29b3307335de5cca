"""Ask which store to import: one, or all of them in a chosen sequence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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

from shiponce.domain.store import MatchingMode
from shiponce.tui.localized_text import clean
from shiponce.tui.modals.confirm import titled
from shiponce.tui.theme import colour_of
from shiponce.tui.typed_app import TypedApp
from shiponce.views.hub import HubState
from shiponce.views.sentence import Sentence
from shiponce.views.stores import StoreRow
from shiponce.words.families import Family, platform_word

_HINT = Family("tui.import.hint_{}", MatchingMode)


@dataclass(frozen=True, slots=True)
class ImportChoice:
    """The chosen stores, in the sequence of their import; *every* is True if all were chosen."""

    stores: tuple[str, ...]
    every: bool
    #: The catalogue code of the choice's name; '' for a single store.
    name: str = ""


def choices(state: HubState) -> tuple[ImportChoice, ...]:
    """Return the choices: all stores (marketplaces first or shops first), and each store alone."""
    live = [store for store in state.stores if store.live]
    names = [store.name for store in live]
    own = [store.name for store in live if store.platform.is_shop]
    others = [name for name in names if name not in own]
    found = [ImportChoice((*others, *own), every=True, name="tui.import.all")]
    if own and others and state.mode is MatchingMode.DOCUMENTED:
        found.append(ImportChoice((*own, *others), every=True, name="tui.import.all_wrong"))
    return (*found, *(ImportChoice((name,), every=False) for name in names))


class ImportDialog(ModalScreen[ImportChoice | None]):
    """Shows the stores with their last import; returns the choice, or None to import nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]

    app = TypedApp()

    def __init__(
        self, state: HubState, warnings: Mapping[ImportChoice, Sequence[Sentence]]
    ) -> None:
        super().__init__()
        self._state = state
        self._warnings = warnings

    def compose(self) -> ComposeResult:
        """Show one line per choice."""
        say = self.app.locale.say
        with Vertical(classes="dialog") as box:
            titled(box, say("tui.import.ask"))
            yield OptionList(*map(self._option, self._warnings), markup=False)
            yield Static(say(_HINT[self._state.mode]), classes="hint")
            yield Static(id="warned", markup=False)

    def _option(self, choice: ImportChoice) -> Option:
        mark = ("▲", "bold $warning") if self._warnings[choice] else " "
        if choice.name:
            names = clean(" → ".join(choice.stores))
            name = self.app.locale.say(choice.name)
            return Option(Content.assemble(mark, (name, "bold"), (f"  {names}", "$quiet")))
        store = next(one for one in self._state.stores if one.name == choice.stores[0])
        return Option(Content.assemble(mark, self._store(store)))

    @on(OptionList.OptionHighlighted)
    def _moved(self, event: OptionList.OptionHighlighted) -> None:
        warned = self._warnings[list(self._warnings)[event.option_index]]
        note = self.query_one("#warned", Static)
        note.display = bool(warned)
        lines = [
            Content.assemble(("▲ ", "bold $warning"), self.app.locale.sentence(one))
            for one in warned
        ]
        note.update(Content("\n").join(lines))

    def _store(self, store: StoreRow) -> Content:
        locale = self.app.locale
        when = locale.say("tui.store.never")
        if store.imported_at:
            when = locale.ago(store.imported_at, self._state.now)
        parts: list[tuple[str, str] | str] = [
            (f"{clean(store.name):<10.40} ", "bold"),
            (f"{locale.say(platform_word(store.platform)):<12} ", colour_of(store.platform)),
            (when, "$quiet"),
        ]
        if store.trouble:
            parts.append((f"\n   ▲ {locale.sentence(store.trouble)}", "$warning"))
        return Content.assemble(*parts)

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(list(self._warnings)[event.option_index])

    def action_leave(self) -> None:
        """Import nothing."""
        self.dismiss(None)
