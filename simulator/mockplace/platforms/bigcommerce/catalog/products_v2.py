"""Products of V2, which BigCommerce calls deprecated and older clients still read and write."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from mockplace.platforms.bigcommerce import bodies, door, errors
from mockplace.platforms.bigcommerce.catalog import goods
from mockplace.platforms.bigcommerce.catalog import operations as catalog
from mockplace.platforms.bigcommerce.catalog.render import product_v2
from mockplace.platforms.bigcommerce.orders import search
from mockplace.wire_types import Params, Request

if TYPE_CHECKING:
    from mockplace.platforms.bigcommerce.catalog.goods import Good
    from mockplace.world.model import Account
    from mockplace.world.world import World


def list_products(world: World, account: Account, request: Request, _params: Params) -> object:
    """``GET /v2/products``, by number; 204 past the end."""
    asked = door.query(request)
    sold = catalog.sold_by(world, account)
    found = sorted(_wanted(world, account, asked), key=lambda good: good.number)
    return [product_v2(good, sold[good.number]) for good in search.paged(found, asked)]


def count_products(world: World, account: Account, request: Request, _params: Params) -> object:
    """``GET /v2/products/count``."""
    return {"count": len(_wanted(world, account, door.query(request)))}


def get_product(world: World, account: Account, _request: Request, params: Params) -> object:
    """``GET /v2/products/{id}``."""
    good = goods.numbered(world, account, params["productId"])
    return product_v2(good, catalog.sold_by(world, account)[good.number])


def update_product(world: World, account: Account, request: Request, params: Params) -> object:
    """``PUT /v2/products/{id}``: price, stock and visibility."""
    good = goods.numbered(world, account, params["productId"])
    try:
        catalog.change(world, account, good, bodies.fields(request))
    except errors.Problem as problem:
        if problem.status != 422:
            raise
        raise errors.invalid(next(iter(problem.errors))) from problem
    return get_product(world, account, request, params)


def _wanted(world: World, account: Account, asked: Mapping[str, str]) -> list[Good]:
    return [
        good
        for good in goods.every(world, account)
        if asked.get("sku", good.product.sku) == good.product.sku
        and asked.get("name", good.product.title) == good.product.title
    ]
