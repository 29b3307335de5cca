"""Ask which address of an order with several the package goes to."""

from __future__ import annotations

from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, OptionList, Static
from textual.widgets.option_list import Option

from shiponce.tui.localized_text import clean
from shiponce.tui.modals.confirm import titled
from shiponce.tui.typed_app import TypedApp
from shiponce.views.orders import DestinationView, OrderDetail


class AddressDialog(ModalScreen[str | None]):
    """Shows every address of an order with what is due there; returns the id of the chosen one."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]
    CSS = """
    AddressDialog .dialog { width: 84; }
    AddressDialog .dialog OptionList { min-height: 3; max-height: 12; }
    """
    AUTO_FOCUS = "OptionList"

    app = TypedApp()
    rows = getters.query_one(OptionList)

    def __init__(self, detail: OrderDetail, chosen: str) -> None:
        super().__init__()
        self._detail, self._chosen = detail, chosen

    def compose(self) -> ComposeResult:
        """Show the addresses, numbered as everywhere, and a button to leave."""
        say = self.app.locale.say
        with Vertical(classes="dialog") as box:
            titled(box, say("tui.ship.address_title", number=clean(self._detail.row.number)))
            yield OptionList(
                *(
                    Option(self._line(place, one), disabled=not one.due)
                    for place, one in enumerate(self._detail.destinations, 1)
                ),
                markup=False,
            )
            yield Static(say("tui.ship.address_hint"), classes="hint", markup=False)
            with Horizontal(classes="buttons"):
                yield Button(Content(say("tui.button.no")), id="no")

    def on_mount(self) -> None:
        """Select the address that the package goes to now."""
        known = [one.id for one in self._detail.destinations]
        self.rows.highlighted = known.index(self._chosen) if self._chosen in known else 0

    def _line(self, place: int, one: DestinationView) -> Content:
        say = self.app.locale.say
        due = say("tui.ship.address_due", n=one.due) if one.due else say("tui.ship.address_done")
        address = one_line(one.address) or say("tui.ship.no_address")
        colour = "$success" if one.due else "$quiet"
        return Content.assemble((f" {place}  ", "bold"), (due, colour), f"\n    {address}")

    @on(OptionList.OptionSelected)
    def _take(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._detail.destinations[event.option_index].id)

    @on(Button.Pressed, "#no")
    def action_leave(self) -> None:
        """Leave the address unchanged."""
        self.dismiss(None)


def one_line(address: tuple[str, ...]) -> str:
    """Return an address in one line."""
    return ", ".join(map(clean, address))
