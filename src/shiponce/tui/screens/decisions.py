"""The orders to decide: copies that a person links or rejects."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from textual import on, work
from textual.content import Content

from shiponce.tui.action_needs import UnderCursor
from shiponce.tui.key_bindings import DECISIONS, bindings
from shiponce.tui.localized_text import clean
from shiponce.tui.screens.list_screen import ListScreen
from shiponce.tui.screens.order import OrderScreen
from shiponce.tui.screens.order_actions import OrderActions
from shiponce.tui.widgets.line_grid import Cell, Column, LineGrid
from shiponce.tui.widgets.order_detail import compared, decided
from shiponce.views.matching import Proposal
from shiponce.views.orders import Grid, OrderRow
from shiponce.words.families import platform_word

if TYPE_CHECKING:
    from shiponce.hub import Hub


class DecisionsScreen(ListScreen[Proposal], OrderActions):
    """Every order to decide; below the list, the comparison with each possible original."""

    SCOPE = DECISIONS
    BINDINGS = bindings(DECISIONS)
    CSS = "DecisionsScreen #row_text { max-height: 50%; overflow-y: auto; }"

    def columns(self) -> tuple[Column[Proposal], ...]:
        """Return the columns: number, store, items, total, age, likeliest original."""
        say, locale = self.locale.say, self.locale

        def likeliest(row: Proposal) -> Cell:
            if not row.originals:
                return Cell(say("tui.decide.nothing_alike"), "$quiet")
            first, *others = row.originals
            more = f" +{len(others)}" if others else ""
            return Cell(f"{say(platform_word(first.platform))} {first.number}{more}", "$warning")

        return (
            Column(say("word.column.number"), lambda row: Cell(row.order.number), 10, grow=1),
            Column(say("word.column.store"), lambda row: Cell(row.order.store, "$quiet"), 8),
            Column(say("word.column.items"), lambda row: Cell(row.order.items), 12, grow=2),
            Column(
                say("word.column.total"),
                lambda row: Cell(locale.money(row.order.total)),
                12,
                right=True,
            ),
            Column(
                say("word.column.age"),
                lambda row: Cell(locale.span(self.now() - row.order.placed_at), "$quiet"),
                8,
                right=True,
            ),
            Column(say("word.column.likeliest"), likeliest, 20, grow=2),
        )

    def fetch(self, hub: Hub) -> Sequence[Proposal]:
        """Return all orders to decide."""
        return hub.matching.proposals()

    def found(self, hub: Hub, query: str) -> Collection[int]:
        """Return the orders to decide that match a search."""
        return hub.orders.search(query).grids[Grid.HELD]

    def key(self, row: Proposal) -> int:
        """Return the order's id."""
        return row.order.id

    def tell(self, row: Proposal) -> Content:
        """Return why the order is to be decided, and a comparison with each possible original."""
        buyer = f"  {clean(row.order.buyer)}" if row.order.buyer else ""
        lines = [
            Content.styled(self.locale.sentence(row.why.headline), "bold $foreground"),
            Content.styled(f"{clean(row.order.number)}{buyer}", "$quiet"),
        ]
        if row.originals:
            lines.append(compared(row.originals, self.locale, self.now()))
        else:
            lines.append(Content(self.locale.say("tui.decide.nothing_alike")))
        if row.why.decisions:
            lines.append(decided(row.why.decisions, self.locale, self.now()))
        return Content("\n").join(lines)

    def order_row(self) -> OrderRow | None:
        """Return the order under the cursor."""
        return self.grid.current.order if self.grid.current else None

    def under_cursor(self) -> UnderCursor:
        """Return the facts about the order under the cursor."""
        row = self.order_row()
        return UnderCursor(row=row is not None, order=row)

    @on(LineGrid.Chosen)
    @work
    async def do_decide_this(self) -> None:
        """Ask which original the order is a copy of; "none" is an answer too."""
        row = self.grid.current
        if row is not None:
            await self.decide(row.order, row.originals)

    def do_open_order(self) -> None:
        """Open the order on its own screen."""
        row = self.order_row()
        if row is not None:
            self.app.push_screen(OrderScreen(row.id))
