"""Webhook topics about stock, prices and listings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockplace.kernel.inventory import listings

if TYPE_CHECKING:
    from mockplace.kernel.state import State

UPDATED = "store/product/updated"
COUNTED = "store/product/inventory/updated"
COUNTED_BY_ORDER = "store/product/inventory/order/updated"


def topics(state: State, event: listings.InventoryEvent) -> list[tuple[str, dict[str, str]]]:
    """Return (topic, facts) pairs. There are no SKU topics: products have only a base variant."""
    match event:
        case listings.StockMoved(sku=sku, change=change) if change:
            product = {"product": state.listings[event.store, sku]}
            method = "relative" if event.order_id else "absolute"
            facts = product | {"method": method, "value": str(change)}
            if event.order_id:
                return [(COUNTED_BY_ORDER, facts)]
            return [(COUNTED, facts), (UPDATED, product)]
        case listings.PriceSet(sku=sku):
            return [(UPDATED, {"product": state.listings[event.store, sku]})]
        case listings.ListingSet(listing_id=listing_id):
            return [(UPDATED, {"product": listing_id})]
    return []
