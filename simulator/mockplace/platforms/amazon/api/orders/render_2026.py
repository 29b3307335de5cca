"""Render an order for Orders 2026-01-01, with the requested sections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockplace.kernel.order_facts import NO_FACTS, NO_LINE_FACTS
from mockplace.platforms.amazon.api import amounts, marketplaces_and_service_levels, status_words
from mockplace.platforms.amazon.api.orders import cancellation, order_facts
from mockplace.platforms.amazon.api.orders.relay_email_and_phone import (
    relay_address,
    shows_address,
    telephone,
)
from mockplace.platforms.shared.iso8601 import to_seconds

if TYPE_CHECKING:
    from mockplace.kernel.records import OrderLine, PlatformOrder, ShippedPackage
    from mockplace.kernel.world import World

#: What ``includedData`` may name.
SECTIONS = (
    "BUYER",
    "RECIPIENT",
    "PROCEEDS",
    "EXPENSE",
    "PROMOTION",
    "CANCELLATION",
    "FULFILLMENT",
    "PACKAGES",
    "TAX",
    "PAYMENT",
    "FULFILLMENT_ORDERS",
)

_Json = dict[str, object]


def order_2026(world: World, order: PlatformOrder, sections: frozenset[str]) -> _Json:
    """Return one order with its items; other data only if *sections* names it."""
    market = marketplaces_and_service_levels.market_of_order(world, order)
    body: _Json = {
        "orderId": order.order_id,
        "createdTime": to_seconds(order.placed_at),
        "lastUpdatedTime": to_seconds(order.modified_at),
        "programs": ["PRIME", "PREMIUM"] if order.prime else [],
        "salesChannel": {
            "channelName": "AMAZON",
            "marketplaceId": market,
            "marketplaceName": marketplaces_and_service_levels.market_name(market),
        },
        "orderItems": [_item(world, order, line, sections) for line in order.lines],
    }
    if "BUYER" in sections:
        body["buyer"] = {
            "buyerName": order.buyer.name,
            "buyerEmail": relay_address(world, order),
        }
    if "RECIPIENT" in sections and shows_address(order):
        phone = telephone(world, order)
        body["recipient"] = {"deliveryAddress": order_facts.address_2026(order.buyer, phone)}
    if "PROCEEDS" in sections and order.status != "unpaid":
        body["proceeds"] = {"grandTotal": amounts.lower(amounts.total(order), order.currency)}
    if "PAYMENT" in sections and order.status != "unpaid":
        body["payment"] = {"paymentExecutions": [_payment(order)]}
    if "FULFILLMENT" in sections:
        body["fulfillment"] = _fulfillment(order)
    if "PACKAGES" in sections and not order.fulfilled_by_platform:
        body["packages"] = [_package(package) for package in order.packages]
    return body if order.facts is NO_FACTS else order_facts.with_facts(body, order, sections)


def _item(world: World, order: PlatformOrder, line: OrderLine, sections: frozenset[str]) -> _Json:
    body: _Json = {
        "orderItemId": line.line_id,
        "quantityOrdered": line.quantity,
        "product": _product(order, line),
    }
    if "PROCEEDS" in sections and order.status != "unpaid":
        body["proceeds"] = _proceeds(order, line)
    if "TAX" in sections:
        collection = {
            "model": "MARKETPLACE_FACILITATOR",
            "responsibleParty": "Amazon Services, Inc.",
        }
        body["tax"] = {"taxCollections": [collection]}
    if order.cancellations and "CANCELLATION" in sections:
        found = cancellation.cancellation_2026(world, order, line)
        if found:
            body["cancellation"] = found
    if "FULFILLMENT" in sections:
        left = cancellation.unshipped(order, line)
        done = line.fulfilled + line.collected
        body["fulfillment"] = {"quantityFulfilled": done, "quantityUnfulfilled": left}
    return (
        body if line.facts is NO_LINE_FACTS else order_facts.item_with_facts(body, line, sections)
    )


def _product(order: PlatformOrder, line: OrderLine) -> _Json:
    body: _Json = {
        "asin": line.listing_id,
        "title": line.title,
        "sellerSku": line.sku,
        "condition": {"conditionType": "NEW", "conditionSubtype": "NEW"},
    }
    if order.status != "unpaid":
        body["price"] = {"unitPrice": amounts.lower(line.price, order.currency)}
    return body


def _proceeds(order: PlatformOrder, line: OrderLine) -> _Json:
    def amount(minor: int) -> _Json:
        return amounts.lower(minor, order.currency)

    shipping = amounts.shipping(order, line)
    taxes = [{"subtype": "ITEM", "value": amount(line.tax)}]
    breakdowns: list[_Json] = [{"type": "ITEM", "subtotal": amount(amounts.items(line))}]
    if shipping:
        breakdowns.append({"type": "SHIPPING", "subtotal": amount(shipping)})
    if wrapping := amounts.wrapping(line):
        breakdowns.append({"type": "GIFT_WRAP", "subtotal": amount(wrapping)})
    breakdowns.append({"type": "TAX", "subtotal": amount(line.tax), "detailedBreakdowns": taxes})
    total = amount(amounts.line_total(order, line))
    return {"proceedsTotal": total, "breakdowns": breakdowns}


def _payment(order: PlatformOrder) -> _Json:
    return {
        "paymentMethod": "CreditCard",
        "paymentAmount": amounts.lower(amounts.total(order), order.currency),
    }


def _fulfillment(order: PlatformOrder) -> _Json:
    return {
        "fulfillmentStatus": status_words.STATUS_2026[order.status],
        "fulfilledBy": "AMAZON" if order.fulfilled_by_platform else "MERCHANT",
        "fulfillmentServiceLevel": marketplaces_and_service_levels.service_level(order),
        "shipByWindow": _range(order.placed_at, order.ship_by),
        "deliverByWindow": _range(order.ship_by, order.deliver_by),
    }


def _range(earliest: int, latest: int) -> _Json:
    return {"earliestDateTime": to_seconds(earliest), "latestDateTime": to_seconds(latest)}


def _package(package: ShippedPackage) -> _Json:
    """Return a package; fields that nobody entered on Amazon's own pages are left out."""
    body: _Json = {
        "packageReferenceId": package.package_id,
        "createdTime": to_seconds(package.created_at),
        "packageStatus": {"status": package.status},
        "carrier": package.carrier,
        "shipTime": to_seconds(package.shipped_at),
        "shippingService": package.service,
        "trackingNumber": package.tracking,
        "packageItems": [_package_item(package, line_id) for line_id in package.units],
    }
    if not package.tracking:
        del body["trackingNumber"]
    if not package.carrier:
        del body["carrier"]
    return body


def _package_item(package: ShippedPackage, line_id: str) -> _Json:
    body: _Json = {"orderItemId": line_id, "quantity": package.units[line_id]}
    if codes := package.codes.get(line_id):
        body["transparencyCodes"] = list(codes)
    return body
