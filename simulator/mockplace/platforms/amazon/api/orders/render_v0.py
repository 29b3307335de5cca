"""Render an order for Orders v0."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockplace.kernel.order_facts import NO_FACTS, NO_LINE_FACTS
from mockplace.platforms.amazon.api import amounts, marketplaces_and_service_levels, status_words
from mockplace.platforms.amazon.api.orders import cancellation, order_facts
from mockplace.platforms.amazon.api.orders.personal_data_v0 import BUYER, address, buyer_info
from mockplace.platforms.amazon.api.orders.relay_email_and_phone import shows_address
from mockplace.platforms.amazon.rules import allowed_order_facts
from mockplace.platforms.shared.iso8601 import to_seconds

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from mockplace.kernel.records import OrderLine, PlatformOrder
    from mockplace.kernel.world import World

_Json = dict[str, object]


def order_v0(world: World, order: PlatformOrder, granted_elements: AbstractSet[str]) -> _Json:
    """Return an order without its items, with the personal data that *granted_elements* allow."""
    market = marketplaces_and_service_levels.market_of_order(world, order)
    programs = order.facts.programs
    shipped = sum(line.handed_over for line in order.lines)
    left = sum(cancellation.unshipped(order, line) for line in order.lines)
    body: _Json = {
        "AmazonOrderId": order.order_id,
        "PurchaseDate": to_seconds(order.placed_at),
        "LastUpdateDate": to_seconds(order.modified_at),
        "OrderStatus": status_words.STATUS_V0[order.status],
        "FulfillmentChannel": "AFN" if order.fulfilled_by_platform else "MFN",
        "SalesChannel": marketplaces_and_service_levels.market_name(market),
        "ShipServiceLevel": "Prime" if order.prime else order.requested_service,
        "NumberOfItemsShipped": shipped,
        "NumberOfItemsUnshipped": left,
        "PaymentMethod": "Other",
        "PaymentMethodDetails": ["Standard"],
        "IsReplacementOrder": bool(order.facts.replaces) and not order.facts.is_exchange,
        "MarketplaceId": market,
        "ShipmentServiceLevelCategory": marketplaces_and_service_levels.category(order),
        "OrderType": "StandardOrder",
        "EarliestShipDate": to_seconds(order.placed_at),
        "LatestShipDate": to_seconds(order.ship_by),
        "IsBusinessOrder": allowed_order_facts.BUSINESS in programs,
        "IsPrime": order.prime,
        "IsPremiumOrder": order.prime or allowed_order_facts.PREMIUM in programs,
        "IsGlobalExpressEnabled": False,
        "IsSoldByAB": False,
        "IsIBA": False,
        "IsISPU": allowed_order_facts.IN_STORE in programs,
        "IsAccessPointOrder": order_facts.is_access_point(order),
        "HasRegulatedItems": False,
        "BuyerInfo": buyer_info(world, order, granted_elements),
        "AutomatedShippingSettings": {"HasAutomatedShippingSettings": False},
    }
    if order.status != "unpaid":
        body["OrderTotal"] = amounts.upper(amounts.total(order), order.currency)
    if not order.fulfilled_by_platform:
        body["EarliestDeliveryDate"] = to_seconds(order.ship_by)
        body["LatestDeliveryDate"] = to_seconds(order.deliver_by)
    if shows_address(order):
        body["ShippingAddress"] = address(world, order, granted_elements)
    return body if order.facts is NO_FACTS else body | order_facts.order_v0(order)


def item_v0(
    world: World, order: PlatformOrder, line: OrderLine, granted_elements: AbstractSet[str]
) -> _Json:
    """Return one item; its price covers the whole line, and is absent if the order is Pending.

    Gift and customisation are shown if *buyerInfo* is granted.
    """
    body: _Json = {
        "ASIN": line.listing_id,
        "OrderItemId": line.line_id,
        "SellerSKU": line.sku,
        "Title": line.title,
        "QuantityOrdered": line.quantity,
        "QuantityShipped": line.handed_over,
        "ProductInfo": {"NumberOfItems": "1"},
        "IsGift": "true" if line.facts.gift else "false",
        "ConditionId": "New",
        "ConditionSubtypeId": "New",
        "IsTransparency": allowed_order_facts.TRANSPARENCY in line.facts.programs,
        "SerialNumberRequired": False,
        "TaxCollection": {
            "Model": "MarketplaceFacilitator",
            "ResponsibleParty": "Amazon Services, Inc.",
        },
        "BuyerRequestedCancel": cancellation.buyer_requested(world, order, line),
    }
    if order.facts is not NO_FACTS or line.facts is not NO_LINE_FACTS:
        body |= order_facts.item_v0(order, line)
    if BUYER in granted_elements and (found := order_facts.item_buyer_v0(order, line)):
        body["BuyerInfo"] = found
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
