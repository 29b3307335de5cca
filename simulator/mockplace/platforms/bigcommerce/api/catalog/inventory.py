"""Inventory V3: the stock of every item at the store's only location, and adjustments.

An absolute adjustment starts stock tracking; a relative one needs tracked stock.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from mockplace.http_types import Params, Request
from mockplace.kernel.inventory.stock_rules import MOST
from mockplace.kernel.refusal import Refusal
from mockplace.platforms.bigcommerce.api import endpoint, errors, page_and_limit
from mockplace.platforms.bigcommerce.api.catalog import product_ids
from mockplace.platforms.bigcommerce.api.pagination_v3 import pages
from mockplace.platforms.bigcommerce.api.request_body import V3Body
from mockplace.platforms.bigcommerce.rules.commands import SetRestocking
from mockplace.platforms.shared import iso8601, request_parsing
from mockplace.platforms.shared.json_body import Json
from mockplace.platforms.shared.opaque_tokens import keyed_uuid

if TYPE_CHECKING:
    from mockplace.kernel.records import Account
    from mockplace.kernel.world import World
    from mockplace.platforms.bigcommerce.api.catalog.product_ids import Good

LOCATION, CODE, LABEL = 1, "BC-LOCATION-1", "Default location"
#: The maximum number of items on one page, and in one adjustment.
_MOST_LISTED, _MOST_ADJUSTED = 1000, 2000
_SETTINGS = "bigcommerce-inventory-settings"
_OPENED = 1_577_836_800_000
#: The default inventory settings of a store. The setting _RESTOCKS (below) is not among them,
#: because the account record contains its value.
_AT_FIRST: Json = {
    "product_out_of_stock_behavior": "do_nothing",
    "option_out_of_stock_behavior": "do_nothing",
    "update_stock_behavior": "order_placed",
    "edit_order_stock_adjustment": True,
    "stock_level_display": "dont_show",
    "default_out_of_stock_message": "Currently out of stock",
    "hide_in_product_filtering": False,
    "show_pre_order_stock_levels": True,
    "show_out_of_stock_message": True,
}
_RESTOCKS = "refund_order_stock_adjustment"
#: The fields that identify an item, in the sequence in which they are tried.
_NAMES = ("sku", "variant_id", "product_id")


def list_items(world: World, account: Account, request: Request, _params: Params) -> object:
    """Answer ``GET /v3/inventory/items``: each item with its stock level by location."""
    asked = endpoint.query(request)
    found = _wanted(world, account, asked)
    shown = [_item(good) for good in page_and_limit.paged(found, asked, _MOST_LISTED)]
    return {"data": shown, "meta": {"pagination": _pages(found, asked)}}


def list_location_items(world: World, account: Account, request: Request, params: Params) -> object:
    """Answer ``GET /v3/inventory/locations/{id}/items``: the stock levels at that location."""
    if params["locationId"] != str(LOCATION):
        raise errors.BigCommerceError(
            404, f"Location with id {params['locationId'][:20]} was not found."
        )
    asked = endpoint.query(request)
    found = _wanted(world, account, asked)
    shown = [
        {"identity": _identity(good), **_levels(good)}
        for good in page_and_limit.paged(found, asked, _MOST_LISTED)
    ]
    return {"data": shown, "meta": {"pagination": _pages(found, asked)}}


def list_locations(_world: World, _account: Account, request: Request, _params: Params) -> object:
    """Answer ``GET /v3/inventory/locations``: the default location, if the filters match it."""
    asked = endpoint.query(request)
    there = [_location()] if _is_wanted(asked) and _is_default(asked) else []
    return {
        "data": page_and_limit.paged(there, asked, _MOST_LISTED),
        "meta": {"pagination": pages(there, asked, _MOST_LISTED)},
    }


def adjust_absolutely(world: World, account: Account, request: Request, _params: Params) -> object:
    """Answer ``PUT /v3/inventory/adjustments/absolute``: set stock levels."""
    levels = _adjustments(world, account, request)
    if low := next((good for good, units in levels if units < 0), None):
        raise _invalid("quantity", f"Quantity of sku {low.product.sku} must not be negative")
    if next((good for good, units in levels if units > MOST), None):
        raise _invalid("quantity", f"Quantity must not exceed {MOST}")
    world.inventory.set_levels(account.name, [(good.product.sku, units) for good, units in levels])
    return _done(world, account, request)


def adjust_relatively(world: World, account: Account, request: Request, _params: Params) -> object:
    """Answer ``POST /v3/inventory/adjustments/relative``: add to or subtract from stock levels."""
    changes = _adjustments(world, account, request)
    if uncounted := [good for good, _ in changes if good.offer.stock is None]:
        named = ", ".join(f"product_id {good.number}" for good in uncounted)
        raise errors.BigCommerceError(
            422, f"Items with identity: [{named}] requires absolute adjustment before relative"
        )
    try:
        world.inventory.adjust_stock(
            account.name, [(good.product.sku, units) for good, units in changes], recorded_by="api"
        )
    except Refusal as refusal:  # below zero, or above MOST
        said = f"[Item with sku {refusal.facts.get('sku')} has insufficient stock]"
        if refusal.code != "sold-out":
            said = f"[Stock of item with sku {refusal.facts.get('sku')} must not exceed {MOST}]"
        raise errors.BigCommerceError(422, said) from refusal
    return _done(world, account, request)


def get_settings(world: World, account: Account, _request: Request, _params: Params) -> object:
    """Answer ``GET /v3/settings/inventory``."""
    kept = world.inventory.kept(account.name, _SETTINGS, "") or {}
    return {"data": _AT_FIRST | dict(kept) | {_RESTOCKS: account.restocks}, "meta": {}}


def update_settings(world: World, account: Account, request: Request, params: Params) -> object:
    """Answer ``PUT /v3/settings/inventory``; only the restocking setting has an effect."""
    body = V3Body.of(request.body)
    given, restocks = body.content, body.maybe(_RESTOCKS, bool)
    for name, value in given.items():
        known = _AT_FIRST.get(name)
        if known is not None and value is not None and type(value) is not type(known):
            raise body.ERRORS.wrong(name, type(known))
    kept = dict(world.inventory.kept(account.name, _SETTINGS, "") or {})
    kept |= {name: given[name] for name in _AT_FIRST if given.get(name) is not None}
    world.inventory.keep(account.name, _SETTINGS, "", kept)
    if restocks is not None:
        world.do(SetRestocking(account.name, restocks))
    return get_settings(world, world.accounts[account.name], request, params)


def _adjustments(world: World, account: Account, request: Request) -> list[tuple[Good, int]]:
    """Return the items of a body, found by SKU, variant id or product id, with their quantities."""
    body = V3Body.of(request.body)
    body.maybe("reason", str)
    items = body.parts("items")
    if len(items) > _MOST_ADJUSTED:
        raise _invalid("items", f"At most {_MOST_ADJUSTED} items are adjusted at once")
    every = list(product_ids.every(world, account))
    known: dict[tuple[str, object], Good] = {}
    for good in every:
        known["sku", good.product.sku] = good
        known["variant_id", good.variant] = good
        known["product_id", good.number] = good
    return [_adjustment(item, known) for item in items]


def _adjustment(item: V3Body, known: Mapping[tuple[str, object], Good]) -> tuple[Good, int]:
    location, quantity = item.maybe("location_id", int), item.maybe("quantity", int)
    if location is None or quantity is None:
        name = "quantity" if quantity is None else "location_id"
        raise _invalid(item.where(name), "This field is required")
    if location != LOCATION:
        raise errors.BigCommerceError(422, f"Location with id {location} was not found.")
    names = {
        "sku": item.maybe("sku", str),
        "variant_id": item.maybe("variant_id", int),
        "product_id": item.maybe("product_id", int),
    }
    named = [(name, value) for name, value in names.items() if value is not None]
    if not named:
        raise _invalid(item.path, "One of sku, variant_id or product_id is required")
    if named[0] not in known:
        name, value = named[0]
        raise errors.BigCommerceError(
            422, f"Items with identity: [{name} {str(value)[:100]}] not found"
        )
    return known[named[0]], quantity


def _done(world: World, account: Account, request: Request) -> Json:
    made = keyed_uuid(world.seed, "transaction", account.name, world.now, request.body)
    return {"transaction_id": made}


def _wanted(world: World, account: Account, asked: Mapping[str, str]) -> list[Good]:
    if not _is_wanted(asked):
        return []
    wanted = {name: request_parsing.listed(asked.get(f"{name}:in", "")) for name in _NAMES}
    found = [
        good
        for good in product_ids.every(world, account)
        if all(not wanted[n] or str(_identity(good)[n]) in wanted[n] for n in _NAMES)
    ]
    return sorted(found, key=lambda good: good.number)


def _is_wanted(asked: Mapping[str, str]) -> bool:
    """Return True if the location filters of the request include the only location."""
    ids, codes = (request_parsing.listed(asked.get(f"location_{n}:in", "")) for n in ("id", "code"))
    return (not ids or str(LOCATION) in ids) and (not codes or CODE in codes)


def _is_default(asked: Mapping[str, str]) -> bool:
    kinds = request_parsing.listed(asked.get("type_id:in", ""))
    others = (asked.get(n) for n in ("is_default", "is_active", "storefront_visibility"))
    return (not kinds or "PHYSICAL" in kinds) and not any(one in ("false", "0") for one in others)


def _pages(found: list[Good], asked: Mapping[str, str]) -> Json:
    numbers: list[Json] = [{"id": good.number} for good in found]
    return pages(numbers, asked, _MOST_LISTED)


def _item(good: Good) -> Json:
    place: Json = {
        "location_id": LOCATION,
        "location_code": CODE,
        "location_name": LABEL,
        "location_enabled": True,
        **_levels(good),
    }
    return {"identity": _identity(good) | {"sku_id": None}, "locations": [place]}


def _identity(good: Good) -> Json:
    return {
        "sku": good.product.sku,
        "variant_id": good.variant,
        "product_id": good.number,
    }


def _levels(good: Good) -> Json:
    return {
        "available_to_sell": good.level,
        "total_inventory_onhand": good.level,
        "settings": {
            "safety_stock": 0,
            "is_in_stock": good.offer.stock != 0,
            "warning_level": 0,
            "bin_picking_number": "",
        },
    }


def _location() -> Json:
    day: Json = {"open": True, "opening": "08:00", "closing": "16:00"}
    days = ("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday")
    return {
        "id": LOCATION,
        "code": CODE,
        "label": LABEL,
        "description": "",
        "managed_by_external_source": False,
        "type_id": "PHYSICAL",
        "enabled": True,
        "operating_hours": dict.fromkeys(days, day),
        "time_zone": "Etc/UTC",
        "created_at": iso8601.to_seconds(_OPENED),
        "updated_at": iso8601.to_seconds(_OPENED),
        "address": {
            "address1": "1 Dock Rd",
            "address2": "",
            "city": "Reno",
            "state": "NV",
            "zip": "89502",
            "email": "owner@example.com",
            "phone": "775-555-0100",
            "geo_coordinates": {"latitude": 39.5296, "longitude": -119.8138},
            "country_code": "US",
        },
        "storefront_visibility": True,
        "special_hours": [],
    }


def _invalid(field: str, why: str) -> errors.BigCommerceError:
    return errors.BigCommerceError(422, "Payload contains invalid fields", {field: why})
