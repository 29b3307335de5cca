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


class Shortenable(str):
    """A cell's text with a shorter one that replaces it, instead of a cut, in a narrow column."""

    short: str

    def __new__(cls, text: str, short: str) -> Shortenable:
        """Make a text with its shorter form."""
        made = super().__new__(cls, text)
        made.short = short
        return made


def draw(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print the rows under their headings, squeezed to the width of a terminal."""
    heads = [*map(_one_line, heads)]
    full, short = _plain(rows), _plain(rows, short=True)
    widths, drawn = _widths(heads, full), full
    if sys.stdout.isatty():
        room = shutil.get_terminal_size().columns
        if _total(widths) > room:
            widths, drawn = _widths(heads, short), short
        pairs = zip(zip(*full, strict=True), zip(*short, strict=True), strict=True)
        whole = [max(map(cells, new)) if new != old else 0 for old, new in pairs]
        widths = squeeze(widths, room, whole)
    click.echo(click.style(_line(heads, widths), bold=True))
    for row in drawn:
        click.echo(_line(row, widths))


def _plain(rows: Sequence[Sequence[str]], *, short: bool = False) -> list[list[str]]:
    return [
        [_one_line(text.short if short and isinstance(text, Shortenable) else text) for text in row]
        for row in rows
    ]


def _widths(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[int]:
    return [max(map(cells, column)) for column in zip(heads, *rows, strict=True)]


def _total(widths: Sequence[int]) -> int:
    return sum(widths) + _GAP * (len(widths) - 1)


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


def squeeze(widths: Sequence[int], room: int, whole: Sequence[int] = ()) -> list[int]:
    """Narrow the widest column, repeatedly, until the line fits.

    No column falls below ``_LEAST`` cells, nor below its width in *whole*.
    """
    fitted = list(widths)
    least = [max(_LEAST, width) for width in whole or [0] * len(fitted)]
    while _total(fitted) > room:
        wider = [column for column, width in enumerate(fitted) if width > least[column]]
        if not wider:
            break
        fitted[max(wider, key=fitted.__getitem__)] -= 1
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
