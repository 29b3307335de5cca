"""Change and read stock, prices, listings, and the JSON objects that platforms store."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from mockplace.kernel.commands import Command
from mockplace.kernel.inventory import listings
from mockplace.kernel.inventory.listings import Listing, Offer, RecordedBy, Shortage
from mockplace.kernel.records import Product
from mockplace.kernel.state import State


class Inventory:
    """The stock and listings of a world; methods raise ``Refusal`` for what is not possible."""

    def __init__(self, state: State, do: Callable[[Command], None]) -> None:
        self._state = state
        self._do = do

    # -- what changes

    def set_stock(
        self, store: str, sku: str, quantity: int | None, *, recorded_by: RecordedBy = "seller"
    ) -> None:
        """Set the stock on an account; None stops counting, so that purchases always succeed."""
        self._do(listings.SetStock(store, ((sku, quantity),), recorded_by))

    def stock_up(self, sku: str, quantity: int | None) -> None:
        """Set the stock in every account that offers the article; no connector acts on it."""
        for store in self._state.accounts:
            if self.offer(store, sku):
                self._do(listings.SetStock(store, ((sku, quantity),), "stocktake"))

    def set_levels(self, store: str, levels: Sequence[tuple[str, int]]) -> None:
        """Set the stock of several articles; record the change as made by a program."""
        self._do(listings.SetStock(store, tuple(levels)))

    def adjust_stock(
        self, store: str, changes: Sequence[tuple[str, int]], *, recorded_by: RecordedBy = "seller"
    ) -> None:
        """Add or remove units. Refused if the result is below zero, or if no stock is counted."""
        self._do(listings.AdjustStock(store, tuple(changes), recorded_by))

    def set_price(self, store: str, sku: str, price: int | None) -> None:
        """Set the unit price on an account, in minor units; None for the list price."""
        self._do(listings.SetPrice(store, sku, price))

    def set_listing(self, store: str, sku: str, listing: Listing) -> None:
        """List an article on an account, deactivate its listing, or end it."""
        self._do(listings.SetListing(store, sku, listing))

    def add_article(self, store: str, product: Product) -> None:
        """Add an article that came through a platform's API; no account lists it yet."""
        self._do(listings.AddArticle(store, product))

    def keep(self, store: str, kind: str, key: str, content: Mapping[str, object]) -> None:
        """Store a JSON object for a platform; empty content marks it as deleted."""
        self._do(listings.Keep(store, kind, key, content))

    # -- what is read

    def offer(self, store: str, sku: str) -> Offer | None:
        """Return an account's offer of an article, None if the account never listed it."""
        return listings.offer_of(self._state, self._state.accounts[store], sku)

    def price(self, store: str, sku: str) -> int:
        """Return the unit price on an account, in minor units."""
        return listings.price_of(self._state, self._state.accounts[store], self._state.catalog[sku])

    def offered(self, store: str) -> list[Product]:
        """Return every article that an account has ever listed, in the catalogue's sequence."""
        return [one for one in self._state.catalog.values() if self.offer(store, one.sku)]

    def listing_id(self, store: str, sku: str) -> str:
        """Return the id under which an account lists an article, '' if it has none."""
        return self._state.listings.get((store, sku), "")

    def kept(self, store: str, kind: str, key: str) -> Mapping[str, object] | None:
        """Return a JSON object that a platform stores: {} if deleted, None if it never existed."""
        return self._state.inventory_records.records.get((store, kind, key))

    def kept_keys(self, store: str, kind: str) -> list[str]:
        """Return the keys of a kind's JSON objects that are not deleted, the oldest first."""
        found = self._state.inventory_records.records.items()
        return [key for (*place, key), kept in found if place == [store, kind] and kept]

    @property
    def shortages(self) -> list[Shortage]:
        """Return the shortages, oldest first."""
        return self._state.inventory_records.shortages
