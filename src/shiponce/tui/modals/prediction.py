"""Ask for a prediction before the scenario continues."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from shiponce.tui.modals.confirm import titled
from shiponce.tui.typed_app import TypedApp

if TYPE_CHECKING:
    from shiponce.scenario.player import Ask


class Prediction(ModalScreen[str | None]):
    """Returns the chosen answer, or None if the person gives none."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        *(Binding(str(n), f"pick({n})", show=False) for n in range(1, 10)),
    ]

    app = TypedApp()

    def __init__(self, ask: Ask) -> None:
        super().__init__()
        self._ask = ask

    def compose(self) -> ComposeResult:
        """Show the question and its numbered choices."""
        locale = self.app.locale
        with Vertical(classes="dialog") as box:
            titled(box, locale.say("tui.player.predict"))
            yield Static(locale.pick(self._ask.prompt), classes="question", markup=False)
            options = [
                Option(Content.assemble((f" {n} ", "bold $accent"), f" {choice}"))
                for n, choice in enumerate(locale.choices(self._ask).values(), 1)
            ]
            yield OptionList(*options, markup=False)
            yield Static(locale.say("tui.player.predict_hint"), classes="hint", markup=False)

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._ask.choices[event.option_index])

    def action_pick(self, number: int) -> None:
        """Choose the answer with this number."""
        if number <= len(self._ask.choices):
            self.dismiss(self._ask.choices[number - 1])

    def action_leave(self) -> None:
        """Give no answer now."""
        self.dismiss(None)
