"""The connector's way with stock: what the shop has left is told to the linked listings, later.

Overselling is what happens within that while: the last one is bought on two marketplaces, and the
second copy finds the shop's shelf empty. No public page says how fast a connector is.
"""

from __future__ import annotations

from collections.abc import Callable

from mockplace.world import connector
from mockplace.world.commands import Command
from mockplace.world.events import Event
from mockplace.world.profiles import PROFILES
from mockplace.world.schedule import Effect
from mockplace.world.shelves import offers
from mockplace.world.state import State


def reactions(state: State, event: Event) -> tuple[Effect, ...]:
    """A shop whose stock has moved makes its connector tell of it after a while."""
    if not isinstance(event, offers.StockMoved) or event.told_by == "stocktake":
        return ()
    shop = connector.shop_of(state)
    if shop is None or shop.name != event.store or not PROFILES[shop.connector].carries_stock:
        return ()
    key = f"{event.store}/{event.sku}"
    due = state.now + shop.stock_after
    return (Effect(due, key, "carry-stock", store=event.store, sku=event.sku),)


def carry(state: State, act: Callable[[Command], None], effect: Effect) -> None:
    """Tells every linked listing what the shop has left now."""
    left = offers.offer_of(state, state.accounts[effect.store], effect.sku)
    if left is None or left.stock is None or not state.catalog[effect.sku].linked:
        return
    for account in state.accounts.values():
        offer = offers.offer_of(state, account, effect.sku)
        if account.platform != "bigcommerce" and offer is not None and offer.listing != "ended":
            act(offers.SetStock(account.name, ((effect.sku, left.stock),), "connector"))
