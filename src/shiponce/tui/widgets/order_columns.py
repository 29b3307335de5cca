"""The columns of an order, for the hub's grids and for a scenario's frames."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from shiponce.domain.order import Visibility
from shiponce.domain.platform import Source
from shiponce.tui.localized_text import Locale
from shiponce.tui.theme import colour_of, mark_of
from shiponce.tui.widgets.line_grid import Cell, Column
from shiponce.views.orders import OrderRow
from shiponce.words.families import platform_short_word
from shiponce.words.order_items import items_text


def order_columns(locale: Locale, now: Callable[[], datetime]) -> tuple[Column[OrderRow], ...]:
    """Return the columns in the reader's language; *now* is called when a line is drawn."""
    say = locale.say

    def state(row: OrderRow) -> Cell:
        mark = mark_of(row)
        return Cell(f"{mark.glyph} {say(mark.short or mark.word)}", mark.colour)

    def number(row: OrderRow) -> Cell:
        quiet = row.visibility is Visibility.HIDDEN
        return Cell(row.number, "$quiet" if quiet else "")

    def buyer(row: OrderRow) -> Cell:
        return Cell(say("word.purged"), "$quiet") if row.purged else Cell(row.buyer)

    def items(row: OrderRow) -> Cell:
        return Cell(items_text(row.items, row.due_lines, locale.language))

    def place(row: OrderRow) -> Cell:
        return Cell(_place(row, locale), colour_of(row.marketplace))

    def ship_by(row: OrderRow) -> Cell:
        if row.ship_by is None or not row.status.is_open:
            return Cell("")
        late = row.ship_by < now()
        return Cell(locale.due(row.ship_by, now()), "$error" if late else "$quiet")

    return (
        Column(say("word.column.state"), state, 12),
        Column(say("word.column.number"), number, 19),
        Column(say("word.column.platform"), place, 11),
        Column(say("word.column.buyer"), buyer, 8, grow=2, wants=86),
        Column(say("word.column.items"), items, 6, grow=3),
        Column(say("word.column.total"), lambda row: Cell(locale.money(row.total)), 12, right=True),
        Column(
            say("word.column.age"),
            lambda row: Cell(locale.span(now() - row.placed_at), "$quiet"),
            6,
            right=True,
            wants=71,
        ),
        Column(say("word.column.ship_by"), ship_by, 9, right=True, wants=106),
        Column(
            say("word.column.tags"),
            lambda row: Cell(_apart(row, locale), "$quiet"),
            6,
            grow=1,
            wants=118,
        ),
    )


def _apart(row: OrderRow, locale: Locale) -> str:
    """Return which person or rule put the order on hold, then its tags."""
    hold = [locale.sentence(row.hold)] if row.hold else []
    return " · ".join(filter(None, (*hold, ", ".join(row.tags))))


def _place(row: OrderRow, locale: Locale) -> str:
    """Return the order's platform, and for a copy its origin: ``Amazon``, ``BC ← Amazon``."""
    here = locale.say(platform_short_word(row.marketplace))
    if row.marketplace.is_marketplace or row.source == Source.STOREFRONT:
        return here
    bought = row.source.platform
    name = locale.say(platform_short_word(bought)) if bought else "?"
    return f"{here} ← {name}"
