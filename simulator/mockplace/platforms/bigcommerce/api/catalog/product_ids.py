"""The shop's products and their numbers.

Every product is a simple one, with its base variant only.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mockplace.platforms.bigcommerce.api import errors

if TYPE_CHECKING:
    from mockplace.kernel.inventory.listings import Offer
    from mockplace.kernel.records import Account, Product
    from mockplace.kernel.world import World

#: From a product's number to that of its base variant.
_TO_VARIANT = 1_000_000


@dataclass(frozen=True, slots=True)
class Good:
    """One product of the shop."""

    number: int
    product: Product
    offer: Offer
    #: Minor units, of one.
    price: int

    @property
    def variant(self) -> int:
        """The number of the base variant."""
        return variant_of(self.number)

    @property
    def level(self) -> int:
        """Units in stock; 0 if not counted, as BigCommerce shows it."""
        return self.offer.stock or 0


def variant_of(number: int) -> int:
    """Return the number of a product's base variant, by that of the product."""
    return number + _TO_VARIANT


def every(world: World, account: Account) -> Iterator[Good]:
    """Return the products that are not deleted, in the catalogue's sequence."""
    for product in world.inventory.offered(account.name):
        offer = world.inventory.offer(account.name, product.sku)
        if offer is not None and offer.listing != "ended":
            number = int(world.inventory.listing_id(account.name, product.sku))
            yield Good(number, product, offer, world.inventory.price(account.name, product.sku))


def numbered(world: World, account: Account, text: str) -> Good:
    """Return the product with a number; 404 where there is none."""
    for good in every(world, account):
        if str(good.number) == text:
            return good
    raise errors.not_found()
