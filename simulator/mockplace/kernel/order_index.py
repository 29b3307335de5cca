"""An account's orders, sorted by each of the keys that platforms' APIs use for paging.

Reading a page of changed orders must take as long with a hundred orders as with a hundred thousand,
so each sequence stays sorted whenever an order changes.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from mockplace.kernel.records import PlatformOrder

Sequenced = Literal["placed", "modified", "numbered"]
#: A text that sorts after every order id.
_LAST = "\U0010ffff"


@dataclass(slots=True)
class StoreIndex:
    """The orders of one account by id, by time of placement and by time of last change.

    Orders whose id is a number are kept in numeric sequence, too.
    """

    orders: dict[str, PlatformOrder] = field(default_factory=dict)
    placed: list[tuple[int, str]] = field(default_factory=list)
    modified: list[tuple[int, str]] = field(default_factory=list)
    numbered: list[tuple[int, str]] = field(default_factory=list)
    #: Grows with every new or changed order; a cached result is stale once it has grown.
    changes: int = 0
    #: Ids of archived orders; lists of orders omit these orders.
    archived: set[str] = field(default_factory=set)

    def add(self, order: PlatformOrder) -> None:
        """Add a new order."""
        self.changes += 1
        self.orders[order.order_id] = order
        insort(self.placed, (order.placed_at, order.order_id))
        insort(self.modified, (order.modified_at, order.order_id))
        if order.order_id.isdecimal():
            insort(self.numbered, (int(order.order_id), order.order_id))

    def take_out(self, order: PlatformOrder) -> None:
        """Remove an order, as if it had never existed."""
        self.changes += 1
        del self.orders[order.order_id]
        _remove(self.placed, (order.placed_at, order.order_id))
        _remove(self.modified, (order.modified_at, order.order_id))
        if order.order_id.isdecimal():
            _remove(self.numbered, (int(order.order_id), order.order_id))

    def show(self, order: PlatformOrder, instead: PlatformOrder) -> None:
        """Replace an order with its version *instead*, also in the sequence by time of change."""
        self.changes += 1
        _remove(self.modified, (order.modified_at, order.order_id))
        insort(self.modified, (instead.modified_at, instead.order_id))
        self.orders[order.order_id] = instead

    def touch(self, order: PlatformOrder, at: int) -> None:
        """Record that an order changed; nothing else may set ``modified_at``."""
        self.changes += 1
        _remove(self.modified, (order.modified_at, order.order_id))
        order.modified_at = at
        insort(self.modified, (at, order.order_id))

    def between(
        self, by: Sequenced, first: int | None = None, last: int | None = None, *, after: str = ""
    ) -> Iterator[PlatformOrder]:
        """Yield the orders whose time or number is in [first, last], in sequence.

        *after* is the id of an order whose time or number is *first*; the sequence then begins
        after that order.
        """
        times: list[tuple[int, str]] = getattr(self, by)
        start = 0
        if first is not None:
            start = bisect_right(times, (first, after)) if after else bisect_left(times, (first,))
        end = len(times) if last is None else bisect_right(times, (last, _LAST))
        orders = self.orders
        for place in range(start, end):
            yield orders[times[place][1]]

    def cut(self, by: Sequenced, start: int, count: int, *, falling: bool) -> list[PlatformOrder]:
        """Return *count* orders of a sequence from index *start* on, without reading earlier ones.

        *falling* reverses the sequence.
        """
        times: list[tuple[int, str]] = getattr(self, by)
        if falling:
            found = times[max(0, len(times) - start - count) : max(0, len(times) - start)][::-1]
        else:
            found = times[start : start + count]
        return [self.orders[order_id] for _, order_id in found]


def _remove(times: list[tuple[int, str]], entry: tuple[int, str]) -> None:
    del times[bisect_left(times, entry)]
