"""Ask what the package contains: units of each line, and other orders."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Input, OptionList, Static
from textual.widgets.option_list import Option

from shiponce.tui.localized_text import Locale, clean
from shiponce.tui.modals.confirm import titled
from shiponce.tui.typed_app import TypedApp
from shiponce.tui.widgets.text_input import TextInput
from shiponce.views.orders import Grid, LineView, OrderRow

if TYPE_CHECKING:
    from shiponce.hub import Hub

#: How many orders of the same buyer are listed at most; the field accepts any other order.
_OFFERED = 20


@dataclass(frozen=True, slots=True)
class PackageContents:
    """What to pack, as arguments for ``hub.shipping.ship``."""

    #: {line_no: units}; None: all units that are not shipped yet.
    lines: Mapping[int, int] | None = None
    others: tuple[OrderRow, ...] = ()
    #: The platform's id of the address of an order with several; '' if the order has one.
    destination: str = ""
    #: *lines* are all units that are due at that address.
    all_due: bool = False

    @property
    def is_part(self) -> bool:
        """True if a person chose only some of the units."""
        return self.lines is not None and not self.all_due

    @property
    def together(self) -> tuple[int, ...]:
        """The ids of the other orders."""
        return tuple(row.id for row in self.others)

    def called(self, number: str, locale: Locale) -> str:
        """Return a short name of the content: the order, or a part of it, and "n more" orders."""
        first = locale.say("tui.pack.a_part") if self.is_part else number
        if not self.others:
            return first
        return locale.say("tui.pack.and_more", first=first, n=len(self.others))

    def sentence_in(self, locale: Locale) -> str:
        """Return the package's content in one line."""
        first = locale.say("tui.pack.all_due" if self.all_due else "tui.pack.all_left")
        if self.lines is not None and self.is_part:
            first = locale.say("tui.pack.part", n=sum(self.lines.values()))
        if not self.others:
            return first
        others = ", ".join(clean(row.number) for row in self.others)
        return f"{first}  ·  {locale.say('tui.pack.with', orders=others)}"


class PackageDialog(ModalScreen[PackageContents | None]):
    """Shows each line with the units not shipped yet, then orders that could share the package."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("left,minus", "shift(-1)", show=False),
        Binding("right,plus,equals_sign", "shift(1)", show=False),
        Binding("space", "flip", show=False),
    ]
    CSS = """
    PackageDialog .dialog { width: 84; }
    PackageDialog .dialog OptionList { min-height: 3; max-height: 9; }
    """
    AUTO_FOCUS = "OptionList"

    app = TypedApp()
    rows = getters.query_one(OptionList)

    def __init__(self, row: OrderRow, packed: PackageContents) -> None:
        super().__init__()
        self._row, self._before = row, packed
        self._lines: tuple[LineView, ...] = ()
        #: {line_no: units} to pack.
        self._units: dict[int, int] = {}
        self._others: list[OrderRow] = []
        self._chosen: set[int] = set(packed.together)

    def compose(self) -> ComposeResult:
        """Show the list, its keys, a field for any other order, and buttons."""
        say = self.app.locale.say
        with Vertical(classes="dialog") as box:
            titled(box, say("tui.pack.title", number=clean(self._row.number)))
            yield OptionList(markup=False)
            yield Static(say("tui.pack.hint"), classes="hint", markup=False)
            yield TextInput(say("tui.pack.other"), id="other")
            with Horizontal(classes="buttons"):
                yield Button(Content(say("tui.button.no")), id="no")
                yield Button(Content(say("tui.pack.yes")), "primary", id="yes")

    def on_mount(self) -> None:
        """Read the units not shipped yet, and other orders of the same buyer."""
        self._load()

    @work(exclusive=True, group="pack")
    async def _load(self) -> None:
        row = self._row
        found = await self.app.read(lambda hub: (hub.orders.detail(row.id), _same_buyer(hub, row)))
        if not isinstance(found, tuple):
            self.dismiss(None)
            return
        detail, (others, left) = found
        hint = self.app.locale.say("tui.pack.hint")
        if left:
            hint += "\n" + self.app.locale.say("tui.pack.more", n=left)
        self.query_one("Static.hint", Static).update(Content(hint))
        here = self._before.destination
        self._lines = tuple(
            one
            for one in detail.lines
            if one.due and (not detail.destinations or one.destination == here)
        )
        wanted = self._before.lines
        self._units = {
            one.line_no: one.due if wanted is None else wanted.get(one.line_no, 0)
            for one in self._lines
        }
        known = {one.id for one in self._before.others}
        self._others = [*self._before.others, *(one for one in others if one.id not in known)]
        self._draw(0)

    def _draw(self, at: int | None) -> None:
        lines = [Option(self._line(line)) for line in self._lines]
        others = [Option(self._other(row)) for row in self._others]
        self.rows.clear_options()
        self.rows.add_options([*lines, *others])
        self.rows.highlighted = at if self.rows.option_count else None
        self.query_one("#yes", Button).disabled = not any(self._units.values())

    def _line(self, line: LineView) -> Content:
        units, left = self._units[line.line_no], line.due
        colour = "$success" if units == left else "$warning" if units else "$quiet"
        count = self.app.locale.say("tui.pack.units", n=units, left=left)
        return Content.assemble(
            (f" ‹ {count} › ", f"bold {colour}"),
            (f" {clean(line.sku)}", "bold"),
            (f"  {clean(line.title)}", "$quiet"),
        )

    def _other(self, row: OrderRow) -> Content:
        mark, colour = ("[x]", "bold $success") if row.id in self._chosen else ("[ ]", "$quiet")
        others = self.app.locale.say("tui.pack.with", orders=clean(row.number))
        return Content.assemble(
            (f" {mark} ", colour),
            others,
            (f"  {clean(row.store)}  {clean(row.items)}  {clean(row.buyer)}", "$quiet"),
        )

    # -- changing the content

    def action_shift(self, by: int) -> None:
        """Add (*by* 1) or remove (-1) a unit of the selected line, or the selected order."""
        at = self.rows.highlighted
        if at is None or not self.rows.has_focus:
            return
        if at < len(self._lines):
            line = self._lines[at]
            units = self._units[line.line_no] + by
            self._units[line.line_no] = max(0, min(units, line.due))
        else:
            self._put(self._others[at - len(self._lines)], by > 0)
        self._draw(at)

    def action_flip(self) -> None:
        """Pack all or no units of the selected line; or add or remove the selected order."""
        at = self.rows.highlighted
        if at is None or not self.rows.has_focus:
            return
        if at < len(self._lines):
            line = self._lines[at]
            self._units[line.line_no] = 0 if self._units[line.line_no] else line.due
        else:
            row = self._others[at - len(self._lines)]
            self._put(row, row.id not in self._chosen)
        self._draw(at)

    def _put(self, row: OrderRow, inside: bool) -> None:
        if inside:
            self._chosen.add(row.id)
        else:
            self._chosen.discard(row.id)

    @on(Input.Submitted)
    @work(exclusive=True, group="pack")
    async def _named(self, event: Input.Submitted) -> None:
        """Add the typed order to the package, or show why it cannot be added."""
        text = event.value.strip()
        if not text:
            self.rows.focus()
            return
        named, together = self._row.id, [*self._chosen]
        found = await self.app.read(lambda hub: _named(hub, named, together, text))
        if not isinstance(found, tuple):
            return
        (row,) = found
        if row.id not in {one.id for one in self._others}:
            self._others.append(row)
        self._put(row, True)
        event.input.value = ""
        self._draw([one.id for one in self._others].index(row.id) + len(self._lines))
        self.rows.focus()

    # -- answering

    @on(OptionList.OptionSelected)
    @on(Button.Pressed, "#yes")
    def _take(self) -> None:
        if not any(self._units.values()):
            return
        whole = all(self._units[line.line_no] == line.due for line in self._lines)
        part = {number: units for number, units in self._units.items() if units}
        others = tuple(row for row in self._others if row.id in self._chosen)
        before = self._before
        lines = None if whole and not before.destination else part
        all_due = whole and before.destination != ""
        self.dismiss(PackageContents(lines, others, before.destination, all_due))

    @on(Button.Pressed, "#no")
    def action_leave(self) -> None:
        """Leave the package's content unchanged."""
        self.dismiss(None)


def _same_buyer(hub: Hub, row: OrderRow) -> tuple[tuple[OrderRow, ...], int]:
    """Return other purchases awaiting shipment whose buyer has the same name.

    At most ``_OFFERED`` are returned, with the number of those left out.
    """
    if not row.buyer.strip():
        return (), 0
    alike = hub.orders.rows(hub.orders.ids(Grid.AWAITING_SHIPMENT, row.buyer))
    same = {row.id, *hub.matching.same_purchase(row.id)}
    found = tuple(one for one in alike if one.id not in same and one.buyer == row.buyer)
    return found[:_OFFERED], max(0, len(found) - _OFFERED)


def _named(hub: Hub, order_id: int, together: list[int], text: str) -> tuple[OrderRow, ...]:
    """Return the order that a person typed; if it is a hidden copy, return its original (P5)."""
    found = hub.orders.find(text)
    if found in together:
        return hub.orders.rows([found])
    return hub.orders.rows(hub.shipping.others_in_package(order_id, [*together, found])[-1:])
