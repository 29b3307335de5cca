"""One batch: its plan, its progress and its report."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import sleep
from typing import TYPE_CHECKING

from textual import work
from textual.content import Content

from shiponce.domain.batch import CHEAPEST, PAID, BatchState, EntryState
from shiponce.tui.action_needs import UnderCursor
from shiponce.tui.hub_app import FailedCall
from shiponce.tui.key_bindings import BATCH, bindings
from shiponce.tui.localized_text import clean
from shiponce.tui.modals.confirm import Confirm
from shiponce.tui.screens.list_screen import ListScreen
from shiponce.tui.widgets.line_grid import Cell, Column
from shiponce.views.batches import BatchEntry, BatchTotal, BatchView
from shiponce.words.batch_sentences import BATCH_STATE_WORD, ENTRY_STATE_WORD, service_text

if TYPE_CHECKING:
    from shiponce.hub import Hub
    from shiponce.hub.batches import Plan

_COLOURS = {
    EntryState.NOT_BEGUN: "$quiet",
    EntryState.REFUSED: "$warning",
    EntryState.BOUGHT: "$success",
    EntryState.UNKNOWN: "bold $error",
    EntryState.VOIDED: "$quiet",
}
#: A glyph beside each state, so that colour is never the only sign.
_GLYPHS = {
    EntryState.NOT_BEGUN: "○",
    EntryState.REFUSED: "▲",
    EntryState.BOUGHT: "✓",
    EntryState.UNKNOWN: "?",
    EntryState.VOIDED: "✕",
}


class BatchScreen(ListScreen[BatchEntry]):
    """Plans the batch of some orders, buys it when confirmed, and shows the report."""

    SCOPE = BATCH
    BINDINGS = bindings(BATCH)
    CSS = "BatchScreen.-narrow #intro { max-height: 2; }"

    def __init__(self, order_ids: Sequence[int], marks: set[int]) -> None:
        """Plan these orders; remove those from *marks* whose labels are bought."""
        super().__init__()
        self._orders = tuple(order_ids)
        self._marks = marks
        self._plan: Plan | None = None
        self._view: BatchView | None = None
        #: (service, preset) of every way to plan, and the place of the chosen one.
        self._ways: list[tuple[str, str]] = [(CHEAPEST, ""), (PAID, "")]
        self._way = 0
        #: The number of packages tried, and to try, while the batch runs; else None.
        self._progress: tuple[int, int] | None = None

    def on_mount(self) -> None:
        """Make the plan."""
        super().on_mount()
        self._make_plan()

    @work(exclusive=True, group="options")
    async def _make_plan(self) -> None:
        service, preset = self._ways[self._way]
        orders, first = self._orders, len(self._ways) <= 2

        def job(hub: Hub) -> tuple[Plan, list[tuple[str, str]]]:
            presets = [("", one.name) for one in hub.batches.presets()] if first else []
            return hub.batches.plan(orders, service=service, preset=preset), presets

        label = self.locale.say("tui.busy.batch_plan")
        found = await self.app.act(label, job, "tui.undone.batch_plan", writes=False)
        if isinstance(found, tuple):
            self._plan, presets = found
            self._ways += presets
            self._view = self._plan.view
            self.reload()

    # -- the list --------------------------------------------------------------------------

    def columns(self) -> tuple[Column[BatchEntry], ...]:
        """Return the columns, in the reader's language."""
        say = self.locale.say
        return (
            Column(say("word.column.state"), self._state, 13),
            Column(say("word.column.number"), self._number, 19),
            Column(say("word.column.service"), lambda row: Cell(row.called), 10, grow=2),
            Column(say("word.column.price"), self._price, 9, right=True),
            Column(say("word.column.notifications"), self._about, 10, grow=3),
        )

    def _state(self, row: BatchEntry) -> Cell:
        word = self.locale.say(ENTRY_STATE_WORD[row.state])
        if self._view is not None and self._view.state is BatchState.PLANNED and not row.reason:
            word = self.locale.say("tui.batch.ready")
        return Cell(f"{_GLYPHS[row.state]} {word}", _COLOURS[row.state])

    def _number(self, row: BatchEntry) -> Cell:
        part = f" {row.address}/{row.addresses}" if row.addresses > 1 else ""
        return Cell(f"{row.number}{part}{' ‼' if row.same_purchase else ''}")

    def _price(self, row: BatchEntry) -> Cell:
        amount = row.cost or row.price
        return Cell(self.locale.money(amount) if amount else "")

    def _about(self, row: BatchEntry) -> Cell:
        if row.reason is not None:
            return Cell(self.locale.sentence(row.reason), "$warning")
        return Cell(row.tracking or ", ".join(row.notifies), "$quiet")

    def fetch(self, hub: Hub) -> Sequence[BatchEntry]:
        """Return the packages of the batch."""
        if self._view is None:
            return ()
        if self._view.id is not None:
            self._view = hub.batches.show(self._view.id)
        return self._view.entries

    def key(self, row: BatchEntry) -> int:
        """Return a number for the package; an order to several addresses has several."""
        return row.order_id * 1000 + row.address

    def intro(self) -> str:
        """Return the head: how the services are chosen, the counts, and what it costs."""
        say, view = self.locale.say, self._view
        if view is None:
            return say("tui.batch.planning", n=len(self._orders))
        service = service_text(view.service, view.preset, self.locale.language)
        if self._progress is not None:
            done, of = self._progress
            return say("tui.batch.running", n=done, of=of)
        if view.state is BatchState.PLANNED:
            ready = view.counts[EntryState.NOT_BEGUN]
            refused = view.counts[EntryState.REFUSED]
            head = say("tui.batch.plan", service=service, ready=ready, refused=refused)
            return f"{head} · {self._money(view.totals)}" if view.totals else head
        counts = ", ".join(
            say("cli.batch.count", state=say(ENTRY_STATE_WORD[state]), n=n)
            for state, n in view.counts.items()
            if n
        )
        head = say("tui.batch.report", batch=view.id or 0, state=BATCH_STATE_WORD[view.state])
        return " · ".join(filter(None, (head, counts, self._money(view.costs))))

    def _money(self, totals: Sequence[BatchTotal]) -> str:
        return ", ".join(f"{one.carrier} {self.locale.money(one.total)}" for one in totals)

    def tell(self, row: BatchEntry) -> Content:
        """Return the details of a package."""
        say, locale = self.locale.say, self.locale
        lines = [f"{clean(row.number)} · {clean(row.store)} · {clean(row.items)}"]
        if row.reason is not None:
            lines.append(f"▲ {locale.sentence(row.reason)}")
        if row.way_out is not None:
            lines.append(locale.sentence(row.way_out))
        if row.same_purchase:
            others = clean(", ".join(row.same_purchase))
            lines.append(say("cli.batch.same_purchase", number=clean(row.number), others=others))
        if row.reason is None:
            stores = clean(", ".join(row.notifies))
            notified = say("tui.batch.notifies", stores=stores) if stores else ""
            arrives = say("tui.batch.arrives", at=row.arrives_by) if row.arrives_by else ""
            lines.append(" · ".join(filter(None, (clean(row.called), arrives, notified))))
        if row.tracking:
            lines.append(clean(row.tracking))
        if row.cost is not None and row.price is not None and row.cost != row.price:
            facts = {"number": clean(row.number), "planned": row.price, "paid": row.cost}
            lines.append("▲ " + say("cli.batch.other_cost", **facts))
        return Content("\n".join(lines))

    # -- actions ---------------------------------------------------------------------------

    def under_cursor(self) -> UnderCursor:
        """Return what decides which actions are available."""
        view = self._view
        planned = view is not None and view.state is BatchState.PLANNED and not self._progress
        ready = planned and view is not None and view.counts[EntryState.NOT_BEGUN] > 0
        return UnderCursor(
            row=self.grid.current is not None,
            plan=planned,
            ready=ready,
            running=self._progress is not None,
        )

    def do_batch_service(self) -> None:
        """Plan again with the next service or preset."""
        self._way = (self._way + 1) % len(self._ways)
        self._make_plan()

    @work
    async def do_buy_batch(self) -> None:
        """Ask, naming number and cost, then buy the labels one by one."""
        plan = self._plan
        if plan is None:
            return
        say, ready = self.locale.say, plan.view.counts[EntryState.NOT_BEGUN]
        sure = await self.app.push_screen_wait(
            Confirm(
                title=say("tui.batch.title"),
                question=say("tui.batch.question", n=ready, total=self._money(plan.view.totals)),
                yes=say("tui.batch.yes", n=ready),
            )
        )
        if sure:
            self._progress = (0, ready)
            self._run(plan)

    @work(exclusive=True, group="batch")
    async def _run(self, plan: Plan) -> None:
        """Ship the packages, each as a job of its own, so that others can act between them."""
        label = self.locale.say("tui.busy.batch")

        def begin(hub: Hub) -> BatchView:
            saved = hub.batches.save(plan)
            return hub.batches.confirm(saved.id or 0)

        view: BatchView | FailedCall | None
        view = await self.app.act(label, begin, "tui.undone.batch", writes=False)
        tried: list[int] = []
        while isinstance(view, BatchView):
            self._view = view
            self._show_progress(len(tried))
            job = _next(view.id or 0, tried)
            found = await self.app.act(label, job, "tui.undone.batch", writes=False)
            view = found if isinstance(found, BatchView) else None
        self._progress = None
        if self._view is not None:
            for one in self._view.entries:
                if one.state is EntryState.BOUGHT:
                    self._marks.discard(one.order_id)
        self.reload()
        self.app.changed()

    def _show_progress(self, done: int) -> None:
        if self._progress is not None:
            self._progress = (done, self._progress[1])
        self.reload()
        self.show_keys()

    @work(group="batch_stop")
    async def do_stop_batch(self) -> None:
        """Buy no further label; the order under way is finished."""
        batch_id = self._view.id if self._view else None
        if batch_id is not None:
            label = self.locale.say("tui.busy.batch_stop")
            await self.app.act(
                label, lambda hub: hub.batches.cancel(batch_id), "tui.undone.batch_stop"
            )

    def do_leave(self) -> None:
        """Return to the orders; a running batch is stopped first."""
        if self._progress is not None:
            self.app.toast(self.locale.say("tui.need.batch_over"), severity="warning")
            return
        self.app.pop_screen()


#: Seconds to wait where a platform's quota is used up, and how often one order is tried.
_PAUSE = 0.5
_TRIES = 20


def _next(batch_id: int, tried: list[int]) -> Callable[[Hub], BatchView | None]:
    """Return a job that ships the next package; the job returns None when none is left."""

    def job(hub: Hub) -> BatchView | None:
        for _ in range(_TRIES):
            done = hub.batches.ship_next(batch_id, tried)
            if done is None:
                return None
            if done.again_at is None:
                break
            sleep(_PAUSE)
        assert done is not None, "each round that ends without a package returns"  # noqa: S101
        tried.append(done.entry_id)
        return hub.batches.show(batch_id)

    return job
