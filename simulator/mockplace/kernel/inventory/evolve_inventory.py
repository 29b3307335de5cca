"""Apply events about stock and listings to the state; a part of ``evolve``."""

from __future__ import annotations

from dataclasses import replace
from functools import singledispatch

from mockplace.kernel.inventory import listings
from mockplace.kernel.inventory.listings import Offer, Shortage
from mockplace.kernel.state import State


def written(event: listings.InventoryEvent, state: State) -> None:
    """Write one event into the state."""
    _written(event, state)


@singledispatch
def _written(event: object, state: State) -> None:
    raise TypeError(f"not an event: {event!r}")


@_written.register
def _moved(event: listings.StockMoved, state: State) -> None:
    _offer(state, event.store, event.sku, event.at, stock=event.left)
    if event.order_id:
        drawn = state.inventory_records.drawn.setdefault((event.store, event.order_id), {})
        drawn[event.sku] = drawn.get(event.sku, 0) - event.change
    if event.short:
        state.inventory_records.shortages.append(
            Shortage(event.at, event.store, event.order_id, event.sku, event.short)
        )


@_written.register
def _priced(event: listings.PriceSet, state: State) -> None:
    _offer(state, event.store, event.sku, event.at, price=event.price)


@_written.register
def _listed(event: listings.ListingSet, state: State) -> None:
    key = (event.store, event.sku)
    new = listings.offer_of(state, state.accounts[event.store], event.sku) is None
    _offer(state, event.store, event.sku, event.at, listing=event.listing)
    if new:
        _offer(state, event.store, event.sku, event.at, listed_at=event.at)
    state.listings[key] = event.listing_id
    state.taken.add((event.store, event.listing_id))


@_written.register
def _added(event: listings.ArticleAdded, state: State) -> None:
    state.catalog[event.product.sku] = event.product


@_written.register
def _kept(event: listings.RecordKept, state: State) -> None:
    state.inventory_records.records[event.store, event.kind, event.key] = event.content


def _offer(state: State, store: str, sku: str, at: int, **changes: object) -> None:
    before = listings.offer_of(state, state.accounts[store], sku) or Offer()
    after = replace(before, changed_at=at, **changes)  # type: ignore[arg-type]  # by name
    state.inventory_records.offers[store, sku] = after
