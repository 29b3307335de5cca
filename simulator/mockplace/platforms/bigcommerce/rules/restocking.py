"""Return units of cancelled and refunded orders to stock, if the store's setting says so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mockplace.kernel.events import Event
from mockplace.kernel.inventory import listings
from mockplace.kernel.inventory.listings import StockMoved
from mockplace.kernel.refusal import Refusal
from mockplace.kernel.state import State
from mockplace.platforms.bigcommerce.rules.events import StatusSet
from mockplace.platforms.bigcommerce.rules.order_status import CANCELLED, REFUNDED


def follow(state: State, events: Iterable[Event]) -> Iterator[Event]:
    """Yield the stock changes for orders that become Refunded or Cancelled."""
    for event in events:
        if isinstance(event, StatusSet) and event.status_id in (REFUNDED, CANCELLED):
            yield from _given_back(state, event.store, event.order_id)


def _given_back(state: State, store: str, order_id: str) -> Iterator[Event]:
    account = state.accounts[store]
    for sku, units in state.inventory_records.drawn.get((store, order_id), {}).items():
        offer = listings.offer_of(state, account, sku)
        if offer is None:
            raise Refusal("not-listed", f"{account.name} has never listed {sku!r}", sku=sku)
        if account.restocks and units and offer.stock is not None:
            yield StockMoved(
                store=store,
                at=state.now,
                order_id=order_id,
                sku=sku,
                left=offer.stock + units,
                change=units,
                recorded_by="cancellation",
            )
