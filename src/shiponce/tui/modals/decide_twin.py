"""Ask which original an order is a copy of; similar fields alone never hide an order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from shiponce.tui.localized_text import clean
from shiponce.tui.modals.confirm import titled
from shiponce.tui.theme import colour_of
from shiponce.tui.typed_app import TypedApp
from shiponce.views.orders import OrderRow, TwinView
from shiponce.words import evidence_values
from shiponce.words.families import platform_word


@dataclass(frozen=True, slots=True)
class Answer:
    """The chosen original, or 0 for "not a copy"; *same* is True to link, False to reject."""

    original: int
    same: bool


class DecideTwin(ModalScreen[Answer | None]):
    """Shows each proposed original with agreeing and differing fields; returns the answer."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]

    app = TypedApp()

    def __init__(self, row: OrderRow, proposed: Sequence[TwinView]) -> None:
        super().__init__()
        self._row, self._proposed = row, proposed
        self._answers: list[Answer] = []

    def compose(self) -> ComposeResult:
        """Show the proposals, and "not a copy" last."""
        say = self.app.locale.say
        number = clean(self._row.number)
        with VerticalScroll(classes="dialog", can_focus=False) as box:
            titled(box, say("tui.decide.title", number=number))
            linked = any(twin.bond == "linked" for twin in self._proposed)
            question = "tui.decide.question_linked" if linked else "tui.decide.question"
            yield Static(say(question, number=number), classes="question", markup=False)
            yield OptionList(*map(self._option, self._proposed), self._nobody(), markup=False)
            yield Static(say("tui.decide.hint"), classes="hint", markup=False)

    def _option(self, twin: TwinView) -> Option:
        say, linked = self.app.locale.say, twin.bond == "linked"
        language = self.app.locale.language
        self._answers.append(Answer(twin.order_id, same=not linked))
        platform = say(platform_word(twin.platform))
        what = say("tui.decide.not_same" if linked else "tui.decide.same", platform=platform)
        lines = [
            Content.assemble(
                (f" {what.removesuffix(platform)}", "bold"),
                (platform, colour_of(twin.platform)),
                (f" {clean(twin.number)}", "bold"),
            )
        ]
        for line in twin.evidence:
            glyph, colour = ("=", "$success") if line.agrees else ("≠", "$warning")
            lines.append(
                Content.assemble(
                    (f"   {glyph} ", f"bold {colour}"),
                    (
                        say(
                            "word.labelled",
                            label=clean(evidence_values.field(line.field, language)),
                            text="",
                        ),
                        "$quiet",
                    ),
                    f"{clean(evidence_values.value(line.ours, language))} {glyph} "
                    f"{clean(evidence_values.value(line.theirs, language))}",
                )
            )
        return Option(Content("\n").join(lines))

    def _nobody(self) -> Option:
        self._answers.append(Answer(0, same=False))
        return Option(Content.styled(f" {self.app.locale.say('tui.decide.nobody')}", "bold"))

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._answers[event.option_index])

    def action_leave(self) -> None:
        """Decide later."""
        self.dismiss(None)
