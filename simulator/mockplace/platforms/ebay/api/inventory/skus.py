"""SKUs of inventory items.

An item was written by a client, or is an article that the account lists.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockplace.platforms.ebay.api import errors
from mockplace.platforms.ebay.api.inventory import endpoint as inventory

if TYPE_CHECKING:
    from mockplace.kernel.records import Account
    from mockplace.kernel.world import World

#: The record kind of the inventory items that clients wrote.
KEPT = "ebay-item"


def known(world: World, account: Account, sku: str) -> str:
    """Return the SKU; raise 25702 if no inventory item has it."""
    if len(sku) > inventory.LONGEST_SKU or not is_there(world, account, sku):
        raise errors.documented_error(25702, skuValue=sku)
    return sku


def is_there(world: World, account: Account, sku: str) -> bool:
    """Return True if an inventory item has that SKU."""
    kept = world.inventory.kept(account.name, KEPT, sku)
    if kept is None:
        return sku in world.catalog and world.inventory.offer(account.name, sku) is not None
    return bool(kept)
