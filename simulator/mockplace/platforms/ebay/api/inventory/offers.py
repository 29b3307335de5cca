"""Offers: each offers one inventory item at a price; publishing an offer creates its listing.

There is one offer per SKU, with a fixed price, on the account's own marketplace. In the simulator
an offer always has the quantity of its item; eBay also allows an offer a smaller quantity.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from mockplace.http_types import Params, Request, Response, reply
from mockplace.kernel import ids
from mockplace.kernel.inventory.listings import sells
from mockplace.platforms.ebay.api import errors
from mockplace.platforms.ebay.api.inventory import bulk_requests, locations, skus
from mockplace.platforms.ebay.api.inventory import endpoint as inventory
from mockplace.platforms.ebay.api.inventory.endpoint import Json
from mockplace.platforms.shared import request_parsing

if TYPE_CHECKING:
    from mockplace.kernel.records import Account
    from mockplace.kernel.world import World
    from mockplace.platforms.ebay.api.access_token import Caller

#: The record kind of the offers that clients wrote. After an offer is deleted, its record keeps
#: ``made``, how many offers the SKU has had, so that the SKU's next offer gets another id.
KEPT = "ebay-offer"
_FORMAT = "FIXED_PRICE"
#: The fields of a default offer, which no client has written. The policies' ids are invented: the
#: APIs that would create policies are not simulated.
_BY_DEFAULT: Json = {
    "categoryId": "20625",
    "listingDuration": "GTC",
    "merchantLocationKey": locations.DEFAULT,
    "listingPolicies": {
        "fulfillmentPolicyId": "100000001",
        "paymentPolicyId": "100000002",
        "returnPolicyId": "100000003",
    },
}
#: Offer fields stored as the client wrote them. The quantity and price in an answer are the
#: world's, not the client's.
_FIELDS = (
    "categoryId", "charity", "extendedProducerResponsibility", "hideBuyerDetails",
    "includeCatalogProductDetails", "listingDescription", "listingDuration", "listingPolicies",
    "listingStartDate", "lotSize", "merchantLocationKey", "pricingSummary", "quantityLimitPerBuyer",
    "regulatory", "secondaryCategoryId", "storeCategoryNames", "tax",
)  # fmt: skip
#: Policy field → id of the error for a missing policy.
_POLICIES = {"fulfillmentPolicyId": 25007, "paymentPolicyId": 25008, "returnPolicyId": 25009}


def get_offers(world: World, caller: Caller, request: Request, _params: Params) -> Response:
    """Answer ``getOffers``: the offer of a SKU; ``sku`` is required."""
    account, sku = caller.account, request_parsing.fields(request.query).get("sku", "")
    if not sku or len(sku) > inventory.LONGEST_SKU:
        raise errors.documented_error(25707, additionalInfo="It has 1 to 50 characters.")
    if _kept(world, account, sku) is None:
        raise errors.documented_error(25713, additionalInfo=sku)
    page = inventory.page(
        request,
        "/offer",
        [sku],
        lambda one: _shown(world, account, one),
        "offers",
        default=100,
        by_page=True,
    )
    return reply(200, page)


def get_offer(world: World, caller: Caller, _request: Request, params: Params) -> Response:
    """Answer ``getOffer``."""
    account = caller.account
    return reply(200, _shown(world, account, _sku(world, account, params["offerId"])))


def create_offer(world: World, caller: Caller, request: Request, _params: Params) -> Response:
    """Answer ``createOffer``: 201 with the offer's id; only publishing creates a listing."""
    account, body = caller.account, _written(request)
    sku = skus.known(world, account, inventory.text(body, "sku"))
    if inventory.text(body, "marketplaceId") != account.market:
        raise inventory.wrong("marketplaceId")
    if inventory.text(body, "format") != _FORMAT:
        raise inventory.wrong("format")
    if (known := _kept(world, account, sku)) is not None:
        said = "Offer entity already exists."
        raise errors.documented_error(25002, additionalInfo=said, offerId=str(known["offerId"]))
    made = (world.inventory.kept(account.name, KEPT, sku) or {}).get("made", 0)
    number = int(str(made)) + 1
    _write(world, account, sku, body, number)
    return reply(201, {"offerId": _offer_id(world, account, sku, number), "warnings": []})


def update_offer(world: World, caller: Caller, request: Request, params: Params) -> Response:
    """Answer ``updateOffer``: replace the offer; for a published offer the listing changes too."""
    account, sku = caller.account, _sku(world, caller.account, params["offerId"])
    body, before = _written(request), _kept(world, caller.account, sku) or {}
    if _is_published(world, account, sku):
        _check_complete(world, account, body)
    _write(world, account, sku, body, int(str(before["made"])))
    return Response(204)


def delete_offer(world: World, caller: Caller, _request: Request, params: Params) -> Response:
    """Answer ``deleteOffer``: delete the offer and end its listing."""
    drop(world, caller.account, _sku(world, caller.account, params["offerId"]))
    return Response(204)


def publish_offer(world: World, caller: Caller, _request: Request, params: Params) -> Response:
    """Answer ``publishOffer``: create a listing; refuse if a required field or stock is missing."""
    account, sku = caller.account, _sku(world, caller.account, params["offerId"])
    if not _is_published(world, account, sku):
        _check_complete(world, account, _kept(world, account, sku) or {})
        _check_quantity(world, account, sku)
        world.inventory.set_listing(account.name, sku, "active")
    return reply(200, {"listingId": world.inventory.listing_id(account.name, sku), "warnings": []})


def withdraw_offer(world: World, caller: Caller, _request: Request, params: Params) -> Response:
    """Answer ``withdrawOffer``: the listing ends, the offer stays."""
    account, sku = caller.account, _sku(world, caller.account, params["offerId"])
    if not _is_published(world, account, sku):
        raise errors.documented_error(25002, additionalInfo="The offer is not published.")
    _remember(world, account, sku)
    world.inventory.set_listing(account.name, sku, "ended")
    return reply(200, {"listingId": world.inventory.listing_id(account.name, sku), "warnings": []})


def bulk_update(world: World, caller: Caller, request: Request, _params: Params) -> Response:
    """Answer ``bulkUpdatePriceQuantity``.

    Each entry of the request gets one answer per offer, and one for the item if the entry sets the
    item's quantity or has no offers.
    """
    found = []
    for one in bulk_requests.requests(inventory.body_of(request)):
        offers = bulk_requests.offers(one)
        sku = inventory.text(one, "sku")
        if "shipToLocationAvailability" in one or not offers:
            found.append(_tried(world, caller.account, sku, "", one))
        for entry in offers:
            found.append(
                _tried(world, caller.account, sku, inventory.text(entry, "offerId"), entry)
            )
    return bulk_requests.answered(found)


def drop(world: World, account: Account, sku: str) -> None:
    """Remove an offer and its listing."""
    kept = _kept(world, account, sku)
    offer = world.inventory.offer(account.name, sku)
    if offer is not None and offer.listing != "ended":
        world.inventory.set_listing(account.name, sku, "ended")
    if kept is not None:
        world.inventory.keep(account.name, KEPT, sku, {"made": kept["made"]})


def _tried(world: World, account: Account, sku: str, offer_id: str, given: Json) -> Json:
    body: Json = {"offerId": offer_id} if offer_id else {}
    try:
        if offer_id:
            found = _sku(world, account, offer_id)
            if sku and found != sku:
                raise errors.documented_error(25713, additionalInfo=offer_id)
            units, price = (
                inventory.units(given, "availableQuantity"),
                inventory.price(world, given),
            )
        else:
            found, price = skus.known(world, account, sku), None
            shipped = inventory.part(given, "shipToLocationAvailability")
            units = inventory.units(shipped, "quantity")
        if units is None and price is None:
            raise inventory.wrong("quantity or price")
    except errors.EbayError as error:
        return bulk_requests.refused(error, sku) | body
    if units is not None:
        world.inventory.set_levels(account.name, [(found, units)])
    if price is not None:
        world.inventory.set_price(account.name, found, price)
        _say_price(world, account, found, price)
    return bulk_requests.done(200, sku=found) | body


def _say_price(world: World, account: Account, sku: str, price: int) -> None:
    """Store the price in an offer that was written without a price."""
    kept = _kept(world, account, sku) or {}
    summary = inventory.part(kept, "pricingSummary")
    if not summary.get("price"):
        summary = summary | {"price": inventory.amount(world, price)}
        world.inventory.keep(account.name, KEPT, sku, kept | {"pricingSummary": summary})


def _written(request: Request) -> Json:
    """Return the body of an offer request; refuse fields of the wrong type."""
    inventory.locale_of(request)
    body = inventory.body_of(request)
    inventory.part(body, "listingPolicies")
    for name in ("categoryId", "merchantLocationKey", "listingDescription", "listingDuration"):
        inventory.text(body, name)
    return body


def _write(world: World, account: Account, sku: str, body: Json, number: int) -> None:
    pricing = inventory.part(body, "pricingSummary")
    price, units = inventory.price(world, pricing), inventory.units(body, "availableQuantity")
    own = inventory.documented(body, _FIELDS)
    offer_id = _offer_id(world, account, sku, number)
    world.inventory.keep(account.name, KEPT, sku, {"made": number, "offerId": offer_id, **own})
    if price is not None:
        world.inventory.set_price(account.name, sku, price)
    if units is not None:
        world.inventory.set_levels(account.name, [(sku, units)])


def _check_quantity(world: World, account: Account, sku: str) -> None:
    """Refuse an item whose stock is 0, and an item that a client wrote without a stock."""
    offer = world.inventory.offer(account.name, sku)
    made_here = bool(world.inventory.kept(account.name, skus.KEPT, sku))
    if offer is not None and (offer.stock == 0 or (offer.stock is None and made_here)):
        raise errors.documented_error(25004, additionalInfo="The quantity is 0 or was never set.")


def _check_complete(world: World, account: Account, body: Json) -> None:
    """Refuse an offer that lacks a field that eBay requires for publishing."""
    if inventory.price(world, inventory.part(body, "pricingSummary")) is None:
        raise errors.documented_error(25003, additionalInfo="pricingSummary.price is missing.")
    if not inventory.text(body, "categoryId"):
        raise errors.documented_error(25005, additionalInfo="categoryId is missing.")
    policies = inventory.part(body, "listingPolicies")
    for name, number in _POLICIES.items():
        if not policies.get(name):
            raise errors.documented_error(
                number, additionalInfo=f"listingPolicies.{name} is missing."
            )
    key = inventory.text(body, "merchantLocationKey")
    if not locations.is_there(world, account, key):
        raise errors.documented_error(
            25012, additionalInfo="merchantLocationKey names no location."
        )


def _remember(world: World, account: Account, sku: str) -> None:
    """Store a SKU's default offer, so that the offer remains after its listing ends."""
    kept = _kept(world, account, sku)
    if kept is not None and world.inventory.kept(account.name, KEPT, sku) is None:
        world.inventory.keep(account.name, KEPT, sku, kept)


def _kept(world: World, account: Account, sku: str) -> Json | None:
    """Return the SKU's offer as the client wrote it; None if the SKU has no offer.

    A listed article has a default offer until a client writes one.
    """
    kept = world.inventory.kept(account.name, KEPT, sku)
    if kept is not None:
        return dict(kept) if "offerId" in kept else None
    product = world.catalog.get(sku)
    if product is None or not (sells(product, account) or _is_published(world, account, sku)):
        return None
    summary = {"price": inventory.amount(world, world.inventory.price(account.name, sku))}
    offer_id = _offer_id(world, account, sku, 1)
    return {"made": 1, "offerId": offer_id, **_BY_DEFAULT, "pricingSummary": summary}


def _shown(world: World, account: Account, sku: str) -> Json:
    kept = _kept(world, account, sku) or {}
    shown: Json = {"offerId": kept["offerId"], "sku": sku}
    shown |= {"marketplaceId": account.market, "format": _FORMAT}
    shown |= {name: value for name, value in kept.items() if name not in ("made", "offerId")}
    offer = world.inventory.offer(account.name, sku)
    summary = inventory.part(kept, "pricingSummary")
    if summary.get("price"):
        price = inventory.amount(world, world.inventory.price(account.name, sku))
        shown["pricingSummary"] = summary | {"price": price}
    if offer is not None and offer.stock is not None:
        shown["availableQuantity"] = offer.stock
    published = _is_published(world, account, sku)
    shown["status"] = "PUBLISHED" if published else "UNPUBLISHED"
    if published:
        shown["listing"] = _listing(world, account, sku)
    return shown


def _listing(world: World, account: Account, sku: str) -> Json:
    offer, listing_id = (
        world.inventory.offer(account.name, sku),
        world.inventory.listing_id(account.name, sku),
    )
    sold: Counter[str] = Counter()
    for order in world.orders_of(account.name):
        for line in order.lines:
            sold[line.listing_id] += line.quantity
    empty = offer is not None and offer.stock == 0
    return {
        "listingId": listing_id,
        "listingStatus": "OUT_OF_STOCK" if empty else "ACTIVE",
        "listingOnHold": False,
        "soldQuantity": sold[listing_id],
    }


def _is_published(world: World, account: Account, sku: str) -> bool:
    offer = world.inventory.offer(account.name, sku)
    return offer is not None and offer.listing == "active"


def _sku(world: World, account: Account, offer_id: str) -> str:
    """Return the SKU of an offer; raise 25713 if there is no such offer."""
    for sku in world.catalog:
        kept = _kept(world, account, sku)
        if kept is not None and kept["offerId"] == offer_id:
            return sku
    raise errors.documented_error(25713, additionalInfo=offer_id)


def _offer_id(world: World, account: Account, sku: str, number: int) -> str:
    return ids.digits(11, world.seed, "ebay offer", f"{account.name}/{sku}", number)
