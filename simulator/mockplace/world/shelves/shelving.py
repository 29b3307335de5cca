"""How events about stock and listings change the state: the part of ``evolve`` that writes it."""

from __future__ import annotations

from dataclasses import replace
from functools import singledispatch

from mockplace.world.shelves import offers
from mockplace.world.shelves.offers import Offer, Shortage
from mockplace.world.state import State


def written(event: offers.ShelfEvent, state: State) -> None:
    """Writes one event into the state."""
    _written(event, state)


@singledispatch
def _written(event: object, state: State) -> None:
    raise TypeError(f"not an event: {event!r}")


@_written.register
def _moved(event: offers.StockMoved, state: State) -> None:
    _offer(state, event.store, event.sku, event.at, stock=event.left)
    if event.order_id:
        drawn = state.shelves.drawn.setdefault((event.store, event.order_id), {})
        drawn[event.sku] = drawn.get(event.sku, 0) - event.change
    if event.short:
        state.shelves.shortages.append(
            Shortage(event.at, event.store, event.order_id, event.sku, event.short)
        )


@_written.register
def _priced(event: offers.PriceSet, state: State) -> None:
    _offer(state, event.store, event.sku, event.at, price=event.price)


@_written.register
def _listed(event: offers.ListingSet, state: State) -> None:
    key = (event.store, event.sku)
    new = offers.offer_of(state, state.accounts[event.store], event.sku) is None
    _offer(state, event.store, event.sku, event.at, listing=event.listing)
    if new:
        _offer(state, event.store, event.sku, event.at, listed_at=event.at)
    state.listings[key] = event.listing_id
    state.taken.add((event.store, event.listing_id))


@_written.register
def _added(event: offers.ArticleAdded, state: State) -> None:
    state.catalog[event.product.sku] = event.product


@_written.register
def _restocking(event: offers.RestockingSet, state: State) -> None:
    account = state.accounts[event.store]
    state.accounts[event.store] = replace(account, restocks=event.restocks)


@_written.register
def _kept(event: offers.RecordKept, state: State) -> None:
    state.shelves.records[event.store, event.kind, event.key] = event.content


def _offer(state: State, store: str, sku: str, at: int, **changes: object) -> None:
    before = offers.offer_of(state, state.accounts[store], sku) or Offer()
    after = replace(before, changed_at=at, **changes)  # type: ignore[arg-type]  # by name
    state.shelves.offers[store, sku] = after
