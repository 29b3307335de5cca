"""Export orders as CSV or JSON, for spreadsheets and other programs."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

import orjson

from shiponce.domain.money import Money, places
from shiponce.errors import BadInput
from shiponce.views.orders import OrderRow

#: A spreadsheet takes a cell that begins with one of these as a formula, or splits it.
_FORMULA = frozenset("=+-@\t\r\n|%")


class ExportFormat(StrEnum):
    """The formats of an export, by the suffix of its file."""

    CSV = "csv"
    JSON = "json"


def format_of(file: Path) -> ExportFormat:
    """Return the format that a file's suffix names; BadInput if it names none."""
    suffix = file.suffix.casefold().removeprefix(".")
    if suffix not in set(ExportFormat):
        raise BadInput("error.export_suffix", file=str(file))
    return ExportFormat(suffix)


def exported(rows: Sequence[OrderRow], wanted: ExportFormat) -> bytes:
    """Return orders as a document (personal data)."""
    records = [_record(row) for row in rows]
    if wanted is ExportFormat.JSON:
        return orjson.dumps({"orders": records}, option=orjson.OPT_INDENT_2) + b"\n"
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    writer.writerows([_cell(record[name]) for name in _COLUMNS] for record in records)
    return text.getvalue().encode()


def as_text(text: str) -> str:
    """Return a cell that no spreadsheet takes as a formula: such a text gets a leading ``'``.

    Leading blanks and full-width forms are looked through, because some programs do so too.
    """
    first = unicodedata.normalize("NFKC", text.lstrip(" \N{NO-BREAK SPACE}")[:1])
    return f"'{text}" if first[:1] in _FORMULA and first else text


def _cell(value: object) -> str:
    if isinstance(value, str):
        return as_text(value)
    if isinstance(value, Iterable):
        return as_text(", ".join(map(str, value)))
    return "" if value is None else str(value)


def _record(row: OrderRow) -> Mapping[str, object]:
    return {
        "id": row.id,
        "number": row.number,
        "store": row.store,
        "marketplace": str(row.marketplace),
        "source": str(row.source),
        "status": row.status.value,
        "visibility": row.visibility.value,
        "buyer": row.buyer,
        "items": row.items,
        "quantity": row.quantity,
        "shipped_units": row.shipped_units,
        "total": _decimal(row.total),
        "currency": row.total.currency,
        "placed_at": _time(row.placed_at),
        "ship_by": _time(row.ship_by),
        "tags": list(row.tags),
    }


_COLUMNS = (
    "id",
    "number",
    "store",
    "marketplace",
    "source",
    "status",
    "visibility",
    "buyer",
    "items",
    "quantity",
    "shipped_units",
    "total",
    "currency",
    "placed_at",
    "ship_by",
    "tags",
)


def _decimal(amount: Money) -> str:
    return f"{Decimal(amount.minor).scaleb(-places(amount.currency)):f}"


def _time(time: datetime | None) -> str | None:
    return None if time is None else time.astimezone(UTC).isoformat().replace("+00:00", "Z")
