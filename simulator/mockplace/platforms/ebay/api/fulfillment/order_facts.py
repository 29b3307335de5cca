"""What an eBay order says beside its lines and money: note, taxes, pickup, shipping center.

Source: the Fulfillment API's specification 1.20.7 (2025-08); fields that it returns only sometimes
are left out if they are empty.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockplace.kernel.order_facts import NO_FACTS, NO_LINE_FACTS
from mockplace.platforms.ebay.api.fulfillment import cancellations_and_refunds
from mockplace.platforms.ebay.rules import order_ids
from mockplace.platforms.ebay.rules.assumptions import CENTER_REFERENCE

if TYPE_CHECKING:
    from mockplace.kernel.records import OrderLine, PlatformOrder
    from mockplace.kernel.world import World

_Json = dict[str, object]

_ABROAD = "international-shipping"


def is_there(order: PlatformOrder) -> bool:
    """Return True if the order or one of its lines has any fact."""
    if order.facts is not NO_FACTS:
        return True
    return any([line.facts is not NO_LINE_FACTS for line in order.lines])


def legacy_order_id(order: PlatformOrder) -> str:
    """Return ``legacyOrderId``: the id, or its older form of item and transaction."""
    return order_ids.older_id(order) if order.facts.older_id else order.order_id


def order_fields(order: PlatformOrder) -> _Json:
    """Return the optional fields of an order; a field without a value is left out."""
    body: _Json = {}
    if order.facts.note:
        body["buyerCheckoutNotes"] = order.facts.note
    if any(line.facts.collected_taxes for line in order.lines):
        body["ebayCollectAndRemitTax"] = True
    center = order.facts.shipping_center
    if center and center.program == _ABROAD:
        body["program"] = {"ebayInternationalShipping": {"returnsManagedBy": "EBAY"}}
    return body


def buyer_fields(order: PlatformOrder) -> _Json:
    """Return the buyer's tax number, where there is one; only ``getOrder`` shows it."""
    if not order.facts.tax_numbers:
        return {}
    first = order.facts.tax_numbers[0]
    found = {
        "taxpayerId": first.number,
        "taxIdentifierType": first.kind,
        "issuingCountry": first.country,
    }
    return {"taxIdentifier": {name: value for name, value in found.items() if value}}


def pickup_location(order: PlatformOrder) -> str:
    """Return the key of the shop in which the buyer collects the order, '' if it is shipped."""
    return next((line.facts.pickup for line in order.lines if line.facts.pickup), "")


def reference(world: World, order: PlatformOrder) -> str:
    """Return ``shipToReferenceId``, '' if the order has none."""
    center = order.facts.shipping_center
    if center is None:
        return ""
    if center.program == _ABROAD and world.state.assumptions.of(CENTER_REFERENCE) == "absent":
        return ""
    return center.reference


def line_fields(order: PlatformOrder, line: OrderLine) -> _Json:
    """Return the optional fields of a line; a field without a value is left out."""
    body: _Json = {}
    if line.facts.variation_id:
        body["legacyVariationId"] = line.facts.variation_id
    if line.facts.options:
        body["variationAspects"] = [
            {"name": name, "value": value} for name, value in line.facts.options
        ]
    if taxes := line.facts.collected_taxes:
        body["ebayCollectAndRemitTaxes"] = [
            {
                "taxType": tax.kind,
                "amount": cancellations_and_refunds.money(tax.amount, order),
                "collectionMethod": "NET",
                "ebayReference": {"name": tax.name, "value": tax.number},
            }
            for tax in taxes
        ]
    if gift := line.facts.gift:
        details = {
            "message": gift.message,
            "recipientEmail": gift.recipient_email,
            "senderName": gift.sender,
        }
        body["giftDetails"] = {name: value for name, value in details.items() if value}
    return body
