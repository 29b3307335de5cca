"""Orders as lines of a table: number, where each stands, and who or what holds it."""

from __future__ import annotations

from collections.abc import Sequence

from shiponce.cli.context import Errand
from shiponce.domain.order import Visibility
from shiponce.views.orders import OrderRow
from shiponce.words.domain_words import STATUS_WORD

HEADS = ("id", "order", "store", "source", "status", "buyer", "items", "total", "placed")


def print_rows(errand: Errand, rows: Sequence[OrderRow], in_all: int) -> None:
    """Orders as a table, and how many more there are."""
    if rows:
        heads = (*HEADS, "hold") if any(row.hold for row in rows) else HEADS
        errand.table(heads, [_row(errand, row)[: len(heads)] for row in rows])
    marks = {_mark(row) for row in rows}
    for mark, code in _MARKS.items():
        if mark in marks:
            errand.spoken(f"cli.orders.{code}")
    if len(rows) < in_all:
        errand.spoken("cli.orders.more", shown=len(rows), n=in_all)


#: Beside the number, and what it says under the table.
_MARKS = {"▲▲": "shipped_twice", "△": "twin_left", "‼": "duplicated"}


def _mark(row: OrderRow) -> str:
    if row.shipped_twice:
        return "▲▲"
    if row.twin_labels and row.status.is_open and row.visibility is Visibility.VISIBLE:
        return "△"
    return "‼" if row.duplicated else ""


def _row(errand: Errand, row: OrderRow) -> tuple[str, ...]:
    return (
        f"#{row.id}",
        f"{row.number} {_mark(row)}".rstrip(),
        row.store,
        errand.say(f"word.{row.source}"),
        _where(errand, row),
        errand.say("word.purged") if row.purged else row.buyer,
        _items(errand, row),
        errand.money(row.total),
        errand.when(row.placed_at),
        errand.told(row.hold),
    )


def _items(errand: Errand, row: OrderRow) -> str:
    """What was bought, and how much of it has left where that is a part."""
    if not row.in_part:
        return row.items
    part = errand.say("word.in_part", n=row.shipped_units, units=row.units)
    return f"{row.items} ({part})"


def _where(errand: Errand, row: OrderRow) -> str:
    """The status, and for an order off the grids where it is: ``Hidden (Awaiting Shipment)``."""
    status = errand.say(STATUS_WORD[row.status])
    if row.visibility is Visibility.VISIBLE:
        return status
    return f"{errand.say(STATUS_WORD[row.visibility])} ({status})"
