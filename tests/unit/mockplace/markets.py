"""The small market that the tests of the world share."""

from __future__ import annotations

from mockplace.kernel.records import Account, Product
from mockplace.kernel.world import World

#: 2026-11-20T09:00:00Z
START = 1_795_165_200_000
MINUTE = 60_000


def market(*, seed: int = 7, limits: bool = False, connector: str = "channel-manager") -> World:
    """A shop and two marketplaces; the teapot's listing is not linked."""
    world = World(seed=seed, start=START, limits=limits)
    world.open_account(Account("shop", "bigcommerce", "", connector=connector))
    world.open_account(Account("amz", "amazon", ""))
    world.open_account(Account("bay", "ebay", ""))
    everywhere = ("shop", "amz", "bay")
    world.list_product(Product("MUG", "Slate mug", 1299, 400, everywhere))
    world.list_product(Product("CANDLE", "Cedar candle", 1999, 454, everywhere))
    world.list_product(Product("TEAPOT", "Vintage teapot", 7900, 900, everywhere, linked=False))
    return world


def after(world: World, minutes: int) -> None:
    """Lets time pass."""
    world.advance_to(world.now + minutes * MINUTE)
