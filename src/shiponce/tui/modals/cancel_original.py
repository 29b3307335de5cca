"""Ask whether to cancel an original anyway, or its copy instead (W6)."""

from __future__ import annotations

from typing import ClassVar, Literal

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from shiponce.errors import Refused
from shiponce.tui.localized_text import clean
from shiponce.tui.modals.confirm import titled
from shiponce.tui.typed_app import TypedApp
from shiponce.views.orders import OrderRow

Way = Literal["swap", "anyway"]


class CancelOriginal(ModalScreen[Way | None]):
    """Shows why the hub refused to cancel an original; returns the chosen way out, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("left,right,up,down", "app.focus_next", show=False),
    ]
    AUTO_FOCUS = "#no"

    app = TypedApp()

    def __init__(self, row: OrderRow, refusal: Refused) -> None:
        super().__init__()
        self._row, self._refusal = row, refusal

    def compose(self) -> ComposeResult:
        """Show the reason and three answers."""
        say = self.app.locale.say
        number = clean(self._row.number)
        with Vertical(classes="dialog -danger") as box:
            titled(box, say("tui.swap.title", number=number))
            refusal = self.app.locale.error(self._refusal)
            yield Static(refusal, classes="question", markup=False)
            with Horizontal(classes="buttons"):
                yield Button(Content(say("tui.button.no")), id="no")
                yield Button(Content(say("tui.swap.swap")), id="swap", variant="primary")
                yield Button(Content(say("tui.swap.anyway")), id="anyway", variant="error")

    @on(Button.Pressed, "#swap")
    def _swap(self) -> None:
        self.dismiss("swap")

    @on(Button.Pressed, "#anyway")
    def _anyway(self) -> None:
        self.dismiss("anyway")

    @on(Button.Pressed, "#no")
    def action_leave(self) -> None:
        """Cancel nothing."""
        self.dismiss(None)
