"""The orders: grids with counts, and why each order has its status."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from textual import getters, on, work
from textual.containers import Container, Horizontal, Vertical
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Input, Static

from shiponce.tui.action_needs import UnderCursor
from shiponce.tui.key_bindings import EXCLUDED, ORDERS, bindings
from shiponce.tui.localized_text import clean
from shiponce.tui.screens.mark_actions import MarkActions
from shiponce.tui.screens.order import OrderScreen
from shiponce.tui.widgets.empty_state import EmptyState
from shiponce.tui.widgets.import_buttons import ImportButtons
from shiponce.tui.widgets.line_grid import LineGrid
from shiponce.tui.widgets.order_columns import order_columns
from shiponce.tui.widgets.order_pane import OrderPane
from shiponce.tui.widgets.row_source import PAGE, PagedSource
from shiponce.tui.widgets.search_matches import matches_text
from shiponce.tui.widgets.status_tabs import StatusTabs
from shiponce.tui.widgets.text_input import TextInput
from shiponce.tui.widgets.warning_banner import WarningBanner
from shiponce.views.orders import Grid, OrderDetail, OrderRow, Search
from shiponce.words.domain_words import LIST_WORD
from shiponce.words.families import Family

_EMPTY = Family("tui.empty.{}", Grid)

if TYPE_CHECKING:
    from shiponce.hub import Hub

_GRIDS = tuple(Grid)
#: The time to use before the hub's time is read.
_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class OrdersView:
    """What is shown: one grid, filtered or not."""

    grid: Grid = Grid.AWAITING_SHIPMENT
    query: str = ""


@dataclass(frozen=True, slots=True)
class _Vector:
    """The ids of a grid's orders, and the pages of rows to draw first."""

    ids: array[int]
    pages: tuple[tuple[int, tuple[OrderRow, ...]], ...]
    #: The matches in all grids; None without a search.
    search: Search | None = None


class OrdersScreen(MarkActions):
    """All orders of the hub, one grid at a time."""

    SCOPE = ORDERS
    BINDINGS = bindings(ORDERS)
    CSS_PATH = "orders.tcss"
    AUTO_FOCUS = "LineGrid"

    view: reactive[OrdersView] = reactive(OrdersView(), init=False)

    tabs = getters.query_one(StatusTabs)
    grid: getters.query_one[LineGrid[OrderRow]] = getters.query_one("#orders", LineGrid)
    pane = getters.query_one(OrderPane)
    empty = getters.query_one(EmptyState)
    query_field = getters.query_one("#filter", Input)
    #: The matches in all grids; None without a search.
    _search: Search | None = None
    #: The text that was searched last; ``n`` goes on with it after the search was cleared.
    _last_query = ""
    #: True if the grid with the next match is to be opened once the matches are known.
    _seeking = False
    #: The orders of the grid and filter.
    _ids: Sequence[int] = ()

    def content(self) -> Iterable[Widget]:
        """Yield warnings, tabs, tools, and the grid with its detail."""
        yield WarningBanner()
        yield StatusTabs()
        yield Horizontal(ImportButtons(), TextInput(id="filter"), id="tools")
        yield Static(id="matches", markup=False)
        yield Static(id="marks", markup=False)
        yield Container(
            Vertical(LineGrid[OrderRow](id="orders"), EmptyState(), id="left"),
            OrderPane(),
            id="body",
        )

    def on_mount(self) -> None:
        """Set the columns and fill the grid."""
        super().on_mount()
        self._name_things()
        self.watch(self.app, "hub_state", self._count)

    def _name_things(self) -> None:
        self.query_field.placeholder = self.locale.say("tui.filter.placeholder")
        self.grid.set_columns(order_columns(self.locale, self.now))

    def relabel(self) -> None:
        """Update all texts to the current language."""
        self._name_things()
        self._count()
        self.reload()

    def now(self) -> datetime:
        """Return the hub's time at the last tick."""
        return self.app.hub_state.now if self.app.hub_state else _NEVER

    def _count(self) -> None:
        state = self.app.hub_state
        if state is not None:
            counts = self._search.counts if self._search else state.counts
            self.tabs.update(self.view.grid, counts)
            self.query_one(ImportButtons).show_stores(state)
            self._explain_emptiness()

    def watch_view(self, before: OrdersView, now: OrdersView) -> None:
        """Load the rows of another grid or filter."""
        self._count()
        self._fill(keep=before.grid is now.grid)

    def reload(self) -> None:
        """Read the same rows again; the cursor stays on its order."""
        self._fill(keep=True)

    # -- the grid --------------------------------------------------------------------------

    @work(exclusive=True, group="fill")
    async def _fill(self, *, keep: bool) -> None:
        view, key = self.view, self.grid.key if keep else None
        detail = self.order_detail() if keep else None
        twins = frozenset(twin.order_id for twin in detail.twins) if detail else frozenset()
        top, height = round(self.grid.scroll_y) if keep else 0, self.size.height

        def job(hub: Hub) -> _Vector:
            search = hub.orders.search(view.query) if view.query else None
            ids = array("q", search.grids[view.grid]) if search else hub.orders.ids(view.grid)
            place = _place_of(ids, key)
            rows = (top, top + height, place, max(place - height, 0), place + height)
            numbers = sorted({row // PAGE for row in rows if row < len(ids)})
            return _Vector(ids, tuple((n, hub.orders.rows(_page(ids, n))) for n in numbers), search)

        found = await self.app.read(job)
        if isinstance(found, _Vector):
            self._put(found, keep=keep, avoid=twins)

    def _put(self, found: _Vector, *, keep: bool, avoid: frozenset[int]) -> None:
        source: PagedSource[OrderRow] = PagedSource(found.ids, self._want)
        for number, rows in found.pages:
            source.put(number, rows)
        self._source = source
        self._search = found.search
        self._ids = found.ids
        self._tell_matches()
        self._count()
        self.grid.show(source, keep=keep, avoid=avoid)
        self.tell_marks()
        self._explain_emptiness()
        self._explain(self.grid.key)
        self.show_keys()
        if self._seeking and self._search is not None:
            self._seeking = False
            self._open_match()

    def _open_match(self) -> None:
        """Open the grid with the next match if this one has none."""
        search = self._search
        if search is None or search.counts[self.view.grid]:
            return
        if search.excluded or any(search.counts.values()):
            self.do_next_match()

    def _tell_matches(self) -> None:
        """Show how many matches are in this grid, and in which other grids there are matches."""
        matches = self.query_one("#matches", Static)
        matches.display = self._search is not None
        if self._search is not None:
            here = self._search.counts[self.view.grid]
            line = matches_text(self.locale, self._search, here=here, but=self.view.grid)
            matches.update(line)

    def do_next_match(self) -> None:
        """Open the next grid with matches, or the excluded orders; resume a cleared search."""
        search = self._search
        if search is None and self._last_query:
            self._seeking = True
            self.query_field.add_class("-open")
            self.query_field.value = self._last_query
            return
        if search is None:
            self.app.toast(self.locale.say("tui.need.search"))
            return
        place = _GRIDS.index(self.view.grid)
        around = (*_GRIDS[place + 1 :], *_GRIDS[:place])
        others = [grid for grid in around if search.counts[grid]]
        wraps = not others or _GRIDS.index(others[0]) < place
        if search.excluded and wraps:
            self.app.carried[EXCLUDED] = self.view.query
            self.app.go("excluded")
        elif others:
            self.view = replace(self.view, grid=others[0])
        else:
            self.app.toast(self.locale.say("tui.need.other_match"))

    def _want(self, number: int, keys: array[int]) -> None:
        self._fetch(self._source, number, keys)

    @work(group="pages")
    async def _fetch(self, source: PagedSource[OrderRow], number: int, keys: Sequence[int]) -> None:
        rows = await self.app.read(lambda hub: hub.orders.rows(keys))
        if isinstance(rows, tuple):
            source.put(number, rows)
            if source is self._source:
                self.grid.redraw()

    def _explain_emptiness(self) -> None:
        nothing = self.grid.count == 0
        self.empty.stand_in_for(self.grid, nothing)
        state = self.app.hub_state
        if not nothing or state is None:
            return
        say, view = self.locale.say, self.view
        if view.query:
            title = say("tui.empty.query", query=clean(view.query))
            elsewhere = self._search and len(self._search.every) + self._search.excluded
            code = "tui.empty.query_else" if elsewhere else "tui.empty.query_hint"
            action = "app.do('next_match')" if elsewhere else "app.do('clear')"
            self.empty.tell(title, say(code), action)
        elif not any(store.live for store in state.stores):
            self.empty.tell(say("tui.empty.stores"), say("tui.empty.stores_hint"))
        elif not any(state.counts.values()):
            hint = say("tui.empty.import_hint")
            self.empty.tell(say("tui.empty.import"), hint, "app.do('import')")
        else:
            grid = say(LIST_WORD[view.grid])
            hint = say(_EMPTY[view.grid])
            self.empty.tell(say("tui.empty.grid", grid=grid), hint)

    def shown_ids(self) -> tuple[int, ...]:
        """Return every order of the grid and filter, newest first."""
        return tuple(self._ids)

    def under_cursor(self) -> UnderCursor:
        """Return the selected order, and how many orders are marked."""
        return replace(super().under_cursor(), marked=len(self.grid.marks))

    # -- the detail ------------------------------------------------------------------------

    @on(LineGrid.Highlighted)
    def _moved(self, event: LineGrid.Highlighted) -> None:
        if not isinstance(event, LineGrid.Chosen):
            self._explain(event.key)

    def _explain(self, key: int | None) -> None:
        self.pane.display = key is not None
        self.pane.show(key)

    def order_row(self) -> OrderRow | None:
        """Return the order under the cursor."""
        return self.grid.current

    def order_detail(self) -> OrderDetail | None:
        """Return the details of the order under the cursor, once the pane has read them."""
        detail = self.pane.detail
        return detail if detail and detail.row.id == self.grid.key else None

    def jump(self, order_id: int) -> None:
        """Move the cursor to an order of this grid; open the screen of an order of another grid."""
        if not self.grid.go_to(order_id):
            self.app.push_screen(OrderScreen(order_id))

    # -- actions -----------------------------------------------------------------------------

    @on(LineGrid.Chosen)
    def do_open(self) -> None:
        """Open the order on its own screen."""
        if self.grid.key is not None:
            self.app.push_screen(OrderScreen(self.grid.key))

    def do_look(self) -> None:
        """Read the order from every platform and show the answers."""
        self.pane.look_and_show()

    def action_grid(self, name: str) -> None:
        """Open a grid."""
        self.view = replace(self.view, grid=Grid(name))

    def _shift(self, way: int) -> None:
        place = (_GRIDS.index(self.view.grid) + way) % len(_GRIDS)
        self.view = replace(self.view, grid=_GRIDS[place])

    def do_next_grid(self) -> None:
        """Open the next grid."""
        self._shift(1)

    def do_previous_grid(self) -> None:
        """Open the previous grid."""
        self._shift(-1)

    def do_filter(self) -> None:
        """Focus the search field."""
        self.query_field.add_class("-open")
        self.query_field.focus()

    def do_clear(self) -> None:
        """Clear the search."""
        self._last_query = self.query_field.value.strip() or self._last_query
        self._seeking = False
        self.query_field.value = ""
        self.query_field.remove_class("-open")
        self.grid.focus()

    @on(Input.Changed, "#filter")
    def _typed(self, event: Input.Changed) -> None:
        self.view = replace(self.view, query=event.value.strip())

    @on(Input.Submitted, "#filter")
    def _settled(self) -> None:
        """Go to the grid; if only others have matches, open the next one of them."""
        if not self.query_field.value:
            self.query_field.remove_class("-open")
        self.grid.focus()
        if self.query_field.value.strip():
            self._seeking = True
            self._fill(keep=True)


def _page(ids: array[int], number: int) -> array[int]:
    return ids[number * PAGE : (number + 1) * PAGE]


def _place_of(ids: array[int], key: int | None) -> int:
    try:
        return ids.index(key) if key is not None else 0
    except ValueError:
        return 0
