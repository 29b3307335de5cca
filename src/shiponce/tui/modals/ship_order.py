"""Ask how to ship; list every option, unavailable ones with reason and way out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from textwrap import wrap
from typing import TYPE_CHECKING, ClassVar

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Checkbox, Input, OptionList, Static
from textual.widgets.option_list import Option

from shiponce.decisions.tracking_number import carrier_name, tracking_number
from shiponce.domain.shipment import Route
from shiponce.errors import BadInput
from shiponce.tui.localized_text import Locale, clean
from shiponce.tui.modals.choose_address import AddressDialog, one_line
from shiponce.tui.modals.confirm import titled
from shiponce.tui.modals.package_contents import PackageContents, PackageDialog
from shiponce.tui.typed_app import TypedApp
from shiponce.tui.widgets.checkbox import PlainCheckbox
from shiponce.tui.widgets.order_detail import packing_text
from shiponce.tui.widgets.text_input import TextInput
from shiponce.views.orders import OrderDetail, OrderRow
from shiponce.views.sentence import Sentence
from shiponce.views.shipping import ShipOption
from shiponce.words.domain_words import ROUTE_WORD
from shiponce.words.families import Family
from shiponce.words.order_items import items_text

if TYPE_CHECKING:
    from shiponce.hub import Hub

_BUYS = Family("tui.ship.buys_{}", Route)
#: Warning codes about a second e-mail to the buyer, and the codes of their short forms.
_SECOND = {
    "warning.second_email": "tui.ship.second_email",
    "warning.second_email_shared": "tui.ship.second_email_shared",
    "warning.second_email_unknown": "tui.ship.second_email_unknown",
}

#: Widths in terminal cells: the dialog, and its borders and padding beside the list.
_WIDTH, _EDGES = 92, 12
#: Widths in terminal cells of a service's name: in the full dialog, and in a narrower one.
_NAME, _SHORT_NAME = 25, 23


@dataclass(frozen=True, slots=True)
class ShipChoice:
    """The chosen option and package content, and a carrier and tracking number entered by hand."""

    option: str
    packed: PackageContents
    carrier: str = ""
    tracking: str = ""
    #: The stores to be notified of the shipment, as the dialog showed them.
    notifies: tuple[str, ...] = ()
    #: The package has no tracking number.
    untracked: bool = False


class ShipDialog(ModalScreen[ShipChoice | None]):
    """Shows an order's shipping options; the text on the button describes the selected option."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("p", "pack", show=False),
        Binding("a", "address", show=False),
    ]
    CSS = """
    ShipDialog .dialog { width: 92; }
    ShipDialog #items { height: auto; max-height: 3; }
    ShipDialog #facts { height: auto; max-height: 4; color: $accent; display: none; }
    ShipDialog #to { height: auto; max-height: 3; }
    ShipDialog #warnings { height: auto; max-height: 4; color: $warning; display: none; }
    ShipDialog #package { height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
    ShipDialog #manual { height: 1; margin: 1 0 0 0; display: none; }
    ShipDialog #manual Input { width: 1fr; margin: 0 1 0 0; }
    ShipDialog #manual PlainCheckbox { width: auto; margin: 0; }
    ShipDialog #why { height: auto; min-height: 2; margin: 1 0 0 0; color: $quiet; }
    ShipDialog .dialog OptionList { min-height: 3; max-height: 8; }
    ShipDialog.-second .dialog OptionList { max-height: 6; }
    ShipDialog.-facts .dialog OptionList { max-height: 5; }
    ShipDialog.-warned .dialog OptionList { max-height: 4; }
    ShipDialog.-tall #warnings, ShipDialog.-tall #facts { max-height: 12; }
    ShipDialog.-tall .dialog OptionList { max-height: 20; }
    """

    VERTICAL_BREAKPOINTS = [(0, "-low"), (32, "-tall")]  # noqa: RUF012  (Textual's own type)

    app = TypedApp()
    options = getters.query_one(OptionList)
    go = getters.query_one("#go", Button)

    def __init__(self, row: OrderRow) -> None:
        super().__init__()
        self._row = row
        self._ways: tuple[ShipOption, ...] = ()
        self._packed = PackageContents()
        #: The order with its addresses, once it is read.
        self._detail: OrderDetail | None = None
        #: The warning that a shop may e-mail the buyer in addition to the marketplace, or None.
        self._second: Sentence | None = None

    def compose(self) -> ComposeResult:
        """Show the order, its options, and the button."""
        say, row = self.app.locale.say, self._row
        with Vertical(classes="dialog") as box:
            titled(box, say("tui.ship.title", number=clean(row.number)))
            yield Static(
                clean(items_text(row.items, row.due_lines, self.app.locale.language)),
                id="items",
                markup=False,
            )
            yield Static(id="facts", markup=False)
            yield Static(id="to", markup=False)
            yield Static(id="warnings", markup=False)
            yield Static(id="package", markup=False)
            yield OptionList(markup=False)
            with Horizontal(id="manual"):
                yield TextInput(say("tui.ship.carrier"), id="carrier")
                yield TextInput(say("tui.ship.tracking"), id="tracking")
                yield PlainCheckbox(say("tui.ship.untracked"), False, id="untracked")
            yield Static(say("tui.ship.asking"), id="why", markup=False)
            with Horizontal(classes="buttons"):
                yield Button(Content(say("tui.button.no")), id="no")
                yield Button(Content("…"), id="go", variant="primary", disabled=True)

    def on_mount(self) -> None:
        """Request the options from the carriers; the dialog can be closed meanwhile."""
        self._ask(self._packed)

    @work(exclusive=True, group="options")
    async def _ask(self, packed: PackageContents) -> None:
        """Request the carriers' options for this package; if that fails, keep those shown."""
        self.options.loading = True
        found = await self.app.act(
            self.app.locale.say("tui.busy.options"),
            _reading(self._row.id, packed),
            "tui.undone.options",
            writes=False,
        )
        self.options.loading = False
        if isinstance(found, tuple):
            self._detail, packed, ways, self._second, warnings = found
            self.set_class(self._second is not None, "-second")
            self._warn(warnings)
            self._show_contents(packed)
            self._show_address(packed)
            self._offer(packed, ways)
        elif not self._ways:
            self.dismiss(None)
        self.options.focus()

    def _offer(self, packed: PackageContents, found: tuple[ShipOption, ...]) -> None:
        self._packed = packed
        self._ways = tuple(sorted(found, key=lambda way: not way.available))
        locale = self.app.locale
        package = locale.say("tui.ship.package", package=packed.sentence_in(locale))
        key = (f"   p  {locale.say('tui.ship.change')}", "$quiet")
        self.query_one("#package", Static).update(Content.assemble(package, key))
        self.options.clear_options()
        self.options.add_options([Option(self._line(way)) for way in self._ways])
        asked = [n for n, way in enumerate(self._ways) if way.preferred and way.available]
        self.options.highlighted = next(iter(asked), 0) if self._ways else None
        self._point()

    def _show_contents(self, packed: PackageContents) -> None:
        """Show what belongs in the package, and everything that is said about packing it."""
        detail, locale = self._detail, self.app.locale
        if detail is None:
            return
        lines = detail.to_pack(packed.lines)
        text = ", ".join(f"{clean(one.called)} × {one.units}" for one in lines)
        total = locale.money(self._row.total)
        what = Content.assemble(
            (text or clean(self._row.items), "bold"),
            (f"  ·  {total}  ·  {clean(self._row.buyer)}", "$quiet"),
        )
        self.query_one("#items", Static).update(what)
        said = [packing_text(locale, fact) for fact in detail.packing]
        several = len(detail.lines) > 1
        said += [
            (f"{clean(one.called)} · " if several else "") + packing_text(locale, fact)
            for one in lines
            for fact in one.packing
        ]
        facts = self.query_one("#facts", Static)
        facts.display = bool(said)
        facts.update(Content("\n".join(said)))
        self.set_class(bool(said), "-facts")

    def _warn(self, warnings: Sequence[Sentence]) -> None:
        """Show the first warning about the orders of the package, and how many more there are."""
        locale, shown = self.app.locale, self.query_one("#warnings", Static)
        lines = [f"▲ {locale.sentence(one)}" for one in warnings[:1]]
        if len(warnings) > 1:
            lines.append(f"▲ {locale.say('tui.ship.more_warnings', n=len(warnings) - 1)}")
        shown.display = bool(lines)
        shown.update(Content("\n".join(lines)))
        self.set_class(bool(lines), "-warned")

    def _show_address(self, packed: PackageContents) -> None:
        """Show where the package goes; of an order with several addresses also what else is due."""
        detail, say, to = self._detail, self.app.locale.say, self.query_one("#to", Static)
        if detail is None:
            return
        places = list(enumerate(detail.destinations, 1))
        here = next((each for each in places if each[1].id == packed.destination), None)
        if here is None:
            to.display = bool(detail.address)
            to.update(Content(say("tui.ship.to", address=one_line(detail.address))))
            return
        address = one_line(here[1].address) or say("tui.ship.no_address")
        text = say("tui.ship.to_one_of", place=here[0], n=len(places), address=address)
        more = sum(one.due for _, one in places if one is not here[1])
        lines = [Content(text)]
        if more:
            key = f"   a  {say('tui.ship.other_address')}"
            due = say("tui.ship.due_elsewhere", n=more)
            lines.append(Content.assemble((f"△ {due}", "$warning"), (key, "$quiet")))
        to.update(Content("\n").join(lines))

    @work
    async def action_address(self) -> None:
        """Ask which address of the order the package goes to, then request the options again."""
        detail = self._detail
        if detail is None or not detail.destinations:
            return
        chosen = await self.app.push_screen_wait(AddressDialog(detail, self._packed.destination))
        if chosen is not None and chosen != self._packed.destination:
            self._ask(PackageContents(None, self._packed.others, chosen))

    @work
    async def action_pack(self) -> None:
        """Ask the person what the package contains, then request the options again."""
        packed = await self.app.push_screen_wait(PackageDialog(self._row, self._packed))
        if packed is not None and packed != self._packed:
            self._ask(packed)

    def _line(self, way: ShipOption) -> Content:
        locale = self.app.locale
        route = locale.say(
            "tui.ship.by_hand" if way.route is Route.MANUAL else ROUTE_WORD[way.route]
        )
        cells = _NAME if self.app.size.width >= _WIDTH else _SHORT_NAME
        service = f"{clean(way.called):<{cells}.{cells}}"
        if way.code == way.service:  # no carrier offers the service that the rule requests
            route = ""
        if not way.available:
            limit = locale.sentence(way.restriction) if way.restriction else ""
            name = service if way.service else ""
            name += locale.say("tui.ship.by_rule") if way.preferred else ""
            room = max(min(self.app.size.width, _WIDTH) - _EDGES, 20)
            reason = "\n".join(wrap(limit, room, initial_indent="   ", subsequent_indent="   "))
            return Content.assemble(
                (f" ✕ {name}", "$quiet"), (route, "$quiet"), (f"\n{reason}", "$warning")
            )
        if way.route is Route.MANUAL:
            return Content.assemble((" ● ", "$success"), (route, "bold"))
        price = locale.money(way.price) if way.price else ""
        by = locale.day(way.arrives_by) if way.arrives_by else ""
        return Content.assemble(
            (" ● ", "$success"),
            (service, "bold"),
            (f"{route:<20.20}", "$quiet"),
            (f"{price:>11}", "$foreground"),
            (f"  {by}", "$quiet"),
            (f"  {locale.say('tui.ship.by_rule')}" if way.preferred else "", "$accent"),
        )

    @property
    def _way(self) -> ShipOption | None:
        place = self.options.highlighted
        return self._ways[place] if place is not None and place < len(self._ways) else None

    @on(OptionList.OptionHighlighted)
    @on(Input.Changed)
    @on(Checkbox.Changed)
    def _point(self) -> None:
        """Show what the button would do, or why it is disabled."""
        way, say = self._way, self.app.locale.say
        if way is None:
            self.query_one("#why", Static).update(Content(say("tui.ship.none")))
            return
        manual = way.route is Route.MANUAL and way.available
        self.query_one("#manual").display = manual
        wrong = self._wrong() if manual else None
        self.query_one("#tracking", Input).disabled = self._untracked
        missing = manual and self._is_missing()
        self.go.disabled = self._read_only or not way.available or missing or bool(wrong)
        self.go.label = Content(self._promise(way))
        self.go.refresh(layout=True)  # a new label alone does not make a button wider
        reason = Content.styled(wrong, "$warning") if wrong else self._reason(way)
        self.query_one("#why", Static).update(reason)

    @property
    def _read_only(self) -> bool:
        state = self.app.hub_state
        return state is not None and state.read_only

    def _wrong(self) -> str | None:
        """Return what is wrong with the typed carrier or tracking number, or None."""
        carrier, tracking = self._typed()
        try:
            if carrier is not None:
                carrier_name(carrier)
            if tracking is not None:
                tracking_number(tracking)
        except BadInput as wrong:
            return self.app.locale.error(wrong)
        return None

    def _typed(self) -> tuple[str | None, str | None]:
        carrier = self.query_one("#carrier", Input).value.strip()
        tracking = self.query_one("#tracking", Input).value.strip()
        return carrier or None, None if self._untracked else tracking or None

    @property
    def _untracked(self) -> bool:
        return self.query_one("#untracked", Checkbox).value

    def _is_missing(self) -> bool:
        carrier, tracking = self._typed()
        return carrier is None or (tracking is None and not self._untracked)

    def _promise(self, way: ShipOption) -> str:
        say = self.app.locale.say
        number = self._packed.called(clean(self._row.number), self.app.locale)
        if not way.available:
            return say("tui.ship.closed")
        if self._read_only:
            return say("tui.ship.read_only")
        if way.route is Route.MANUAL:
            return say("tui.ship.go_manual", number=number)
        return say("tui.ship.go", number=number, service=clean(way.called))

    def _reason(self, way: ShipOption) -> Content:
        locale = self.app.locale
        if way.warning is not None:
            return Content.assemble(("▲ ", "bold $error"), locale.sentence(way.warning))
        if way.available:
            buys = locale.say(_BUYS[way.route])
            line = Content(f"{buys} {said_to_be_notified(locale, way.notifies)}")
            if self._second is None:
                return line
            facts = {**self._second.facts, "store": clean(str(self._second.facts["store"]))}
            second = locale.say(_SECOND[self._second.code], **facts)
            return Content.assemble(line, (f"\n▲ {second}", "$warning"))
        out = locale.sentence(way.way_out) if way.way_out else ""
        return Content.styled(f"→ {out}" if out else "", "$accent")

    @on(OptionList.OptionSelected)
    def _picked(self) -> None:
        way = self._way
        if way is None or not way.available:
            return
        if self._read_only:
            self.app.toast(self.app.locale.say("tui.need.read_only"), severity="warning")
        elif way.route is Route.MANUAL and self._is_missing():
            self.query_one("#carrier", Input).focus()
        else:
            self.go.focus()

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        if not self._is_missing() and self._wrong() is None:
            self.go.focus()
        elif event.input.id == "carrier":
            self.query_one("#tracking", Input).focus()

    @on(Button.Pressed, "#go")
    def _ship(self) -> None:
        way = self._way
        if way is None or not way.available:
            return
        manual = way.route is Route.MANUAL
        carrier, tracking = self._typed() if manual else (None, None)
        untracked = manual and self._untracked
        self.dismiss(
            ShipChoice(
                way.code, self._packed, carrier or "", tracking or "", way.notifies, untracked
            )
        )

    @on(Button.Pressed, "#no")
    def action_leave(self) -> None:
        """Ship nothing."""
        self.dismiss(None)


#: The order, its package, its options, who e-mails the buyer, and the warnings.
_Read = tuple[
    OrderDetail,
    PackageContents,
    tuple[ShipOption, ...],
    Sentence | None,
    tuple[Sentence, ...],
]


def _reading(order_id: int, packed: PackageContents) -> Callable[[Hub], _Read]:
    """Return a job that reads everything that the dialog shows.

    The package of an order with several addresses names its address and lines, so that exactly
    what the dialog shows is shipped.
    """

    def job(hub: Hub) -> _Read:
        detail, package = hub.orders.detail(order_id), packed
        if detail.destinations and package.lines is None:
            place = package.destination or detail.next_destination
            due = detail.due_at(place)
            package = replace(package, lines=due or None, destination=place, all_due=bool(due))
        options = hub.shipping.options(order_id, lines=package.lines, together=package.together)
        others = [hub.orders.detail(each) for each in package.together]
        said = [one for each in (detail, *others) for one in each.why.warnings]
        warnings = tuple(one for n, one in enumerate(said) if one not in said[:n])
        return detail, package, options, hub.shipping.second_email(order_id), warnings

    return job


def said_to_be_notified(locale: Locale, stores: Sequence[str]) -> str:
    """Return which stores are notified of a shipment."""
    if not stores:
        return locale.say("tui.ship.notifies_none")
    return locale.say("tui.ship.notifies", stores=clean(", ".join(stores)))
