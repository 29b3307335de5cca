"""Render an order for Orders v0: personal data for holders of a restricted data token only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockplace.platforms.amazon.api import amounts, order_terms
from mockplace.platforms.amazon.api.orders import buyer_privacy, cancellation
from mockplace.platforms.shared.iso8601 import to_seconds

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from mockplace.kernel.records import OrderLine, PlatformOrder
    from mockplace.kernel.world import World

_Json = dict[str, object]

#: The data elements to which a restricted data token can give access.
BUYER, ADDRESS, TAX = "buyerInfo", "shippingAddress", "buyerTaxInformation"


def order_v0(world: World, order: PlatformOrder, granted_elements: AbstractSet[str]) -> _Json:
    """Return an order without its items, with the personal data that *granted_elements* allow."""
    market = order_terms.market_of(world.accounts[order.store])
    shipped = sum(line.fulfilled for line in order.lines)
    left = sum(cancellation.unshipped(order, line) for line in order.lines)
    body: _Json = {
        "AmazonOrderId": order.order_id,
        "PurchaseDate": to_seconds(order.placed_at),
        "LastUpdateDate": to_seconds(order.modified_at),
        "OrderStatus": order_terms.STATUS_V0[order.status],
        "FulfillmentChannel": "AFN" if order.fulfilled_by_platform else "MFN",
        "SalesChannel": order_terms.market_name(market),
        "ShipServiceLevel": "Prime" if order.prime else order.requested_service,
        "NumberOfItemsShipped": shipped,
        "NumberOfItemsUnshipped": left,
        "PaymentMethod": "Other",
        "PaymentMethodDetails": ["Standard"],
        "IsReplacementOrder": False,
        "MarketplaceId": market,
        "ShipmentServiceLevelCategory": order_terms.category(order),
        "OrderType": "StandardOrder",
        "EarliestShipDate": to_seconds(order.placed_at),
        "LatestShipDate": to_seconds(order.ship_by),
        "IsBusinessOrder": False,
        "IsPrime": order.prime,
        "IsPremiumOrder": order.prime,
        "IsGlobalExpressEnabled": False,
        "IsSoldByAB": False,
        "IsIBA": False,
        "IsISPU": False,
        "IsAccessPointOrder": False,
        "HasRegulatedItems": False,
        "BuyerInfo": buyer_info(world, order, granted_elements),
        "AutomatedShippingSettings": {"HasAutomatedShippingSettings": False},
    }
    if order.status != "unpaid":
        body["OrderTotal"] = amounts.upper(amounts.total(order), order.currency)
    if not order.fulfilled_by_platform:
        body["EarliestDeliveryDate"] = to_seconds(order.ship_by)
        body["LatestDeliveryDate"] = to_seconds(order.deliver_by)
    if buyer_privacy.shows_address(order):
        body["ShippingAddress"] = address(world, order, granted_elements)
    return body


def buyer_info(world: World, order: PlatformOrder, granted_elements: AbstractSet[str]) -> _Json:
    """Return the buyer's relay e-mail address, and the name if *buyerInfo* is granted."""
    body: _Json = {"BuyerEmail": buyer_privacy.relay_address(world, order)}
    if BUYER in granted_elements:
        body["BuyerName"] = order.buyer.name
    return body


def address(world: World, order: PlatformOrder, granted_elements: AbstractSet[str]) -> _Json:
    """Return city, state, postcode and country; the whole address if shippingAddress is granted."""
    buyer = order.buyer
    place: _Json = {
        "City": buyer.city,
        "StateOrRegion": buyer.state,
        "PostalCode": buyer.postcode,
        "CountryCode": buyer.country,
    }
    if ADDRESS not in granted_elements:
        return place
    person: _Json = {"Name": buyer.name, "AddressLine1": buyer.street1}
    if buyer.street2:
        person["AddressLine2"] = buyer.street2
    if phone := buyer_privacy.telephone(world, order):
        place["Phone"] = phone
    return person | place | {"AddressType": "Residential"}


def item_v0(order: PlatformOrder, line: OrderLine) -> _Json:
    """Return one item; its price covers the whole line, and is absent if the order is Pending."""
    body: _Json = {
        "ASIN": line.listing_id,
        "OrderItemId": line.line_id,
        "SellerSKU": line.sku,
        "Title": line.title,
        "QuantityOrdered": line.quantity,
        "QuantityShipped": line.fulfilled,
        "ProductInfo": {"NumberOfItems": "1"},
        "IsGift": "false",
        "ConditionId": "New",
        "ConditionSubtypeId": "New",
        "IsTransparency": False,
        "SerialNumberRequired": False,
        "TaxCollection": {
            "Model": "MarketplaceFacilitator",
            "ResponsibleParty": "Amazon Services, Inc.",
        },
        "BuyerRequestedCancel": cancellation.buyer_requested(order, line),
    }
    return body if order.status == "unpaid" else body | _prices(order, line)


def _prices(order: PlatformOrder, line: OrderLine) -> _Json:
    def amount(minor: int) -> _Json:
        return amounts.upper(minor, order.currency)

    body: _Json = {
        "ItemPrice": amount(amounts.items(line)),
        "ItemTax": amount(line.tax),
        "PromotionDiscount": amount(0),
        "PromotionDiscountTax": amount(0),
    }
    if shipping := amounts.shipping(order, line):
        body |= {"ShippingPrice": amount(shipping), "ShippingTax": amount(0)}
    return body
