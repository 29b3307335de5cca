"""Plain aligned tables: bold headings on a terminal, plain text elsewhere."""

from __future__ import annotations

import shutil
import sys
import unicodedata
from collections.abc import Sequence

import click

from shiponce.domain.text_sanitizing import steerless
from shiponce.words.families import Family
from shiponce.words.order_items import with_quantity

#: The headings of all columns.
COLUMN_WORD = Family(
    "word.column.{}",
    (
        "account",
        "act",
        "added",
        "agrees",
        "arrives",
        "at",
        "attempts",
        "available",
        "blocks",
        "bond",
        "buyer",
        "by",
        "carrier",
        "channel",
        "criterion",
        "document",
        "printed",
        "printer",
        "paper",
        "formats",
        "default_for",
        "emails",
        "enabled",
        "fetched",
        "field",
        "file",
        "has",
        "hidden",
        "hold",
        "holds",
        "id",
        "if",
        "imported",
        "integration",
        "items",
        "key",
        "kind",
        "labels",
        "excluded",
        "look_at",
        "next",
        "notifications",
        "option",
        "order",
        "orders",
        "origin",
        "original",
        "ours",
        "packages",
        "placed",
        "platform",
        "price",
        "purchase",
        "quarantined",
        "reason",
        "refreshed",
        "remote_status",
        "removed",
        "rule",
        "rules",
        "saw",
        "sells",
        "service",
        "setting",
        "settled_at",
        "ordered",
        "shipped_here",
        "no_package",
        "digital",
        "surplus",
        "since",
        "sku",
        "source",
        "state",
        "status",
        "store",
        "theirs",
        "then",
        "title",
        "total",
        "tracking",
        "unchanged",
        "value",
        "weight",
        "would",
        "shipped_by_others",
        "refunded",
        "due",
        "collected",
        "cancelled",
        "address",
        "bought",
        "cost",
        "package",
        "preset",
        "ship_by",
    ),
)

_GAP = 2
#: No column is squeezed below this many cells.
_LEAST = 8


def draw(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print the rows under their headings, squeezed to the width of a terminal."""
    heads, rows = [*map(steerless, heads)], [[*map(_one_line, row)] for row in rows]
    widths = [max(map(cells, column)) for column in zip(heads, *rows, strict=True)]
    if sys.stdout.isatty():
        widths = squeeze(widths, shutil.get_terminal_size().columns)
    click.echo(click.style(_line(heads, widths), bold=True))
    for row in rows:
        click.echo(_line(row, widths))


def _one_line(text: str) -> str:
    return " ".join(steerless(text).split("\n"))


def cells(text: str) -> int:
    """Return the number of terminal cells that the text takes."""
    if text.isascii():
        return len(text)
    return sum(_cells_of(character) for character in text)


def _cells_of(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def squeeze(widths: Sequence[int], room: int) -> list[int]:
    """Narrow the widest column, repeatedly, until the line fits or no column exceeds ``_LEAST``."""
    fitted = list(widths)
    while sum(fitted) + _GAP * (len(fitted) - 1) > room and max(fitted) > _LEAST:
        fitted[fitted.index(max(fitted))] -= 1
    return fitted


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    padded = (_fit(text, width) for text, width in zip(row, widths, strict=True))
    return (" " * _GAP).join(padded).rstrip()


def _fit(text: str, width: int) -> str:
    text = with_quantity(text, width, cells)
    if cells(text) <= width:
        return text + " " * (width - cells(text))
    kept = ""
    for character in text:
        if cells(kept + character) > width - 1:
            break
        kept += character
    return kept + "…" + " " * (width - 1 - cells(kept))
