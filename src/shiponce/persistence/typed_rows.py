"""Read rows as frozen dataclasses; the type of a field decides how its column is read.

Such a dataclass has one field for each column, in the order of the statement. ``columns`` returns
the columns for a statement, and each read compares the statement with the dataclass: a column that
was added, renamed or moved only in one of them raises ValueError at the first read.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import field, fields
from datetime import datetime
from enum import Enum
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, Generic, TypeVar, get_args, get_origin, get_type_hints

import orjson

from shiponce.persistence.json_columns import unpack_facts
from shiponce.persistence.timestamps import from_ms

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    T = TypeVar("T", bound=DataclassInstance)
else:
    T = TypeVar("T")

Read = Callable[[Any], object]
#: The metadata key with a field's column, if it differs from the field's name.
_COLUMN = "column"


def column(name: str) -> Any:
    """Return a field that is read from a column of another name, such as ``by_``."""
    return field(metadata={_COLUMN: name})


class TypedRows(Generic[T]):
    """Reads rows as one dataclass.

    How a column is read follows from the type of its field: an enumeration, a platform or a source
    by its value, ``bool`` from 0 and 1, ``datetime`` from ms UTC, ``Mapping`` as packed facts of
    a sentence, ``tuple`` as a JSON list of texts, or of dataclasses by the names of their fields.
    NULL becomes None if the type allows None. Columns of other types stay unchanged.
    """

    def __init__(self, kind: type[T]) -> None:
        """Work out once how each column of *kind* is read."""
        hints = get_type_hints(kind)
        self.kind = kind
        self._names = [part.name for part in fields(kind)]
        self._columns = [part.metadata.get(_COLUMN, part.name) for part in fields(kind)]
        reads = [(place, _read(hints[name])) for place, name in enumerate(self._names)]
        self._reads = [(place, read) for place, read in reads if read is not None]

    def columns(self, table: str = "") -> str:
        """Return the columns for a statement, each prefixed with *table* if that is given."""
        of = f"{table}." if table else ""
        named = zip(self._names, self._columns, strict=True)
        return ", ".join(of + (c if c == name else f"{c} AS {name}") for name, c in named)

    def all(self, found: sqlite3.Cursor) -> list[T]:
        """Return every row; ValueError if the statement's columns differ from the dataclass."""
        self._compare(found)
        return [self._typed(row) for row in found]

    def first(self, found: sqlite3.Cursor) -> T | None:
        """Return the first row or None; raise ValueError like ``all``."""
        self._compare(found)
        row = found.fetchone()
        return None if row is None else self._typed(row)

    def _compare(self, found: sqlite3.Cursor) -> None:
        names = [column[0] for column in found.description]
        if names != self._names:
            raise ValueError(f"{self.kind.__name__} has {self._names}, its statement {names}")

    def _typed(self, row: sqlite3.Row) -> T:
        values = list(row)
        for place, read in self._reads:
            values[place] = read(values[place])
        return self.kind(*values)


def _read(hint: object) -> Read | None:
    """Return the function that reads a column of a type; None if its values stay unchanged."""
    if isinstance(hint, UnionType):
        (inner,) = (kind for kind in get_args(hint) if kind is not NoneType)
        read = _read(inner)
        return read and _unless_null(read)
    origin = get_origin(hint)
    if origin is Mapping:
        return unpack_facts
    if origin is tuple:
        kind = get_args(hint)[0]
        return _texts if kind is str else lambda packed: _parts(kind, packed)
    if hint is datetime:
        return from_ms
    if hint is bool or (
        isinstance(hint, type) and hint is not str and issubclass(hint, Enum | str)
    ):
        return hint
    return None


def _unless_null(read: Read) -> Read:
    return lambda value: None if value is None else read(value)


def _texts(packed: str) -> tuple[str, ...]:
    return tuple(orjson.loads(packed))


def _parts(kind: Callable[..., object], packed: str) -> tuple[object, ...]:
    return () if packed == "[]" else tuple(kind(**part) for part in orjson.loads(packed))
