"""Show one reader the world as it was a while ago, to simulate caches and eventual consistency.

Labels, and orders with their packages, cancellations and refunds, are shown as they were, up to a
day ago. Stock, settings and data that only write operations read are shown as they are now.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from mockplace.kernel.order_index import StoreIndex
from mockplace.kernel.records import BoughtLabel, PlatformOrder
from mockplace.kernel.state import State


def remembered(order: PlatformOrder) -> PlatformOrder:
    """Return a copy of an order; later changes to the order do not affect the copy."""
    return replace(
        order,
        lines=[replace(line) for line in order.lines],
        packages=list(order.packages),
        cancellations=list(order.cancellations),
        refunds=list(order.refunds),
        written=dict(order.written),
        destinations=dict(order.destinations),
    )


@contextmanager
def as_it_was(state: State, ms: int) -> Iterator[None]:
    """Show, within the context, orders and labels as they were *ms* milliseconds ago.

    The past view is built from copies of the collections and indexes, so that the present ones keep
    their sequence.
    """
    when = state.now - ms
    present = (state.orders, state.stores, state.labels, state.cancellations, state.refunds)
    state.stores = {name: _then(state, index, when) for name, index in state.stores.items()}
    state.orders = _orders_then(state)
    state.labels = _labels_then(state.labels, when)
    state.cancellations = {
        (store, cancel_id): order_id
        for (store, cancel_id), order_id in state.cancellations.items()
        if (order := state.orders.get((store, order_id)))
        and any(one.cancel_id == cancel_id for one in order.cancellations)
    }
    state.refunds = {
        (store, refund_id): order_id
        for (store, refund_id), order_id in state.refunds.items()
        if (order := state.orders.get((store, order_id)))
        and any(one.refund_id == refund_id for one in order.refunds)
    }
    state.looking_back = when
    try:
        yield
    finally:
        state.looking_back = None
        state.orders, state.stores, state.labels, state.cancellations, state.refunds = present


def _then(state: State, index: StoreIndex, when: int) -> StoreIndex:
    """Return the index as it was at *when*, or the present one if nothing has changed since.

    A past index has its own value of ``changes``, so that no cache confuses it with the present.
    """
    first = bisect_left(index.modified, (when + 1,))
    changed = [index.orders[order_id] for _, order_id in index.modified[first:]]
    if not changed:
        return index
    index.changes += 2
    then = replace(
        index,
        orders=dict(index.orders),
        placed=list(index.placed),
        modified=list(index.modified),
        numbered=list(index.numbered),
        changes=index.changes - 1,
        archived=set(index.archived),
    )
    for order in changed:
        version = state.history.version(order, when)
        if version is None:
            then.take_out(order)
        else:
            then.show(order, version)
        if version is None or not version.archived:
            then.archived.discard(order.order_id)
    then.changes = index.changes - 1
    return then


def _orders_then(state: State) -> dict[tuple[str, str], PlatformOrder]:
    """Return all orders that the accounts' past indexes contain, oldest first."""
    return {
        (store, order_id): state.stores[store].orders[order_id]
        for store, order_id in state.orders
        if order_id in state.stores[store].orders
    }


def _labels_then(labels: dict[str, BoughtLabel], when: int) -> dict[str, BoughtLabel]:
    return {
        name: replace(label, status="Purchased", voided_at=0) if label.voided_at > when else label
        for name, label in labels.items()
        if label.created_at <= when
    }
