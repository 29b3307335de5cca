"""Products V2, which BigCommerce has deprecated but older clients still use."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from mockplace.http_types import Params, Request
from mockplace.platforms.bigcommerce.api import endpoint, errors, page_and_limit
from mockplace.platforms.bigcommerce.api.catalog import product_ids
from mockplace.platforms.bigcommerce.api.catalog import products as catalog
from mockplace.platforms.bigcommerce.api.catalog.render import product_v2
from mockplace.platforms.bigcommerce.api.request_body import V3Body

if TYPE_CHECKING:
    from mockplace.kernel.records import Account
    from mockplace.kernel.world import World
    from mockplace.platforms.bigcommerce.api.catalog.product_ids import Good


def list_products(world: World, account: Account, request: Request, _params: Params) -> object:
    """Answer ``GET /v2/products``, sorted by id; 204 past the last page."""
    asked = endpoint.query(request)
    sold = catalog.sold_by(world, account)
    found = sorted(_wanted(world, account, asked), key=lambda good: good.number)
    return [product_v2(good, sold[good.number]) for good in page_and_limit.paged(found, asked)]


def count_products(world: World, account: Account, request: Request, _params: Params) -> object:
    """Answer ``GET /v2/products/count``."""
    return {"count": len(_wanted(world, account, endpoint.query(request)))}


def get_product(world: World, account: Account, _request: Request, params: Params) -> object:
    """Answer ``GET /v2/products/{id}``."""
    good = product_ids.numbered(world, account, params["productId"])
    return product_v2(good, catalog.sold_by(world, account)[good.number])


def update_product(world: World, account: Account, request: Request, params: Params) -> object:
    """Answer ``PUT /v2/products/{id}``: price, stock and visibility."""
    good = product_ids.numbered(world, account, params["productId"])
    try:
        catalog.change(world, account, good, V3Body.of(request.body))
    except errors.BigCommerceError as error:
        if error.status != 422:
            raise
        raise errors.invalid(next(iter(error.errors))) from error
    return get_product(world, account, request, params)


def _wanted(world: World, account: Account, asked: Mapping[str, str]) -> list[Good]:
    return [
        good
        for good in product_ids.every(world, account)
        if asked.get("sku", good.product.sku) == good.product.sku
        and asked.get("name", good.product.title) == good.product.title
    ]
