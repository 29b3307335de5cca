"""Ask a person whether an unknown act took effect, and what the person saw and where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Input, OptionList, Static

from shiponce.domain.act import ActKind
from shiponce.domain.shipment import Label, service_with_carrier
from shiponce.tui.act_text import named
from shiponce.tui.localized_text import clean
from shiponce.tui.modals.confirm import titled
from shiponce.tui.typed_app import TypedApp
from shiponce.tui.widgets.text_input import TextInput
from shiponce.views.acts import ActView
from shiponce.words.families import Family

#: The kinds of acts with two fixed answers. For a label purchase, each label found is an answer.
_OTHERS = tuple(kind for kind in ActKind if kind is not ActKind.BUY)
_DONE = Family("tui.settle.done.{}", _OTHERS)
_NONE = Family("tui.settle.none.{}", _OTHERS)


@dataclass(frozen=True, slots=True)
class SettledAs:
    """A person's statement: whether the act took effect, what was seen, which label to keep."""

    happened: bool
    saw: str
    #: For a purchase: the tracking number of the label to keep; '' if no label was bought.
    keep: str = ""


class SettleAct(ModalScreen[SettledAs | None]):
    """Shows an act's possible outcomes; returns a statement, or None if the act stays unknown."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]
    AUTO_FOCUS = "OptionList"
    DEFAULT_CSS = "SettleAct #next { width: 1fr; height: auto; }"

    app = TypedApp()
    ends = getters.query_one(OptionList)
    saw = getters.query_one("#saw", Input)
    go = getters.query_one("#yes", Button)

    def __init__(
        self, act: ActView, labels: Sequence[Label] | None = (), said: SettledAs | None = None
    ) -> None:
        """Offer the *labels* that the carrier has for a purchase; None if these cannot be read.

        *said* is a statement that the hub just refused; the dialog shows it again.
        """
        super().__init__()
        self._said = said
        self._act, self._labels = act, labels
        self._ends: list[tuple[str, SettledAs]] = []

    def compose(self) -> ComposeResult:
        """Show the act, its possible outcomes, the field, and the person's name."""
        say, act = self.app.locale.say, self._act
        self._ends = list(self._purchase() if act.kind is ActKind.BUY else self._other())
        with VerticalScroll(classes="dialog", can_focus=False) as box:
            titled(box, say("tui.settle.title"))
            question = say("tui.settle.asked", act=named(act, self.app.locale), at=act.at)
            yield Static(question, classes="question", markup=False)
            if act.kind is ActKind.BUY:
                yield Static(self._found(), classes="hint", markup=False)
            yield OptionList(*(Content(f" {end}") for end, _ in self._ends), markup=False)
            yield Static(say("tui.settle.saw"), classes="hint", markup=False)
            yield TextInput(say("tui.settle.example"), id="saw")
            by = say("tui.settle.by", by=clean(self.app.actor))
            yield Static(by, classes="hint", markup=False)
            with Horizontal(classes="buttons"):
                yield Static(id="next", classes="hint", markup=False)
                yield Button(Content(say("tui.button.no")), id="no")
                yes = Content(say("tui.settle.yes"))
                yield Button(yes, id="yes", variant="primary", disabled=True)

    def _other(self) -> tuple[tuple[str, SettledAs], ...]:
        say, kind = self.app.locale.say, self._act.kind
        return (say(_DONE[kind]), SettledAs(True, "")), (say(_NONE[kind]), SettledAs(False, ""))

    def _purchase(self) -> tuple[tuple[str, SettledAs], ...]:
        locale = self.app.locale
        kept = tuple(
            (
                locale.say(
                    "tui.settle.keep",
                    service=clean(service_with_carrier(one.carrier, one.service)),
                    tracking=clean(one.tracking),
                    price=locale.money(one.cost),
                ),
                SettledAs(True, "", one.tracking),
            )
            for one in self._labels or ()
        )
        return (*kept, (locale.say("tui.settle.none.buy"), SettledAs(False, "")))

    def _found(self) -> str:
        if self._labels is None:
            return self.app.locale.say("tui.settle.deaf")
        if not self._labels:
            return self.app.locale.say("tui.settle.no_labels")
        return self.app.locale.say("tui.settle.labels", n=len(self._labels))

    def on_mount(self) -> None:
        """Choose nothing in advance; show a refused statement again."""
        self.ends.highlighted = None
        if self._said is not None:
            ends = [(end.happened, end.keep) for _, end in self._ends]
            self.ends.highlighted = ends.index((self._said.happened, self._said.keep))
            self.saw.value = self._said.saw
            self.saw.focus()
        self._changed()
        self.watch(self.app, "revision", self._revised, init=False)

    def _revised(self) -> None:
        self._look_whether_open()

    @work(exclusive=True, group="settled")
    async def _look_whether_open(self) -> None:
        """Close with a message if the act was settled meanwhile."""
        found = await self.app.read(lambda hub: hub.acts.rows())
        if not isinstance(found, tuple) or self.app.screen is not self:
            return
        if self._act.id not in {act.id for act in found}:
            act = named(self._act, self.app.locale)
            self.app.toast(self.app.locale.say("tui.settle.itself", act=act))
            self.dismiss(None)

    def _seen(self) -> SettledAs | None:
        """Return the statement, or None while it is incomplete."""
        place, saw = self.ends.highlighted, self.saw.value.strip()
        if place is None or not saw:
            return None
        end = self._ends[place][1]
        return SettledAs(end.happened, saw, end.keep)

    @on(OptionList.OptionHighlighted)
    @on(Input.Changed)
    def _changed(self) -> None:
        self.go.disabled = self._seen() is None
        code = "tui.settle.next_end" if self.saw.value.strip() else "tui.settle.next_text"
        code = "tui.settle.next_go" if self._seen() else code
        self.query_one("#next", Static).update(self.app.locale.say(code))

    @on(OptionList.OptionSelected)
    def _chosen(self) -> None:
        self.saw.focus()

    @on(Input.Submitted)
    def _typed(self) -> None:
        if self._seen() is not None:
            self.go.focus()
        elif self.saw.value.strip():
            self.ends.focus()

    @on(Button.Pressed, "#yes")
    def _settle(self) -> None:
        self.dismiss(self._seen())

    @on(Button.Pressed, "#no")
    def action_leave(self) -> None:
        """Leave the act unknown."""
        self.dismiss(None)
