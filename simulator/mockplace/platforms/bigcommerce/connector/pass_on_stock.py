"""The connector sets the stock of linked listings to the store's stock, after a delay.

Overselling can happen within this delay: buyers on two marketplaces buy the last unit, and the
store has no stock for the second copy. No public page says how long a connector's delay is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockplace.kernel.events import Event
from mockplace.kernel.inventory import listings
from mockplace.kernel.registered_rules import PLATFORMS
from mockplace.kernel.schedule import Effect
from mockplace.kernel.state import State
from mockplace.platforms.bigcommerce.connector import channels
from mockplace.platforms.bigcommerce.connector.profiles import PROFILES

if TYPE_CHECKING:
    from mockplace.kernel.world import World


def reactions(state: State, event: Event) -> tuple[Effect, ...]:
    """Schedule the connector's update of the linked listings when a shop's stock has changed."""
    if not isinstance(event, listings.StockMoved) or event.recorded_by == "stocktake":
        return ()
    shop = channels.shop_of(state)
    if shop is None or shop.name != event.store or not PROFILES[shop.connector].carries_stock:
        return ()
    key = f"{event.store}/{event.sku}"
    due = state.now + shop.stock_after
    return (Effect(due, key, "carry-stock", store=event.store, sku=event.sku),)


def carry(world: World, effect: Effect) -> None:
    """Set the stock of every linked listing to the store's current stock."""
    state = world.state
    left = listings.offer_of(state, state.accounts[effect.store], effect.sku)
    if left is None or left.stock is None or not state.catalog[effect.sku].linked:
        return
    for account in state.accounts.values():
        offer = listings.offer_of(state, account, effect.sku)
        listed = offer is not None and offer.listing != "ended"
        if listed and PLATFORMS.of(account.platform).role == "marketplace":
            world.do(listings.SetStock(account.name, ((effect.sku, left.stock),), "connector"))
