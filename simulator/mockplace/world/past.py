"""The world as it was a moment ago, for as long as a reader looks: eventual consistency.

Only the last change of an order can be looked behind: that is as much as a platform's caches show.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from mockplace.world.index import StoreIndex
from mockplace.world.model import PlatformOrder
from mockplace.world.state import State


def remembered(order: PlatformOrder) -> PlatformOrder:
    """An order as it stands, which no later change touches."""
    return replace(
        order,
        lines=[replace(line) for line in order.lines],
        parcels=list(order.parcels),
        cancellations=list(order.cancellations),
        refunds=list(order.refunds),
        written=dict(order.written),
    )


@contextmanager
def as_it_was(state: State, ms: int) -> Iterator[None]:
    """While it lasts, what happened in the last *ms* milliseconds has not happened yet."""
    recent = [
        (index, order)
        for index in state.stores.values()
        for order in _changed_since(index, state.now - ms)
    ]
    for index, order in recent:
        _put(state, index, order, _before(state, order, state.now - ms))
    state.looking_back = state.now - ms
    try:
        yield
    finally:
        state.looking_back = None
        for index, order in recent:
            _put(state, index, _before(state, order, state.now - ms), order)


def _changed_since(index: StoreIndex, when: int) -> list[PlatformOrder]:
    first = bisect_left(index.modified, (when + 1,))
    found = [index.orders[order_id] for _, order_id in index.modified[first:]]
    return sorted(found, key=lambda order: (order.placed_at, order.order_id))


def _before(state: State, order: PlatformOrder, when: int) -> PlatformOrder | None:
    """The order before its last change; None where it was not there yet."""
    if order.placed_at > when:
        return None
    return state.before.get((order.store, order.order_id), order)


def _put(
    state: State, index: StoreIndex, gone: PlatformOrder | None, comes: PlatformOrder | None
) -> None:
    if gone is not None and comes is not None:
        index.show(gone, comes)
    elif gone is not None:
        index.take_out(gone)
        del state.orders[gone.store, gone.order_id]
    elif comes is not None:
        index.add(comes)
    if comes is not None:
        state.orders[comes.store, comes.order_id] = comes
