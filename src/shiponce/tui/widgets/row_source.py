"""The source of a grid's rows: a list, or pages loaded as they come into view."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from typing import Generic, Protocol, TypeVar

Row = TypeVar("Row")
RowOut = TypeVar("RowOut", covariant=True)

#: Rows read at a time; more than any terminal shows.
PAGE = 200
#: How many pages stay in memory; a dropped page is read again when it comes into view.
KEPT = 24


class RowSource(Protocol[RowOut]):
    """Rows by position; a row that is not loaded yet is None."""

    def __len__(self) -> int: ...

    def row(self, index: int) -> RowOut | None:
        """Return the row at a position, or None while it is being loaded."""
        ...

    def key(self, index: int) -> int:
        """Return the key of the row at a position."""
        ...

    def index_of(self, key: int) -> int | None:
        """Return a row's position, or None if it is gone."""
        ...


class ListSource(Generic[Row]):
    """Rows that are all loaded."""

    def __init__(self, rows: Sequence[Row], key: Callable[[Row], int]) -> None:
        self._rows = rows
        self._keys = [key(row) for row in rows]

    def __len__(self) -> int:
        return len(self._rows)

    def row(self, index: int) -> Row | None:
        """Return the row at a position."""
        return self._rows[index]

    def key(self, index: int) -> int:
        """Return the row's key."""
        return self._keys[index]

    def index_of(self, key: int) -> int | None:
        """Return the row's position."""
        try:
            return self._keys.index(key)
        except ValueError:
            return None


class PagedSource(Generic[Row]):
    """All keys, and pages of rows that are loaded when they come into view."""

    def __init__(self, keys: array[int], want: Callable[[int, array[int]], None]) -> None:
        self._keys = keys
        self._want = want
        self._pages: OrderedDict[int, Sequence[Row]] = OrderedDict()
        self._asked: set[int] = set()

    def __len__(self) -> int:
        return len(self._keys)

    def row(self, index: int) -> Row | None:
        """Return the row at a position; if its page is not loaded, request it and return None."""
        number, place = divmod(index, PAGE)
        page = self._pages.get(number)
        if page is not None:
            self._pages.move_to_end(number)
            return page[place] if place < len(page) else None
        if number not in self._asked:
            self._asked.add(number)
            self._want(number, self._keys[number * PAGE : (number + 1) * PAGE])
        return None

    def key(self, index: int) -> int:
        """Return the row's key."""
        return self._keys[index]

    def index_of(self, key: int) -> int | None:
        """Return the row's position."""
        try:
            return self._keys.index(key)
        except ValueError:
            return None

    def put(self, number: int, rows: Iterable[Row]) -> None:
        """Store a page that was loaded."""
        self._asked.discard(number)
        self._pages[number] = tuple(rows)
        while len(self._pages) > KEPT:
            self._pages.popitem(last=False)
