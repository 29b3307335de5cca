"""Render the requested data sets of a listing for Listings Items 2021-08-01."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, cast

from mockplace.platforms.amazon.api import amounts, marketplaces_and_service_levels
from mockplace.platforms.shared import iso8601

if TYPE_CHECKING:
    from mockplace.kernel.inventory.listings import Offer
    from mockplace.kernel.records import Account
    from mockplace.kernel.world import World

Json = dict[str, object]

#: The data sets of ``includedData``; ``procurement`` is for vendors only, so it is empty here.
SETS = (
    "summaries", "attributes", "issues", "offers", "fulfillmentAvailability", "procurement",
    "relationships", "productTypes",
)  # fmt: skip
#: The kind of the stored JSON objects that contain a listing's submitted attributes.
KEPT = "amazon-listing"
#: The product type of a listing for which none was set.
PRODUCT_TYPE = "PRODUCT"
#: The creation date of listings older than the world, in ms UTC: 2020-01-01.
_OPENED = 1_577_836_800_000


def item(world: World, account: Account, sku: str, wanted: tuple[str, ...]) -> Json:
    """Return a listing with the requested data sets."""
    made: dict[str, Callable[[], object]] = {
        "summaries": lambda: [_summary(world, account, sku)],
        "attributes": lambda: attributes(world, account, sku),
        "issues": list,
        "offers": lambda: _offers(world, account, sku),
        "fulfillmentAvailability": lambda: [_availability(_offer(world, account, sku))],
        "procurement": list,
        "relationships": list,
        "productTypes": lambda: [_product_type(world, account, sku)],
    }
    return {"sku": sku} | {name: made[name]() for name in SETS if name in wanted}


def statuses(offer: Offer) -> list[str]:
    """Return DISCOVERABLE, and BUYABLE if the offer is active and not out of stock."""
    buyable = offer.listing == "active" and offer.stock != 0
    return ["BUYABLE", "DISCOVERABLE"] if buyable else ["DISCOVERABLE"]


def created(offer: Offer) -> int:
    """Return when a listing was created, in ms UTC."""
    return offer.listed_at or _OPENED


def changed(offer: Offer) -> int:
    """Return when a listing last changed, in ms UTC."""
    return offer.changed_at or _OPENED


def identifiers(world: World, account: Account, sku: str) -> list[Json]:
    """Return the ASIN in the seller's one marketplace, as a list; empty if the listing has none."""
    asin = world.inventory.listing_id(account.name, sku)
    return (
        [{"marketplaceId": marketplaces_and_service_levels.market_of(account), "asin": asin}]
        if asin
        else []
    )


def product_type(world: World, account: Account, sku: str) -> str:
    """Return the submitted product type; ``PRODUCT`` if none was submitted."""
    kept = world.inventory.kept(account.name, KEPT, sku) or {}
    return str(kept.get("productType", PRODUCT_TYPE))


def title_in(attributes: Mapping[str, object]) -> str:
    """Return the first ``item_name``, '' where there is none."""
    names = attributes.get("item_name")
    for entry in names if isinstance(names, list) else ():
        if isinstance(entry, dict) and isinstance(entry.get("value"), str):
            return str(entry["value"])[:200].strip()
    return ""


def attributes(world: World, account: Account, sku: str) -> Json:
    """Return the attributes, submitted or default, with the world's present stock and price."""
    market, offer = marketplaces_and_service_levels.market_of(account), _offer(world, account, sku)
    kept = world.inventory.kept(account.name, KEPT, sku)
    found: Json = (
        dict(cast("Mapping[str, object]", kept["attributes"]))
        if kept
        else {
            "item_name": [_named(world.catalog[sku].title, market)],
            "condition_type": [{"value": "new_new", "marketplace_id": market}],
        }
    )
    available: Json = {"fulfillment_channel_code": "DEFAULT"}
    if offer.stock is not None:
        available["quantity"] = offer.stock
    found["fulfillment_availability"] = [available]
    if offer.listing == "active":
        schedule = [
            {"schedule": [{"value_with_tax": world.inventory.price(account.name, sku) / 100}]}
        ]
        found["purchasable_offer"] = [
            {
                "marketplace_id": market,
                "currency": world.currency,
                "audience": "ALL",
                "our_price": schedule,
            }
        ]
    return found


def _named(title: str, market: str) -> Json:
    return {"value": title, "language_tag": "en_US", "marketplace_id": market}


def _summary(world: World, account: Account, sku: str) -> Json:
    offer = _offer(world, account, sku)
    return {
        "marketplaceId": marketplaces_and_service_levels.market_of(account),
        "asin": world.inventory.listing_id(account.name, sku),
        "productType": product_type(world, account, sku),
        "conditionType": "new_new",
        "status": statuses(offer),
        "itemName": title_in(attributes(world, account, sku)) or world.catalog[sku].title,
        "createdDate": iso8601.to_seconds(created(offer)),
        "lastUpdatedDate": iso8601.to_seconds(changed(offer)),
    }


def _offers(world: World, account: Account, sku: str) -> list[Json]:
    if _offer(world, account, sku).listing != "active":
        return []
    price = amounts.lower(world.inventory.price(account.name, sku), world.currency)
    return [
        {
            "marketplaceId": marketplaces_and_service_levels.market_of(account),
            "offerType": "B2C",
            "price": price,
            "audience": {"value": "ALL", "displayName": "Sell on Amazon"},
        }
    ]


def _availability(offer: Offer) -> Json:
    counted = {} if offer.stock is None else {"quantity": offer.stock}
    return {"fulfillmentChannelCode": "DEFAULT", **counted}


def _product_type(world: World, account: Account, sku: str) -> Json:
    found = product_type(world, account, sku)
    return {
        "marketplaceId": marketplaces_and_service_levels.market_of(account),
        "productType": found,
    }


def _offer(world: World, account: Account, sku: str) -> Offer:
    found = world.inventory.offer(account.name, sku)
    assert found is not None, "only what is listed is shown"  # noqa: S101
    return found
