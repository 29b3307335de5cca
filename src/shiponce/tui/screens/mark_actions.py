"""Mark orders, plan a batch of the marked ones, and export the filter."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from textual import getters, work
from textual.widgets import Static

from shiponce.tui.screens.batch import BatchScreen
from shiponce.tui.screens.order_actions import OrderActions
from shiponce.tui.widgets.line_grid import LineGrid
from shiponce.views.orders import OrderRow

if TYPE_CHECKING:
    from shiponce.hub import Hub


class MarkActions(OrderActions):
    """Marks of orders; they stay when the list is filtered, scrolled, changed or imported again."""

    grid: getters.query_one[LineGrid[OrderRow]] = getters.query_one("#orders", LineGrid)
    #: The order that was marked last; a range begins there.
    _anchor: int | None = None

    def shown_ids(self) -> tuple[int, ...]:
        """Return every order of the grid and filter, newest first."""
        raise LookupError("the screen with the grid says what it shows")

    def do_mark(self) -> None:
        """Mark the selected order, or take its mark away; go to the next."""
        key, marks = self.grid.key, self.grid.marks
        if key is None:
            return
        self._anchor = None if key in marks else key
        marks ^= {key}
        self.grid.action_move(1)
        self.tell_marks()

    def do_mark_range(self) -> None:
        """Mark every order from the one marked last to the selected one."""
        ids, key = self.shown_ids(), self.grid.key
        if key is None or self._anchor not in ids:
            self.app.toast(self.locale.say("tui.need.mark"), severity="warning")
            return
        first, last = sorted((ids.index(self._anchor), ids.index(key)))
        self.grid.marks.update(ids[first : last + 1])
        self.tell_marks()

    def do_mark_all(self) -> None:
        """Mark all orders of the filter; if all are marked, take their marks away."""
        ids = set(self.shown_ids())
        if ids <= self.grid.marks:
            self.grid.marks.difference_update(ids)
        else:
            self.grid.marks.update(ids)
        self.tell_marks()

    def do_unmark(self) -> None:
        """Take every mark away, also of orders that are not shown."""
        self.grid.marks.clear()
        self.tell_marks()

    def tell_marks(self) -> None:
        """Show how many orders are marked, and how many of them are not in this list."""
        marks, shown = self.grid.marks, self.query_one("#marks", Static)
        if not marks and not shown.display:
            return
        shown.display = bool(marks)
        if marks:
            away = len(marks.difference(self.shown_ids()))
            code = "tui.marks.some_away" if away else "tui.marks.all_here"
            shown.update(self.locale.say(code, n=len(marks), away=away))
        self.grid.refresh()
        self.show_keys()

    def do_batch(self) -> None:
        """Open the plan of the marked orders, in the sequence of the list."""
        marks = self.grid.marks
        ids = [one for one in self.shown_ids() if one in marks]
        ids += sorted(marks.difference(ids))
        self.app.push_screen(BatchScreen(ids, marks))

    @work
    async def do_export(self) -> None:
        """Write the orders of the filter to a new CSV file in the current folder."""
        ids, say = self.shown_ids(), self.locale.say
        file = Path.cwd() / f"shiponce-orders-{datetime.now().astimezone():%Y%m%d-%H%M%S}.csv"

        def job(hub: Hub) -> int:
            return hub.orders.export(ids, file)

        n = await self.app.act(say("tui.busy.export"), job, "tui.undone.export", writes=False)
        if isinstance(n, int):
            self.app.toast(say("tui.done.export", n=n, file=file))
