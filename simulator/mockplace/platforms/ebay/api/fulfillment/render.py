"""Render an order and its fulfillments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockplace.kernel.order_facts import NO_LINE_FACTS
from mockplace.platforms.ebay.api.fulfillment import cancellations_and_refunds, order_facts
from mockplace.platforms.ebay.api.fulfillment.order_status import is_begun, order_status
from mockplace.platforms.shared.iso8601 import to_milliseconds

if TYPE_CHECKING:
    from mockplace.kernel.records import OrderLine, Person, PlatformOrder, ShippedPackage
    from mockplace.kernel.world import World

_Json = dict[str, object]

DAY = 86_400_000
#: Days after which eBay withholds name, street and telephone (first), and the e-mail (second).
_NAME_DAYS, _EMAIL_DAYS = 90, 14
#: eBay's simulated fee, in tenths of a percent of the order total.
_FEE = 139

_SERVICES = {
    "nextday": "USPSExpressMailPriorityMailExpress",
    "expedited": "USPSPriority",
    "secondday": "USPSPriority",
}


def ebay_order(world: World, order: PlatformOrder, base: str, *, alone: bool) -> _Json:
    """Return one order; only ``getOrder`` (*alone*) includes its cancellation requests."""
    seller = world.accounts[order.store]
    total = _total(order)
    says = order_facts.is_there(order)
    body: _Json = {
        "orderId": order.order_id,
        "legacyOrderId": order_facts.legacy_order_id(order),
        "creationDate": to_milliseconds(order.placed_at),
        "lastModifiedDate": to_milliseconds(order.modified_at),
        "orderFulfillmentStatus": order_status(world.state, order),
        "orderPaymentStatus": cancellations_and_refunds.payment_status(order),
        "sellerId": seller.account,
        "buyer": _buyer(world, order, alone=alone),
        "pricingSummary": _pricing(order),
        "cancelStatus": cancellations_and_refunds.cancel_status(order, alone=alone),
        "paymentSummary": _payments(world, order),
        "fulfillmentStartInstructions": [_instructions(world, order)],
        "fulfillmentHrefs": [fulfillment_href(base, order, package) for package in order.packages],
        "lineItems": [
            _line(world, order, line, order.facts.market or seller.market or "EBAY_US")
            for line in order.lines
        ],
        "totalFeeBasisAmount": cancellations_and_refunds.money(total, order),
        "totalMarketplaceFee": cancellations_and_refunds.money(total * _FEE // 1000, order),
    }
    if order.record:
        body["salesRecordReference"] = order.record
    return body | order_facts.order_fields(order) if says else body


def fulfillment_id(package: ShippedPackage) -> str:
    """Return the fulfillment id, which on eBay is the tracking number."""
    return package.tracking or package.package_id


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


def _buyer(world: World, order: PlatformOrder, *, alone: bool) -> _Json:
    buyer = order.buyer
    place = {
        "stateOrProvince": buyer.state,
        "postalCode": buyer.postcode,
        "countryCode": buyer.country,
    }
    body: _Json = {"username": buyer.username, "taxAddress": place}
    if contact := _contact(world, order, buyer):
        body["buyerRegistrationAddress"] = contact
    if alone and order.facts.tax_numbers:
        body |= order_facts.buyer_fields(order)
    return body


def _contact(world: World, order: PlatformOrder, person: Person) -> _Json:
    age = world.now - order.placed_at
    if age > _NAME_DAYS * DAY:
        return {}
    body: _Json = {}
    if person.name:
        body["fullName"] = person.name
    if person.company:
        body["companyName"] = person.company
    body |= {
        "contactAddress": _address(person),
        "primaryPhone": {"phoneNumber": person.phone},
    }
    if age <= _EMAIL_DAYS * DAY:
        body["email"] = order.buyer.email
    return body


def _address(person: Person) -> _Json:
    """Return an ``Address``; empty streets and an empty county are left out."""
    body: _Json = {}
    if person.street1:
        body["addressLine1"] = person.street1
    if person.street2:
        body["addressLine2"] = person.street2
    body["city"] = person.city
    if person.county:
        body["county"] = person.county
    body["stateOrProvince"] = person.state
    body["postalCode"] = person.postcode
    body["countryCode"] = person.country
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
    location = order_facts.pickup_location(order) if order_facts.is_there(order) else ""
    if location:
        return {
            "fulfillmentInstructionsType": "PREPARE_FOR_PICKUP",
            "pickupStep": {"merchantLocationKey": location},
            "ebaySupportedFulfillment": False,
        }
    center = order.facts.shipping_center
    body: _Json = {
        "fulfillmentInstructionsType": "SHIP_TO" if package else "DIGITAL",
        "minEstimatedDeliveryDate": to_milliseconds(order.ship_by),
        "maxEstimatedDeliveryDate": to_milliseconds(order.deliver_by),
        "ebaySupportedFulfillment": bool(center),
    }
    if not package:
        return body
    recipient = order.destinations[1] if center else order.buyer
    step: _Json = {"shippingCarrierCode": "USPS", "shippingServiceCode": _service(order)}
    if order.has_address and (contact := _contact(world, order, recipient)):
        step["shipTo"] = contact
    if center and (reference := order_facts.reference(world, order)):
        step["shipToReferenceId"] = reference
    if center:
        body["finalDestinationAddress"] = _address(order.buyer)
    body["shippingStep"] = step
    return body


def _service(order: PlatformOrder) -> str:
    wanted = "".join(letter for letter in order.requested_service.lower() if letter.isalpha())
    return _SERVICES.get(wanted, "USPSParcel")


def _line(world: World, order: PlatformOrder, line: OrderLine, market: str) -> _Json:
    shipping = order.shipping_cost if line is order.lines[0] else 0
    cost = line.price * line.quantity
    dates = {
        "minEstimatedDeliveryDate": to_milliseconds(order.ship_by),
        "maxEstimatedDeliveryDate": to_milliseconds(order.deliver_by),
        "shipByDate": to_milliseconds(order.ship_by),
        "guaranteedDelivery": False,
    }
    body: _Json = {
        "lineItemId": line.line_id,
        "legacyItemId": line.listing_id,
        "sku": line.sku,
        "title": line.title,
        "lineItemCost": cancellations_and_refunds.money(cost, order),
        "quantity": line.quantity,
        "soldFormat": "FIXED_PRICE",
        "listingMarketplaceId": market,
        "purchaseMarketplaceId": market,
        "lineItemFulfillmentStatus": "FULFILLED" if is_begun(world.state, line) else "NOT_STARTED",
        "total": cancellations_and_refunds.money(cost + shipping, order),
        "deliveryCost": {"shippingCost": cancellations_and_refunds.money(shipping, order)},
        "appliedPromotions": [],
        "taxes": [],
        "properties": {"buyerProtection": True},
        "lineItemFulfillmentInstructions": dates,
        "itemLocation": {"location": "Reno, Nevada", "countryCode": "US", "postalCode": "89502"},
        "refunds": cancellations_and_refunds.line_refunds(order, line, world.now),
    }
    return body if line.facts is NO_LINE_FACTS else body | order_facts.line_fields(order, line)
