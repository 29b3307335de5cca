"""Excluded and quarantined orders, which are in no grid, each with the reason."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from textual import on, work
from textual.content import Content

from shiponce.tui.action_needs import UnderCursor
from shiponce.tui.key_bindings import EXCLUDED, bindings
from shiponce.tui.localized_text import clean
from shiponce.tui.modals.confirm import Confirm
from shiponce.tui.screens.list_screen import ListScreen
from shiponce.tui.screens.order import OrderScreen
from shiponce.tui.theme import Mark
from shiponce.tui.widgets.line_grid import Cell, Column, LineGrid
from shiponce.views.orders import ExcludedRow
from shiponce.words import knows
from shiponce.words.families import platform_word

if TYPE_CHECKING:
    from shiponce.hub import Hub

_KINDS = {
    "rule": Mark("⊘", "word.excluded_kind.rule", "$quiet"),
    "not_importable": Mark("–", "word.excluded_kind.not_importable", "$quiet"),
    "quarantine": Mark("▲", "word.excluded_kind.quarantine", "$error"),
    "disconnected": Mark("⊗", "word.excluded_kind.disconnected", "$quiet"),
}
_UNKNOWN = Mark("?", "word.unknown", "$warning")


class ExcludedScreen(ListScreen[ExcludedRow]):
    """Every order that a platform showed and that is in no grid."""

    SCOPE = EXCLUDED
    BINDINGS = bindings(EXCLUDED)

    def columns(self) -> tuple[Column[ExcludedRow], ...]:
        """Return the columns: kind, store, number, reason, time."""
        say, locale = self.locale.say, self.locale

        def kind(row: ExcludedRow) -> Cell:
            mark = _KINDS.get(row.kind, _UNKNOWN)
            return Cell(f"{mark.glyph} {say(mark.word)}", mark.colour)

        return (
            Column(say("word.column.kind"), kind, 16),
            Column(say("word.column.store"), lambda row: Cell(row.store), 10),
            Column(say("word.column.number"), lambda row: Cell(row.remote_id), 12, grow=1),
            Column(
                say("word.column.reason"),
                lambda row: Cell(locale.sentence(row.reason), "$quiet"),
                16,
                grow=4,
            ),
            Column(
                say("word.column.when"),
                lambda row: Cell(locale.span(self.now() - row.at), "$quiet"),
                8,
                right=True,
            ),
        )

    def fetch(self, hub: Hub) -> Sequence[ExcludedRow]:
        """Return all excluded and quarantined orders."""
        return hub.orders.excluded()

    def found(self, hub: Hub, query: str) -> Collection[int]:
        """Return the keys of the rows that match a search.

        All orders are searched by number, orders of disconnected stores by buyer and items too.
        """
        search = hub.orders.search(query)
        return (*search.records, *(-order_id for order_id in search.away))

    def key(self, row: ExcludedRow) -> int:
        """Return the record's id, or the negated order id for an order of a disconnected store."""
        return row.id or -(row.order_id or 0)

    def tell(self, row: ExcludedRow) -> Content:
        """Return the full reason, the origin of a copy, and the way out."""
        origin = clean(row.origin)
        platform, _, value = origin.partition(" ")
        if value and knows(platform_word(platform)):
            origin = f"{self.locale.say(platform_word(platform))} {value}"
        lines = [
            Content.styled(self.locale.sentence(row.reason), "bold $foreground"),
            Content.styled(
                self.locale.say(
                    "tui.excluded.of", store=clean(row.store), number=clean(row.remote_id)
                )
                + (
                    f"  ·  {self.locale.say('tui.excluded.origin', origin=origin)}"
                    if origin
                    else ""
                )
                + f"  ·  {self.locale.moment(row.at)} UTC",
                "$quiet",
            ),
        ]
        if row.undo is not None:
            undo = self.locale.sentence(row.undo)
            lines.append(Content.assemble(("→ ", "$accent"), undo))
        return Content("\n").join(lines)

    def under_cursor(self) -> UnderCursor:
        """Return whether a record is selected."""
        return UnderCursor(row=self.grid.current is not None)

    @on(LineGrid.Chosen)
    @work
    async def do_let_in(self) -> None:
        """Ask, then import the order despite the rules; if it is in the hub already, open it."""
        row = self.grid.current
        if row is None:
            return
        if row.order_id is not None:  # already in the hub
            self.app.push_screen(OrderScreen(row.order_id))
            return
        say = self.locale.say
        facts = {"number": clean(row.remote_id), "store": clean(row.store)}
        sure = await self.app.push_screen_wait(
            Confirm(
                title=say("tui.let_in.title"),
                question=say("tui.let_in.question", **facts),
                yes=say("tui.let_in.yes", **facts),
            )
        )
        if sure:
            label = say("tui.busy.let_in", **facts)
            done = await self.app.act(
                label, lambda hub: hub.imports.let_in(row.id), "tui.undone.let_in"
            )
            if isinstance(done, int):
                self.app.toast(say("tui.done.let_in", **facts))

    def do_copy(self) -> None:
        """Copy the order's number on the platform to the clipboard."""
        row = self.grid.current
        if row is not None:
            self.app.copy_to_clipboard(clean(row.remote_id))
            self.app.toast(self.locale.say("tui.done.copy", text=clean(row.remote_id)))
