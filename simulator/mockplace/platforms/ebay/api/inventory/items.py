"""Inventory items: a SKU with its product, condition and quantity.

Every article that the account lists is an inventory item from the start, as if the seller had
created it with this API.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from mockplace.http_types import Params, Request, Response, reply
from mockplace.kernel.records import Product
from mockplace.platforms.ebay.api import errors
from mockplace.platforms.ebay.api.inventory import bulk_requests, offers, skus
from mockplace.platforms.ebay.api.inventory import endpoint as inventory
from mockplace.platforms.ebay.api.inventory.endpoint import Json
from mockplace.platforms.shared.weight_units import GRAMS

if TYPE_CHECKING:
    from mockplace.kernel.records import Account
    from mockplace.kernel.world import World
    from mockplace.platforms.ebay.api.access_token import Caller

#: The default weight of an item in grams.
_WEIGHT = 500
#: Item fields stored as the client wrote them. Availability is computed from the world's stock.
_FIELDS = (
    "condition", "conditionDescription", "conditionDescriptors", "packageWeightAndSize", "product",
)  # fmt: skip


def get_item(world: World, caller: Caller, _request: Request, params: Params) -> Response:
    """Answer ``getInventoryItem``."""
    sku = skus.known(world, caller.account, params["sku"])
    return reply(200, _shown(world, caller.account, sku))


def get_items(world: World, caller: Caller, request: Request, _params: Params) -> Response:
    """Answer ``getInventoryItems``: 25 per page by default; ``offset`` is the page number."""
    account = caller.account
    there = [sku for sku in world.catalog if skus.is_there(world, account, sku)]
    page = inventory.page(
        request,
        "/inventory_item",
        there,
        lambda sku: _shown(world, account, sku),
        "inventoryItems",
        default=25,
        by_page=True,
    )
    return reply(200, page)


def put_item(world: World, caller: Caller, request: Request, params: Params) -> Response:
    """Answer ``createOrReplaceInventoryItem``: 201 for a new item, 204 for an existing one."""
    locale, body = inventory.locale_of(request), inventory.body_of(request)
    new = not skus.is_there(world, caller.account, params["sku"])
    _put(world, caller.account, params["sku"], body, locale)
    return reply(201, {"warnings": []}) if new else Response(204)


def delete_item(world: World, caller: Caller, _request: Request, params: Params) -> Response:
    """Answer ``deleteInventoryItem``: delete the item and its offer, and end its listing."""
    account, sku = caller.account, skus.known(world, caller.account, params["sku"])
    offers.drop(world, account, sku)
    world.inventory.keep(account.name, skus.KEPT, sku, {})
    return Response(204)


def bulk_get(world: World, caller: Caller, request: Request, _params: Params) -> Response:
    """Answer ``bulkGetInventoryItem``: each item with its own status."""
    found = []
    for one in bulk_requests.requests(inventory.body_of(request)):
        sku = inventory.text(one, "sku")
        try:
            item = _shown(world, caller.account, skus.known(world, caller.account, sku))
            found.append(bulk_requests.done(200, sku=sku, inventoryItem=item))
        except errors.EbayError as error:
            found.append(bulk_requests.refused(error, sku))
    return bulk_requests.answered(found)


def bulk_put(world: World, caller: Caller, request: Request, _params: Params) -> Response:
    """Answer ``bulkCreateOrReplaceInventoryItem``: each item with its own locale and status."""
    locale, found = inventory.locale_of(request), []
    for one in bulk_requests.requests(inventory.body_of(request)):
        sku, spoken = inventory.text(one, "sku"), inventory.text(one, "locale") or locale
        new = not skus.is_there(world, caller.account, sku)
        content = {name: value for name, value in one.items() if name not in ("sku", "locale")}
        try:
            _put(world, caller.account, sku, content, spoken)
        except errors.EbayError as error:
            found.append(bulk_requests.refused(error, sku) | {"locale": spoken})
        else:
            found.append(bulk_requests.done(201 if new else 200, sku=sku, locale=spoken))
    return bulk_requests.answered(found)


def _put(world: World, account: Account, sku: str, body: Json, locale: str) -> None:
    if not sku.strip() or len(sku) > inventory.LONGEST_SKU:
        raise errors.documented_error(25707, additionalInfo="It has 1 to 50 characters.")
    inventory.text(body, "condition")
    title = inventory.text(inventory.part(body, "product"), "title", "product.title")
    weight = _weight(body)
    shipped = inventory.part(inventory.part(body, "availability"), "shipToLocationAvailability")
    quantity = inventory.units(shipped, "quantity")
    if sku not in world.catalog:
        article = Product(sku, title[:200] or sku, 0, weight or _WEIGHT, ())
        world.inventory.add_article(account.name, article)
    if world.inventory.offer(account.name, sku) is None:
        world.inventory.set_listing(account.name, sku, "inactive")
    if quantity is not None or _counted(world, account, sku):
        # eBay on an omitted quantity: "the available quantity data will be lost"; here, it becomes
        # 0
        world.inventory.set_levels(account.name, [(sku, quantity or 0)])
    content = inventory.documented(body, _FIELDS) | {"locale": locale}
    if content != world.inventory.kept(account.name, skus.KEPT, sku):
        world.inventory.keep(account.name, skus.KEPT, sku, content)


def _counted(world: World, account: Account, sku: str) -> bool:
    offer = world.inventory.offer(account.name, sku)
    return offer is not None and offer.stock is not None


def _weight(body: Json) -> int | None:
    """Return the package's weight in grams, None if not given."""
    given = inventory.part(inventory.part(body, "packageWeightAndSize"), "weight")
    value, unit = given.get("value"), inventory.text(given, "unit", "weight.unit")
    if not given:
        return None
    if type(value) not in (int, float) or not 0 <= float(str(value)) < 100_000:
        raise inventory.wrong("packageWeightAndSize.weight.value")
    if unit not in GRAMS:
        raise inventory.wrong("packageWeightAndSize.weight.unit")
    return round(float(str(value)) * GRAMS[unit])


def _shown(world: World, account: Account, sku: str) -> Json:
    kept = world.inventory.kept(account.name, skus.KEPT, sku) or _as_listed(world.catalog[sku])
    offer = world.inventory.offer(account.name, sku)
    shown: Json = {"sku": sku, **kept}
    if offer is not None and offer.stock is not None:
        split = {"auction": 0, "fixedPrice": offer.stock}
        available: Json = {"quantity": offer.stock, "allocationByFormat": split}
        shown["availability"] = {"shipToLocationAvailability": available}
    return shown


def _as_listed(product: Product) -> Mapping[str, object]:
    weight = {"value": product.weight / 1000, "unit": "KILOGRAM"}
    return {
        "locale": "en_US",
        "condition": "NEW",
        "product": {"title": product.title, "description": product.title, "imageUrls": []},
        "packageWeightAndSize": {"weight": weight},
    }
