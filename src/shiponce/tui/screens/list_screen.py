"""A screen with one list and the details of the selected row below it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from textual import getters, on, work
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from shiponce.tui.key_bindings import (
    ABOUT,
    BATCH,
    DECISIONS,
    DOCTOR,
    EXCLUDED,
    NOTIFICATIONS,
    RULES,
    SCENARIOS,
    STORES,
)
from shiponce.tui.localized_text import clean
from shiponce.tui.screens.base import HubScreen
from shiponce.tui.widgets.empty_state import EmptyState
from shiponce.tui.widgets.line_grid import Column, LineGrid
from shiponce.tui.widgets.row_source import ListSource
from shiponce.tui.widgets.text_input import TextInput
from shiponce.tui.widgets.warning_banner import WarningBanner
from shiponce.words.families import Family

_LISTS = (DECISIONS, DOCTOR, EXCLUDED, NOTIFICATIONS, RULES, SCENARIOS, STORES, BATCH)
#: Codes of the text that replaces an empty list, and of the hint what to do then.
_EMPTY = Family("tui.empty.{}", _LISTS)
_EMPTY_HINT = Family("tui.empty.{}_hint", _LISTS)

if TYPE_CHECKING:
    from shiponce.hub import Hub

Row = TypeVar("Row")


#: From this width (terminal cells) on, the introduction is shown in full.
_ROOMY = 112


class ListScreen(HubScreen, Generic[Row]):
    """A list whose rows are read on a worker thread; the cursor stays on its row."""

    CSS_PATH = "lists.tcss"
    AUTO_FOCUS = "LineGrid"
    #: True if the banner also shows warnings about the sequence in which stores are imported.
    IMPORT_ORDER: ClassVar[bool] = False

    grid: getters.query_one[LineGrid[Row]] = getters.query_one("#rows", LineGrid)
    empty = getters.query_one(EmptyState)
    query_field = getters.query_one("#filter", Input)

    def columns(self) -> tuple[Column[Row], ...]:
        """Return the columns, in the reader's language."""
        raise LookupError("a list says what its columns are")

    def fetch(self, hub: Hub) -> Sequence[Row]:
        """Return the current rows."""
        raise LookupError("a list says where its rows come from")

    def found(self, hub: Hub, query: str) -> Collection[int]:
        """Return the keys of rows that match a search."""
        raise LookupError("a list that can be searched says what it finds")

    def key(self, row: Row) -> int:
        """Return a row's key."""
        raise LookupError("a list says what names a row")

    def tell(self, row: Row) -> Content:
        """Return the details of the selected row."""
        raise LookupError("a list says what its rows mean")

    def intro(self) -> str:
        """Return the introduction of this list; on a narrow terminal only its first sentence.

        If the list is cut, add how many rows there are and how to see them all.
        """
        about = self.locale.say(ABOUT[self.SCOPE])
        first, stop, _ = about.partition(". ")
        text = f"{first}." if stop and self.app.size.width < _ROOMY else about
        return "\n".join(filter(None, (text, self.cut())))

    def cut(self) -> str:
        """Return how many of the rows are shown, and how to see all; '' if all are shown."""
        return ""

    def content(self) -> Iterable[Widget]:
        """Yield warnings, the introduction, the list, and the details."""
        yield WarningBanner(import_order=self.IMPORT_ORDER)
        yield Static(id="intro", markup=False)
        yield TextInput(id="filter")
        yield Vertical(LineGrid[Row](id="rows"), EmptyState(), id="list")
        yield Static(id="row_text", markup=False)

    def on_mount(self) -> None:
        """Set the columns."""
        super().on_mount()
        self._name_things()

    def on_resize(self) -> None:
        """Show as much of the introduction as fits."""
        self.query_one("#intro", Static).update(Content(self.intro()))

    def _name_things(self) -> None:
        self.query_one("#intro", Static).update(Content(self.intro()))
        self.query_field.placeholder = self.locale.say("tui.filter.placeholder")
        self.grid.set_columns(self.columns())

    def relabel(self) -> None:
        """Update all texts to the current language."""
        self._name_things()
        self.reload()

    def now(self) -> datetime:
        """Return the hub's time at the last tick."""
        state = self.app.hub_state
        return state.now if state else datetime.min.replace(tzinfo=UTC)

    def reload(self) -> None:
        """Read the rows again."""
        self._reload()

    @work(exclusive=True, group="fill")
    async def _reload(self) -> None:
        query = self.query_field.value.strip()

        def job(hub: Hub) -> tuple[Row, ...]:
            rows = tuple(self.fetch(hub))
            if not query:
                return rows
            wanted = frozenset(self.found(hub, query))
            return tuple(row for row in rows if self.key(row) in wanted)

        rows = await self.app.read(job)
        if isinstance(rows, tuple):
            found: ListSource[Row] = ListSource(rows, self.key)
            self.grid.show(found)
            self._point(rows)
            self.empty.stand_in_for(self.grid, not rows)
            say = self.locale.say
            if query:
                title = say("tui.empty.query", query=clean(query))
                self.empty.tell(title, say("tui.empty.query_list"), "app.do('clear')")
            else:
                self.empty.tell(
                    say(_EMPTY[self.SCOPE]),
                    say(_EMPTY_HINT[self.SCOPE]),
                    self.next_step(),
                )
            self.query_one("#intro", Static).update(Content(self.intro()))
            self._tell()
            self.show_keys()

    # -- searching, on screens with the action "filter" ------------------------------------

    def on_screen_resume(self) -> None:
        """Take over a search begun on another screen."""
        carried = self.app.carried.pop(self.SCOPE, None)
        if carried is not None:
            self.query_field.value = carried
            self.query_field.add_class("-open")
        super().on_screen_resume()

    def do_filter(self) -> None:
        """Focus the search field."""
        self.query_field.add_class("-open")
        self.query_field.focus()

    def do_clear(self) -> None:
        """Clear the search."""
        self.query_field.value = ""
        self.query_field.remove_class("-open")
        self.grid.focus()

    @on(Input.Changed, "#filter")
    def _typed(self) -> None:
        self.reload()

    @on(Input.Submitted, "#filter")
    def _settled(self) -> None:
        if not self.query_field.value:
            self.query_field.remove_class("-open")
        self.grid.focus()

    def _point(self, rows: Sequence[Row]) -> None:
        """Move the cursor to the row that another screen requested by key or name."""
        wanted = self.app.pointed.pop(self.SCOPE, None)
        for row in rows:
            if wanted and wanted in (self.key(row), getattr(row, "name", None)):
                self.grid.go_to(self.key(row))

    def next_step(self) -> str:
        """Return the action that the empty list offers on a click."""
        return ""

    @on(LineGrid.Highlighted)
    def _moved(self) -> None:
        self._tell()

    def _tell(self) -> None:
        row = self.grid.current
        below = self.query_one("#row_text", Static)
        below.display = row is not None
        below.update(self.tell(row) if row is not None else Content(""))
