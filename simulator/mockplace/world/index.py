"""Orders of one account in the sequences that its listings page through.

A listing of changes must cost the same with a hundred orders as with a hundred thousand, so the
sequences are kept sorted while orders change instead of being sorted for every page.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from mockplace.world.model import PlatformOrder

Sequenced = Literal["placed", "modified"]
#: Sorts behind every order id.
_LAST = "\U0010ffff"


@dataclass(slots=True)
class StoreIndex:
    """The orders of one account by id, by the time they were placed, by their last change."""

    orders: dict[str, PlatformOrder] = field(default_factory=dict)
    placed: list[tuple[int, str]] = field(default_factory=list)
    modified: list[tuple[int, str]] = field(default_factory=list)
    #: Grows with every new or changed order: what was read before is stale once it has.
    changes: int = 0

    def add(self, order: PlatformOrder) -> None:
        """Takes in a new order."""
        self.changes += 1
        self.orders[order.order_id] = order
        insort(self.placed, (order.placed_at, order.order_id))
        insort(self.modified, (order.modified_at, order.order_id))

    def touch(self, order: PlatformOrder, at: int) -> None:
        """Records that an order changed: the only way in which ``modified_at`` may move."""
        self.changes += 1
        place = bisect_left(self.modified, (order.modified_at, order.order_id))
        del self.modified[place]
        order.modified_at = at
        insort(self.modified, (at, order.order_id))

    def between(
        self, by: Sequenced, first: int | None = None, last: int | None = None, *, after: str = ""
    ) -> Iterator[PlatformOrder]:
        """Orders whose time lies in [first, last], oldest first; ``after`` an id at ``first``."""
        times = self.placed if by == "placed" else self.modified
        start = 0
        if first is not None:
            start = bisect_right(times, (first, after)) if after else bisect_left(times, (first,))
        end = len(times) if last is None else bisect_right(times, (last, _LAST))
        orders = self.orders
        for place in range(start, end):
            yield orders[times[place][1]]
