"""The catalogue: read products and variants; write price, stock and visibility.

Other fields of a body are accepted and ignored.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from mockplace.http_types import Params, Request
from mockplace.kernel.inventory.stock_rules import MOST
from mockplace.platforms.bigcommerce.api import endpoint, errors, page_and_limit
from mockplace.platforms.bigcommerce.api.catalog import product_ids
from mockplace.platforms.bigcommerce.api.catalog import render as render_catalog
from mockplace.platforms.bigcommerce.api.pagination_v3 import pages
from mockplace.platforms.bigcommerce.api.request_body import V3Body
from mockplace.platforms.shared import request_parsing
from mockplace.platforms.shared.json_body import Json

if TYPE_CHECKING:
    from mockplace.kernel.records import Account
    from mockplace.kernel.world import World
    from mockplace.platforms.bigcommerce.api.catalog.product_ids import Good

_DEAREST = 1_000_000
#: The values of ``inventory_tracking``, in V3 and V2.
_TRACKINGS = ("none", "product", "variant", "simple", "sku")


def list_products(world: World, account: Account, request: Request, _params: Params) -> object:
    """Answer ``GET /v3/catalog/products``, sorted by id unless ``sort`` names another field."""
    asked = endpoint.query(request)
    found = [good for good in product_ids.every(world, account) if _fits(good, asked)]
    sold, wanted = sold_by(world, account), _parts(asked)
    shown = [
        _chosen(render_catalog.product(good, sold[good.number], wanted), asked)
        for good in page_and_limit.paged(_sorted(found, asked), asked)
    ]
    return {"data": shown, "meta": {"pagination": _pages(found, asked)}}


def get_product(world: World, account: Account, request: Request, params: Params) -> object:
    """Answer ``GET /v3/catalog/products/{id}``."""
    good, asked = product_ids.numbered(world, account, params["productId"]), endpoint.query(request)
    sold = sold_by(world, account)[good.number]
    return {
        "data": _chosen(render_catalog.product(good, sold, _parts(asked)), asked),
        "meta": {},
    }


def update_product(world: World, account: Account, request: Request, params: Params) -> object:
    """Answer ``PUT /v3/catalog/products/{id}``."""
    good = product_ids.numbered(world, account, params["productId"])
    change(world, account, good, V3Body.of(request.body))
    return get_product(world, account, request, params)


def list_product_variants(
    world: World, account: Account, request: Request, params: Params
) -> object:
    """Answer ``GET /v3/catalog/products/{id}/variants``: the base variant."""
    good, asked = product_ids.numbered(world, account, params["productId"]), endpoint.query(request)
    return _variants([good], asked)


def get_product_variant(
    world: World, account: Account, _request: Request, params: Params
) -> object:
    """Answer ``GET /v3/catalog/products/{id}/variants/{variant}``."""
    good = product_ids.numbered(world, account, params["productId"])
    if params["variantId"] != str(good.variant):
        raise errors.not_found()
    return {"data": render_catalog.variant(good), "meta": {}}


def list_variants(world: World, account: Account, request: Request, _params: Params) -> object:
    """Answer ``GET /v3/catalog/variants``, filtered by SKU, variant id or product id."""
    asked = endpoint.query(request)
    found = [
        good
        for good in product_ids.every(world, account)
        if asked.get("sku", good.product.sku) == good.product.sku
        and _in(asked, "id", good.variant)
        and _in(asked, "product_id:in", good.number)
    ]
    return _variants(sorted(found, key=lambda good: good.number), asked)


def change(world: World, account: Account, good: Good, body: V3Body) -> None:
    """Write price, visibility and stock; if a value is invalid, write nothing and raise 422."""
    price, level = _price(body), body.maybe("inventory_level", int)
    tracking, visible = body.maybe("inventory_tracking", str), body.maybe("is_visible", bool)
    availability = body.maybe("availability", str)
    if tracking not in (None, *_TRACKINGS):
        raise body.wrong("inventory_tracking")
    if availability not in (None, "available", "disabled", "preorder"):
        raise body.wrong("availability")
    store, sku = account.name, good.product.sku
    if price not in (None, good.price):
        world.inventory.set_price(store, sku, price)
    if visible is not None or availability is not None:
        active = visible is not False and availability != "disabled"
        world.inventory.set_listing(store, sku, "active" if active else "inactive")
    if tracking == "none":
        world.inventory.set_stock(store, sku, None, recorded_by="api")
    elif tracking is not None or (level is not None and good.offer.stock is not None):
        wanted = good.level if level is None else level
        world.inventory.set_levels(store, [(sku, min(max(wanted, 0), MOST))])


def sold_by(world: World, account: Account) -> Counter[int]:
    """Return how many units of each product were sold, by product id."""
    found: Counter[int] = Counter()
    for order in world.orders_of(account.name):
        for line in order.lines:
            found[int(line.listing_id)] += line.quantity
    return found


def _price(body: V3Body) -> int | None:
    """Return the price in minor units, None if absent; V2 bodies have prices as strings."""
    value = body.content.get("price")
    if value is None:
        return None
    try:
        price = float(str(value)) if not isinstance(value, bool | list | dict) else -1.0
    except ValueError:
        price = -1.0
    if not 0 <= price < _DEAREST:
        raise body.ERRORS.wrong("price", int)
    return round(price * 100)


def _variants(found: list[Good], asked: Mapping[str, str]) -> Json:
    shown = [
        _chosen(render_catalog.variant(good), asked) for good in page_and_limit.paged(found, asked)
    ]
    return {"data": shown, "meta": {"pagination": _pages(found, asked)}}


def _pages(found: list[Good], asked: Mapping[str, str]) -> Json:
    numbers: list[Json] = [{"id": good.number} for good in found]
    return pages(numbers, asked)


def _fits(good: Good, asked: Mapping[str, str]) -> bool:
    sku, title = good.product.sku, good.product.title
    word = asked.get("keyword", "").lower()
    visible = asked.get("is_visible", "").lower()
    active = good.offer.listing == "active"
    return (
        _in(asked, "id", good.number)
        and _in(asked, "id:in", good.number)
        and not (asked.get("id:not_in") and _in(asked, "id:not_in", good.number))
        and asked.get("sku", sku) == sku
        and (not asked.get("sku:in") or sku in request_parsing.listed(asked["sku:in"]))
        and asked.get("name", title) == title
        and (not word or word in sku.lower() or word in title.lower())
        and (visible not in ("true", "1") or active)
        and (visible not in ("false", "0") or not active)
    )


def _in(asked: Mapping[str, str], name: str, number: int) -> bool:
    return not asked.get(name) or str(number) in request_parsing.listed(asked[name])


def _sorted(found: list[Good], asked: Mapping[str, str]) -> list[Good]:
    keys = {
        "id": lambda good: good.number,
        "name": lambda good: good.product.title,
        "sku": lambda good: good.product.sku,
        "price": lambda good: good.price,
        "inventory_level": lambda good: good.level,
        "date_modified": lambda good: good.offer.changed_at,
    }
    key = keys.get(asked.get("sort", "id"), keys["id"])
    return sorted(found, key=key, reverse=asked.get("direction") == "desc")


def _parts(asked: Mapping[str, str]) -> tuple[str, ...]:
    return request_parsing.listed(asked.get("include", ""))


def _chosen(shown: Json, asked: Mapping[str, str]) -> Json:
    """Return the requested fields; always include the id and the parts named by ``include``."""
    wanted = request_parsing.listed(asked.get("include_fields", ""))
    unwanted = request_parsing.listed(asked.get("exclude_fields", ""))
    always = ("id", *request_parsing.listed(asked.get("include", "")))
    return {
        name: value
        for name, value in shown.items()
        if name in always or ((not wanted or name in wanted) and name not in unwanted)
    }
