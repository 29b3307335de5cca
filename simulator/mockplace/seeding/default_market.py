"""The default market: one account on each platform, and a dozen articles."""

from __future__ import annotations

from dataclasses import replace

from mockplace import registry
from mockplace.kernel.records import Product
from mockplace.kernel.world import World

#: Used in place of account names for an article that is sold on every account.
_EVERYWHERE: tuple[str, ...] = ()

#: SKU, title, price in minor units, weight in grams, accounts that sell the article, and whether
#: the connector knows its marketplace listings.
_ARTICLES: tuple[tuple[str, str, int, int, tuple[str, ...], bool], ...] = (
    ("MUG-SLATE-12", "Slate mug, 12 oz", 2400, 410, _EVERYWHERE, True),
    ("CNDL-CEDAR-8", "Cedar candle, 8 oz", 1999, 454, _EVERYWHERE, True),
    ("CNDL-FIG-8", "Fig candle, 8 oz", 1999, 454, _EVERYWHERE, True),
    ("TRAY-OAK-S", "Oak tray, small", 3450, 780, _EVERYWHERE, True),
    ("TRAY-OAK-L", "Oak tray, large", 5200, 1350, _EVERYWHERE, True),
    ("TEA-ASSAM-100", "Assam tea, 100 g", 1150, 130, ("shop", "amz"), True),
    ("TEA-MINT-60", "Mint tea, 60 g", 950, 90, ("shop", "amz"), True),
    ("APRON-LINEN", "Linen apron", 4200, 350, _EVERYWHERE, True),
    ("BOARD-WALNUT", "Walnut cutting board", 6800, 1900, _EVERYWHERE, True),
    ("SOAP-OLIVE-3", "Olive soap, three bars", 1450, 320, ("shop", "bay"), True),
    ("KNIFE-PARING", "Paring knife", 2950, 140, ("amz", "bay"), True),
    ("POT-VINTAGE", "Vintage teapot, one of a kind", 7900, 1100, ("bay",), False),
)


def open_market(
    *, seed: int, start: int, limits: bool = True, connector: str = "channel-manager"
) -> World:
    """Return a world with each platform's default account and the articles, without purchases.

    The accounts of our own platforms are ``shop``, ``amz`` and ``bay``; *connector* names the
    connector that copies marketplace orders into the shop.
    """
    world = World(seed=seed, start=start, limits=limits)
    for platform in registry.platforms():
        if platform.accounts is not None and platform.accounts.default is not None:
            account = platform.accounts.default
            if platform.role == "shop":
                account = replace(account, connector=connector)
            world.open_account(account)
    for sku, title, price, weight, sells_on, linked in _ARTICLES:
        stores = sells_on or tuple(world.accounts)
        world.list_product(Product(sku, title, price, weight, stores, linked))
    return world
