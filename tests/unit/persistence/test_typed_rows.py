"""Rows are read as dataclasses, and a statement that no longer fits one is refused."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from shiponce.domain.order import OrderStatus
from shiponce.persistence.typed_rows import TypedRows, column

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Example:
    """One column of every kind."""

    id: int
    status: OrderStatus
    shown: OrderStatus | None
    is_on: bool
    at: datetime
    until: datetime | None
    facts: Mapping[str, object]
    tags: tuple[str, ...]
    by: str = column("by_")


EXAMPLES = TypedRows(Example)
VALUES = (
    "1 AS id, 'shipped' AS status, NULL AS shown, 1 AS is_on, 1795176000000 AS at, NULL AS until"
)
PACKED = """'{"until_at": "2026-11-20T12:00:00Z"}' AS facts, '["gift"]' AS tags"""


Ask = Callable[[str], sqlite3.Cursor]


@pytest.fixture
def asked() -> Iterator[Ask]:
    """Ask an empty database for some columns."""
    with closing(sqlite3.connect(":memory:")) as conn:
        yield lambda columns: conn.execute(f"SELECT {columns}")


def test_each_column_is_read_as_its_field_says(asked: Ask) -> None:
    """Enumerations, times, flags, facts and lists come out as such, and NULL as None."""
    (found,) = EXAMPLES.all(asked(f"{VALUES}, {PACKED}, 'Ada' AS by"))
    assert found == Example(
        1, OrderStatus.SHIPPED, None, True, NOON, None, {"until_at": NOON}, ("gift",), "Ada"
    )


def test_a_statement_is_written_from_the_fields() -> None:
    """A column of another name is read under the field's own."""
    assert EXAMPLES.columns("e").endswith("e.facts, e.tags, e.by_ AS by")


@pytest.mark.parametrize(
    "columns", [f"{VALUES}, {PACKED}", f"{PACKED}, {VALUES}, 'Ada' AS by", "1 AS id"]
)
def test_a_statement_with_other_columns_is_refused(columns: str, asked: Ask) -> None:
    """A column that is missing or stands elsewhere would be read as another one."""
    with pytest.raises(ValueError, match="Example has"):
        EXAMPLES.first(asked(columns))


def test_no_row_is_none(asked: Ask) -> None:
    """A look-up that finds nothing says so."""
    assert EXAMPLES.first(asked(f"{VALUES}, {PACKED}, '' AS by WHERE 0")) is None
