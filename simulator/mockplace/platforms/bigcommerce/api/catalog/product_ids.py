"""The store's products, and the ids of products and variants.

Every product is a simple product: its base variant is its only variant.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mockplace.platforms.bigcommerce.api import errors, weights

if TYPE_CHECKING:
    from mockplace.kernel.inventory.listings import Offer
    from mockplace.kernel.records import Account, Product
    from mockplace.kernel.world import World

#: Added to a product's id to get the id of its base variant.
_TO_VARIANT = 1_000_000


@dataclass(frozen=True, slots=True)
class Good:
    """One product of the shop."""

    number: int
    product: Product
    offer: Offer
    #: The price of one unit, in minor units.
    price: int
    #: In the store's unit of weight.
    weight: float

    @property
    def variant(self) -> int:
        """The id of the base variant."""
        return variant_of(self.number)

    @property
    def level(self) -> int:
        """Units in stock; 0 if stock is not tracked, as BigCommerce shows it."""
        return self.offer.stock or 0


def variant_of(number: int) -> int:
    """Return the id of the base variant of the product with id *number*."""
    return number + _TO_VARIANT


def every(world: World, account: Account) -> Iterator[Good]:
    """Return the products that are not deleted, in the catalogue's sequence."""
    for product in world.inventory.offered(account.name):
        offer = world.inventory.offer(account.name, product.sku)
        if offer is not None and offer.listing != "ended":
            number = int(world.inventory.listing_id(account.name, product.sku))
            price = world.inventory.price(account.name, product.sku)
            weight = weights.in_units(account, product.weight)
            yield Good(number, product, offer, price, weight)


def numbered(world: World, account: Account, text: str) -> Good:
    """Return the product with the id *text*; raise 404 if there is none."""
    for good in every(world, account):
        if str(good.number) == text:
            return good
    raise errors.not_found()
