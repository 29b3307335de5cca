"""Print orders as a table, with marks for duplicates and alarms, and with the reasons of holds."""

from __future__ import annotations

from collections.abc import Sequence

from shiponce.cli.context import CommandContext
from shiponce.cli.table import Shortenable
from shiponce.domain.order import OrderStatus, Visibility
from shiponce.views.orders import OrderRow
from shiponce.words.domain_words import SHORT_STATUS_WORD, STATUS_WORD
from shiponce.words.families import platform_word
from shiponce.words.order_items import items_text

HEADS = ("id", "order", "store", "source", "status", "buyer", "items", "total", "placed")


def print_rows(context: CommandContext, rows: Sequence[OrderRow], in_all: int) -> None:
    """Print orders as a table; if more exist (*in_all*) than *rows*, print both counts."""
    if rows:
        heads = (*HEADS, "hold") if any(row.hold for row in rows) else HEADS
        context.table(heads, [_row(context, row)[: len(heads)] for row in rows])
    marks = {mark for row in rows for mark in _marks(row)}
    for mark, code in _MARKS.items():
        if mark in marks:
            context.spoken(code)
    context.cut(len(rows), in_all, "cli.orders.more")


#: Mark beside an order's number → code of the mark's explanation under the table.
_MARKS = {
    "▲▲": "cli.orders.shipped_twice",
    "△": "cli.orders.twin_left",
    "‼": "cli.orders.duplicated",
    "!": "cli.orders.alarm",
    "⊘": "cli.orders.asks_to_cancel",
}


def _marks(row: OrderRow) -> tuple[str, ...]:
    """Return the marks of an order: of its purchase, of alarms, and of a request to cancel."""
    marks = (_mark_of_purchase(row), "!" if row.alarms else "", "⊘" if row.asks_to_cancel else "")
    return tuple(filter(None, marks))


def _mark_of_purchase(row: OrderRow) -> str:
    if row.shipped_twice:
        return "▲▲"
    if row.twin_labels and row.status.is_open and row.visibility is Visibility.VISIBLE:
        return "△"
    return "‼" if row.duplicated else ""


def _row(context: CommandContext, row: OrderRow) -> tuple[str, ...]:
    return (
        f"#{row.id}",
        " ".join((row.number, *_marks(row))),
        row.store,
        context.say(platform_word(row.source)),
        where(context, row.status, row.visibility),
        context.say("word.purged") if row.purged else row.buyer,
        items_text(row.items, row.due_lines, context.language),
        context.money(row.total),
        context.when(row.placed_at),
        context.sentence(row.hold),
    )


def where(context: CommandContext, status: OrderStatus, visibility: Visibility) -> Shortenable:
    """Return the status; if the order is not visible, put the status behind the visibility.

    For example, a hidden order gets ``Hidden (Awaiting Shipment)``, in a narrow column ``Hidden``.
    """
    grid = context.say(STATUS_WORD[status])
    if visibility is Visibility.VISIBLE:
        return Shortenable(grid, context.say(SHORT_STATUS_WORD[status]))
    apart = context.say(STATUS_WORD.get(visibility) or "word.excluded")
    return Shortenable(f"{apart} ({grid})", apart)
