"""Render an order and its fulfillments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockplace.platforms.ebay.api.fulfillment import cancellations_and_refunds
from mockplace.platforms.ebay.api.fulfillment.order_status import order_status
from mockplace.platforms.shared.iso8601 import to_milliseconds

if TYPE_CHECKING:
    from mockplace.kernel.records import OrderLine, PlatformOrder, ShippedPackage
    from mockplace.kernel.world import World

_Json = dict[str, object]

DAY = 86_400_000
#: Days after which eBay withholds name, street and telephone (first), and the e-mail (second).
_NAME_DAYS, _EMAIL_DAYS = 90, 14
#: The fulfillment id of a fulfillment without a tracking number.
UNTRACKED = "999"
#: eBay's simulated fee, in tenths of a percent of the order total.
_FEE = 139

_SERVICES = {
    "nextday": "USPSExpressMailPriorityMailExpress",
    "expedited": "USPSPriority",
    "secondday": "USPSPriority",
}


def ebay_order(world: World, order: PlatformOrder, base: str, *, alone: bool) -> _Json:
    """Return one order; with *alone* (``getOrder``) also its cancellation requests."""
    seller = world.accounts[order.store]
    total = _total(order)
    body: _Json = {
        "orderId": order.order_id,
        "legacyOrderId": order.order_id,
        "creationDate": to_milliseconds(order.placed_at),
        "lastModifiedDate": to_milliseconds(order.modified_at),
        "orderFulfillmentStatus": order_status(order),
        "orderPaymentStatus": cancellations_and_refunds.payment_status(order),
        "sellerId": seller.account,
        "buyer": _buyer(world, order),
        "pricingSummary": _pricing(order),
        "cancelStatus": cancellations_and_refunds.cancel_status(order, alone=alone),
        "paymentSummary": _payments(world, order),
        "fulfillmentStartInstructions": [_instructions(world, order)],
        "fulfillmentHrefs": [fulfillment_href(base, order, package) for package in order.packages],
        "lineItems": [
            _line(order, line, seller.market or "EBAY_US", world.now) for line in order.lines
        ],
        "totalFeeBasisAmount": cancellations_and_refunds.money(total, order),
        "totalMarketplaceFee": cancellations_and_refunds.money(total * _FEE // 1000, order),
    }
    if order.record:
        body["salesRecordReference"] = order.record
    return body


def fulfillment_id(package: ShippedPackage) -> str:
    """Return the fulfillment id, which on eBay is the tracking number."""
    return package.tracking or UNTRACKED


def fulfillment_href(base: str, order: PlatformOrder, package: ShippedPackage) -> str:
    """Return the URL of a fulfillment."""
    where = f"{base}/sell/fulfillment/v1/order/{order.order_id}/shipping_fulfillment"
    return f"{where}/{fulfillment_id(package)}"


def ebay_fulfillment(package: ShippedPackage) -> _Json:
    """Return one fulfillment; carrier and tracking number only if it has a tracking number."""
    body: _Json = {"fulfillmentId": fulfillment_id(package)}
    if package.tracking:
        body["shipmentTrackingNumber"] = package.tracking
        body["shippingCarrierCode"] = package.carrier
    body["shippedDate"] = to_milliseconds(package.shipped_at)
    body["lineItems"] = [
        {"lineItemId": line_id, "quantity": units} for line_id, units in package.units.items()
    ]
    return body


def _subtotal(order: PlatformOrder) -> int:
    return sum(line.price * line.quantity for line in order.lines)


def _total(order: PlatformOrder) -> int:
    return _subtotal(order) + order.shipping_cost


def _buyer(world: World, order: PlatformOrder) -> _Json:
    buyer = order.buyer
    place = {
        "stateOrProvince": buyer.state,
        "postalCode": buyer.postcode,
        "countryCode": buyer.country,
    }
    body: _Json = {"username": buyer.username, "taxAddress": place}
    if contact := _contact(world, order):
        body["buyerRegistrationAddress"] = contact
    return body


def _contact(world: World, order: PlatformOrder) -> _Json:
    age = world.now - order.placed_at
    if age > _NAME_DAYS * DAY:
        return {}
    buyer = order.buyer
    address: _Json = {"addressLine1": buyer.street1}
    if buyer.street2:
        address["addressLine2"] = buyer.street2
    address |= {
        "city": buyer.city,
        "stateOrProvince": buyer.state,
        "postalCode": buyer.postcode,
        "countryCode": buyer.country,
    }
    body: _Json = {
        "fullName": buyer.name,
        "contactAddress": address,
        "primaryPhone": {"phoneNumber": buyer.phone},
    }
    if age <= _EMAIL_DAYS * DAY:
        body["email"] = buyer.email
    return body


def _pricing(order: PlatformOrder) -> _Json:
    return {
        "priceSubtotal": cancellations_and_refunds.money(_subtotal(order), order),
        "deliveryCost": cancellations_and_refunds.money(order.shipping_cost, order),
        "total": cancellations_and_refunds.money(_total(order), order),
    }


def _payments(world: World, order: PlatformOrder) -> _Json:
    payment: _Json = {
        "paymentMethod": "EBAY",
        "paymentReferenceId": f"P{order.order_id}",
        "paymentDate": to_milliseconds(order.placed_at),
        "amount": cancellations_and_refunds.money(_total(order), order),
        "paymentStatus": "PENDING" if order.status == "unpaid" else "PAID",
    }
    return {
        "totalDueSeller": cancellations_and_refunds.money(
            cancellations_and_refunds.due_to_seller(order), order
        ),
        "refunds": cancellations_and_refunds.order_refunds(order, world.now),
        "payments": [payment],
    }


def _instructions(world: World, order: PlatformOrder) -> _Json:
    package = any(line.physical for line in order.lines)
    body: _Json = {
        "fulfillmentInstructionsType": "SHIP_TO" if package else "DIGITAL",
        "minEstimatedDeliveryDate": to_milliseconds(order.ship_by),
        "maxEstimatedDeliveryDate": to_milliseconds(order.deliver_by),
        "ebaySupportedFulfillment": False,
    }
    if not package:
        return body
    step: _Json = {"shippingCarrierCode": "USPS", "shippingServiceCode": _service(order)}
    if order.has_address and (contact := _contact(world, order)):
        step["shipTo"] = contact
    body["shippingStep"] = step
    return body


def _service(order: PlatformOrder) -> str:
    wanted = "".join(letter for letter in order.requested_service.lower() if letter.isalpha())
    return _SERVICES.get(wanted, "USPSParcel")


def _line(order: PlatformOrder, line: OrderLine, market: str, now: int) -> _Json:
    shipping = order.shipping_cost if line is order.lines[0] else 0
    cost = line.price * line.quantity
    dates = {
        "minEstimatedDeliveryDate": to_milliseconds(order.ship_by),
        "maxEstimatedDeliveryDate": to_milliseconds(order.deliver_by),
        "shipByDate": to_milliseconds(order.ship_by),
        "guaranteedDelivery": False,
    }
    return {
        "lineItemId": line.line_id,
        "legacyItemId": line.listing_id,
        "sku": line.sku,
        "title": line.title,
        "lineItemCost": cancellations_and_refunds.money(cost, order),
        "quantity": line.quantity,
        "soldFormat": "FIXED_PRICE",
        "listingMarketplaceId": market,
        "purchaseMarketplaceId": market,
        "lineItemFulfillmentStatus": "FULFILLED" if line.fulfilled else "NOT_STARTED",
        "total": cancellations_and_refunds.money(cost + shipping, order),
        "deliveryCost": {"shippingCost": cancellations_and_refunds.money(shipping, order)},
        "appliedPromotions": [],
        "taxes": [],
        "properties": {"buyerProtection": True},
        "lineItemFulfillmentInstructions": dates,
        "itemLocation": {"location": "Reno, Nevada", "countryCode": "US", "postalCode": "89502"},
        "refunds": cancellations_and_refunds.line_refunds(order, line, now),
    }
