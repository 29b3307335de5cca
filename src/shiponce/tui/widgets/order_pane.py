"""Show one order beside the grid: its reason, its details, and what each platform shows."""

from __future__ import annotations

from datetime import datetime

from textual import getters, work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.timer import Timer
from textual.widgets import Static

from shiponce.tui.typed_app import TypedApp
from shiponce.tui.widgets.order_detail import body, headline, own_view, rest
from shiponce.tui.widgets.platform_cards import PlatformCards
from shiponce.tui.widgets.rule_trace import trace
from shiponce.views.orders import OrderDetail, PlatformCard
from shiponce.views.rules import TraceRow

_TONES = ("calm", "plain", "warning", "alarm")
#: In a demo, the platforms are read automatically once the same order has been shown for this many
#: seconds.
_REST = 0.4
#: The number of child widgets: reason, facts, cards, rest and trace.
_PARTS = 5


class OrderPane(VerticalScroll, can_focus=True):
    """The details of the order under the cursor."""

    DEFAULT_CSS = """
    OrderPane { padding: 0 0 0 1; background: $background; scrollbar-size-vertical: 1; }
    OrderPane:focus { border-left: solid $border; }
    OrderPane #why { height: auto; padding: 0 1; margin: 0 0 1 0; border-left: thick $primary; }
    OrderPane #why.-calm { border-left: thick $line; background: $surface; }
    OrderPane #why.-plain { border-left: thick $primary; background: $surface; }
    OrderPane #why.-warning { border-left: thick $warning; background: $warning 8%; }
    OrderPane #why.-alarm { border-left: thick $error; background: $alarm; }
    OrderPane #facts { height: auto; margin: 0 0 1 0; padding: 0 1; }
    OrderPane #rest { height: auto; margin: 1 0 1 0; padding: 0 1; }
    OrderPane #trace { height: auto; margin: 0 0 1 0; padding: 0 1; }
    """

    app = TypedApp()
    cards = getters.query_one(PlatformCards)

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        #: The order shown, once it has been read.
        self.detail: OrderDetail | None = None
        self._trace: tuple[TraceRow, ...] = ()
        self._wanted: int | None = None
        self._seen: dict[int, tuple[tuple[PlatformCard, ...], datetime]] = {}
        self._rest: Timer | None = None
        #: The order that a person asked to read from the platforms; the pane scrolls to the answer.
        self._asked: int | None = None
        #: The order whose cards are shown, or the hint in their place.
        self._cards_of: int | None = None

    def compose(self) -> ComposeResult:
        """Show reason, body and cards."""
        yield Static(id="why", markup=False)
        yield Static(id="facts", markup=False)
        yield PlatformCards()
        yield Static(id="rest", markup=False)
        yield Static(id="trace", markup=False)

    def show(self, order_id: int | None) -> None:
        """Show this order; if it is shown already, reload it without scrolling."""
        moved = order_id != self._wanted
        self._wanted = order_id
        if moved:
            self._asked = None
            self.scroll_home(animate=False)
        if order_id is not None:
            self._read(order_id)

    @work(exclusive=True, group="detail")
    async def _read(self, order_id: int) -> None:
        found = await self.app.read(
            lambda hub: (hub.orders.detail(order_id), hub.reprocessing.trace(order_id))
        )
        if not isinstance(found, tuple) or not self._stands:
            return
        self.detail, self._trace = found
        self.redraw()
        if self._cards_of != order_id:  # also if the first reading of the order was overtaken
            self._cards_of = order_id
            self._show_cards(order_id)
        if self.app.has_market:
            self._look_soon()

    def redraw(self) -> None:
        """Show what was read."""
        detail, state = self.detail, self.app.hub_state
        if detail is None or not self._stands:
            return
        top = headline(detail, self.app.locale)
        why = self.query_one("#why", Static)
        why.update(top.text)
        for tone in _TONES:
            why.set_class(tone == top.tone, f"-{tone}")
        now = state.now if state else detail.row.placed_at
        self.query_one("#facts", Static).update(body(detail, self.app.locale, now))
        self.query_one("#rest", Static).update(rest(detail, self.app.locale, now))
        rules = self.query_one("#trace", Static)
        rules.display = bool(self._trace)
        rules.update(trace(self._trace, self.app.locale))
        self.app.show_keys()

    @property
    def _stands(self) -> bool:
        """Return True if all child widgets exist; the pane may be removed during a read."""
        return len(self.children) == _PARTS

    # -- the platforms ---------------------------------------------------------------------

    def _show_cards(self, order_id: int) -> None:
        if self.detail is not None and order_id in self._seen:
            self.cards.show(own_view(self.detail, self.app.locale), *self._seen[order_id])
        else:
            self.cards.hint(self.app.locale.say("tui.card.hint"))

    def _look_soon(self) -> None:
        if self._rest is not None:
            self._rest.stop()
        self._rest = self.set_timer(_REST, self._look_quietly)

    def _look_quietly(self) -> None:
        if self.is_attached and self.app.screen is self.screen:
            self.look()

    def look(self) -> None:
        """Ask every platform what it shows of this purchase."""
        if self._wanted is not None:
            self._look(self._wanted)

    def look_and_show(self) -> None:
        """Ask every platform, and scroll to the answer."""
        self._asked = self._wanted
        self.look()

    @work(exclusive=True, group="look")
    async def _look(self, order_id: int) -> None:
        label = self.app.locale.say("tui.busy.look")
        found = await self.app.look(label, order_id)
        state = self.app.hub_state
        if isinstance(found, tuple) and state is not None and self._stands:
            self._seen[order_id] = (found, state.now)
            if order_id == self._wanted:
                self._show_cards(order_id)
                if self._asked == order_id:  # even if another reading brought the answer
                    self._asked = None
                    self.call_after_refresh(self._reveal_cards)  # after the cards have their size

    def _reveal_cards(self) -> None:
        """Scroll to the cards, but no further, so that the reason for the status stays visible."""
        tall = self.cards.size.height >= self.size.height
        self.scroll_to_widget(self.cards, animate=False, top=tall)
