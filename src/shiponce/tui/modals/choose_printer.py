"""Ask which printer prints."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, OptionList
from textual.widgets.option_list import Option

from shiponce.tui.localized_text import clean
from shiponce.tui.modals.confirm import titled
from shiponce.tui.typed_app import TypedApp
from shiponce.views.printing import PrinterView
from shiponce.words.domain_words import FORMAT_WORD, PRINTER_KIND_WORD


class ChoosePrinter(ModalScreen[str | None]):
    """Shows the printers of the configuration; returns the name of the chosen one."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]
    CSS = """
    ChoosePrinter .dialog { width: 72; }
    ChoosePrinter .dialog OptionList { min-height: 3; max-height: 12; }
    """
    AUTO_FOCUS = "OptionList"

    app = TypedApp()
    rows = getters.query_one(OptionList)

    def __init__(self, number: str, printers: Sequence[PrinterView]) -> None:
        super().__init__()
        self._number, self._printers = number, printers

    def compose(self) -> ComposeResult:
        """Show the printers, and a button to leave."""
        say = self.app.locale.say
        with Vertical(classes="dialog") as box:
            titled(box, say("tui.print.choose", number=self._number))
            yield OptionList(*(Option(self._line(one)) for one in self._printers), markup=False)
            with Horizontal(classes="buttons"):
                yield Button(Content(say("tui.button.no")), id="no")

    def _line(self, one: PrinterView) -> Content:
        say = self.app.locale.say
        formats = ", ".join(say(FORMAT_WORD[each]) for each in one.formats)
        facts = f"{say(PRINTER_KIND_WORD[one.kind])} · {clean(one.address)} · {formats}"
        return Content.assemble((f" {clean(one.name)}  ", "bold"), (facts, "$quiet"))

    @on(OptionList.OptionSelected)
    def _take(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._printers[event.option_index].name)

    @on(Button.Pressed, "#no")
    def action_leave(self) -> None:
        """Print nothing."""
        self.dismiss(None)
