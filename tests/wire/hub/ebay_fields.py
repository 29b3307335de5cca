"""Every field that the hub reads of an eBay order (Fulfillment API)."""

from __future__ import annotations

from collections.abc import Mapping

from mockplace.kernel.order_facts import (
    CollectedTax,
    Gift,
    LineFacts,
    OrderFacts,
    Recipient,
    ShippingCenter,
    TaxNumber,
)
from mockplace.kernel.records import PlatformOrder
from mockplace.kernel.world import World
from shiponce.domain.order import Condition, Delivery, OrderStatus
from tests.wire.hub.played_orders import Row, Scene, line_id, moment, order_id

MUGS, BOWL = ("MUG", 3, None), ("BOWL", 1, None)


def _sent(world: World, order: PlatformOrder, sku: str, units: int, number: str = "1Z1") -> None:
    line = next(one.line_id for one in order.lines if one.sku == sku)
    world.shipping.confirm(
        "bay",
        order.order_id,
        carrier="UPS",
        service="",
        tracking=number,
        units={line: units},
        shipped_at=world.now,
        recorded_by="seller",
    )


def _full(world: World) -> PlatformOrder:
    """Of three mugs two are sent, the bowl is paid back; the order says all that it can."""
    order = world.buy(
        "full",
        "bay",
        [MUGS, BOWL],
        requested_service="Expedited",
        facts=OrderFacts(note="Ring twice", tax_numbers=(TaxNumber("CODICE_FISCALE", "RSSM"),)),
        line_facts=[
            LineFacts(
                options=(("Colour", "Red"),),
                variation_id="9",
                collected_taxes=(CollectedTax("IOSS", "IM0000000000", 200),),
            )
        ],
        recipient=Recipient(
            name="Ada Quill",
            company="Trust",
            street1="North Campus",
            street2="Building 7",
            city="Reno",
            state="NV",
            postcode="89502",
            country="US",
            phone="775-555-0100",
            email="ada@example.test",
        ),
    )
    _sent(world, order, "MUG", 2)
    world.after_sale.refund("bay", order.order_id, lines={order.lines[1].line_id: 1})
    return order


def _one(world: World) -> PlatformOrder:
    """One bowl, sent: its order names the package."""
    order = world.buy("one", "bay", [BOWL], facts=OrderFacts(older_id=True))
    _sent(world, order, "BOWL", 1)
    return order


def _two_packages(world: World) -> PlatformOrder:
    """A bowl and a mug, each in its own package."""
    order = world.buy("two", "bay", [BOWL, ("MUG", 1, None)])
    _sent(world, order, "BOWL", 1)
    _sent(world, order, "MUG", 1, "1Z2")
    return order


def _begun(world: World) -> PlatformOrder:
    """One of three mugs is sent: eBay calls the line and the order fulfilled."""
    order = world.buy("begun", "bay", [MUGS])
    _sent(world, order, "MUG", 1)
    return order


def _asked(world: World) -> PlatformOrder:
    order = world.buy("asked", "bay", [MUGS])
    world.after_sale.request_cancellation("bay", order.order_id)
    return order


def _cancelled(world: World) -> PlatformOrder:
    order = world.buy("cancelled", "bay", [MUGS])
    world.after_sale.cancel_by_seller("bay", order.order_id)
    return order


def _paid_back(world: World) -> PlatformOrder:
    order = world.buy("paid back", "bay", [MUGS])
    world.after_sale.refund("bay", order.order_id)
    return order


def _collected(world: World) -> PlatformOrder:
    return world.buy("collected", "bay", [MUGS], line_facts=[LineFacts(pickup="reno")])


def _abroad(world: World) -> PlatformOrder:
    facts = OrderFacts(shipping_center=ShippingCenter("1234567890123456"))
    return world.buy("abroad", "bay", [MUGS], facts=facts)


def _gift_card(world: World) -> PlatformOrder:
    """A bowl, and a gift card that eBay delivers by e-mail."""
    facts = [LineFacts(), LineFacts(gift=Gift("Happy birthday", recipient_email="a@example.test"))]
    return world.buy("card", "bay", [BOWL, ("GUIDE", 1, None)], line_facts=facts)


def _digital(world: World) -> PlatformOrder:
    return world.buy("digital", "bay", [("GUIDE", 1, None)])


def _part_paid_back(world: World) -> PlatformOrder:
    order = world.buy("part", "bay", [MUGS])
    world.after_sale.refund("bay", order.order_id, lines={order.lines[0].line_id: 1})
    return order


SCENES: Mapping[str, Scene] = {
    "full": _full,
    "one": _one,
    "two packages": _two_packages,
    "begun": _begun,
    "asked": _asked,
    "cancelled": _cancelled,
    "paid back": _paid_back,
    "collected": _collected,
    "abroad": _abroad,
    "gift card": _gift_card,
    "digital": _digital,
    "part paid back": _part_paid_back,
}

_DUE = {"MUG": 1}
_ASKED = (Condition.BUYER_ASKS_TO_CANCEL,)
_TAXES = [("CODICE_FISCALE", "RSSM"), ("IOSS", "IM0000000000")]
_LINE_STATUS, _REQUESTS = ("lineItems.lineItemFulfillmentStatus",), ("cancelStatus.cancelRequests",)
_PART = {"value": "12.50", "currency": "USD"}


def _legacy_id(order: PlatformOrder) -> str:
    return f"{order.lines[0].listing_id}-{order.lines[0].line_id}"


def _only_the_mug(order: PlatformOrder) -> tuple[tuple[str, int], ...]:
    return ((order.lines[1].line_id, 1),)


def _username(order: PlatformOrder) -> str:
    return order.buyer.username


ROWS = (
    Row("order.orderId", "full", "remote_id", order_id),
    Row("order.legacyOrderId", "one", "keys.1.field", "legacyOrderId"),
    Row("lineItems.legacyItemId", "full", "keys.1.key.value", _legacy_id),
    Row("order.orderId", "full", "number", order_id),
    Row("order.orderId", "full", "keys.0.key.value", order_id),
    Row("order.creationDate", "full", "placed_at", moment("2026-11-20T09:00:00")),
    Row("order.lastModifiedDate", "full", "modified_at", moment("2026-11-20T09:00:00")),
    # statuses and requests
    Row("order.orderFulfillmentStatus", "one", "status", OrderStatus.SHIPPED),
    Row("order.orderFulfillmentStatus", "full", "remote_status", "IN_PROGRESS"),
    Row("order.orderFulfillmentStatus", "one", "lines.0.fulfilled", 1, absent=_LINE_STATUS),
    Row("order.orderPaymentStatus", "asked", "status", OrderStatus.AWAITING_PAYMENT, "PENDING"),
    Row("order.orderPaymentStatus", "paid back", "status", OrderStatus.CANCELLED),
    Row("order.orderPaymentStatus", "paid back", "remote_status", "FULLY_REFUNDED"),
    Row("cancelStatus.cancelState", "asked", "status", OrderStatus.CANCELLED, "CANCELED"),
    Row("cancelStatus.cancelState", "cancelled", "remote_status", "CANCELED"),
    Row("cancelStatus.cancelState", "asked", "conditions", _ASKED, absent=_REQUESTS),
    Row("cancelRequests.cancelRequestState", "asked", "conditions", _ASKED),
    Row("cancelRequests.cancelInitiator", "asked", "conditions", (), "SELLER"),
    # units
    Row("lineItems.lineItemId", "full", "lines.0.remote_id", line_id),
    Row("lineItems.quantity", "full", "lines.0.quantity", 3),
    Row("lineItems.quantity", "begun", "due", {"MUG": 2}),
    Row("lineItems.lineItemFulfillmentStatus", "full", "lines.1.fulfilled", 1, "FULFILLED"),
    Row("refunds.amount", "full", "lines.1.refunded", 1),
    Row("refunds.amount", "full", "due", _DUE),
    Row("refunds.amount", "part paid back", "lines.0.refunded", 1),
    Row("lineItems.total", "part paid back", "lines.0.refunded", 3, _PART),
    Row("fulfillmentInstructionsType", "collected", "delivery", Delivery.COLLECTED),
    Row("fulfillmentInstructionsType", "collected", "due", {}),
    Row("fulfillmentInstructionsType", "digital", "lines.0.physical", False),
    Row("giftDetails", "gift card", "due", {"BOWL": 1}),
    # goods and money
    Row("lineItems.sku", "full", "lines.0.sku", "MUG"),
    Row("lineItems.title", "full", "lines.0.title", "Slate mug"),
    Row("lineItemCost.value", "full", "lines.0.price.minor", 1250),
    Row("lineItemCost.currency", "full", "lines.0.price.currency", "USD"),
    Row("pricingSummary.total.value", "full", "total.minor", 6700),
    Row("pricingSummary.total.currency", "full", "total.currency", "EUR", "EUR"),
    # the packages
    Row("order.fulfillmentHrefs", "one", "packages.0.tracking", "1Z1"),
    Row("order.fulfillmentHrefs", "two packages", "packages.1.lines", _only_the_mug),
    Row("lineItems.lineItemId", "one", "packages.0.lines.0.0", line_id),
    Row("shipping_fulfillment.fulfillments", "full", "due", _DUE),
    Row("fulfillments.fulfillmentId", "full", "packages.0.remote_id", "1Z1"),
    Row("fulfillments.shipmentTrackingNumber", "full", "packages.0.tracking", "1Z1"),
    Row("fulfillments.shippingCarrierCode", "full", "packages.0.carrier", "UPS"),
    Row("fulfillments.lineItems.lineItemId", "full", "packages.0.lines.0.0", line_id),
    Row("fulfillments.lineItems.quantity", "full", "packages.0.lines.0.1", 2),
    Row("fulfillments.lineItems.quantity", "full", "due", _DUE),
    # until when, and how
    Row("shipByDate", "full", "ship_by", moment("2026-11-22T07:59:59")),
    Row("maxEstimatedDeliveryDate", "full", "deliver_by", moment("2026-11-27T07:59:59")),
    Row("shippingStep.shippingServiceCode", "full", "requested_service", "USPSPriority"),
    # the address and the buyer
    Row("shipTo.fullName", "full", "ship_to.name", "Ada Quill"),
    Row("shipTo.fullName", "full", "buyer", "Ada Quill"),
    Row("shipTo.companyName", "full", "ship_to.company", "Trust"),
    Row("shipTo.email", "full", "email", "ada@example.test"),
    Row("shipTo.primaryPhone.phoneNumber", "full", "ship_to.phone", "775-555-0100"),
    Row("contactAddress.addressLine1", "full", "ship_to.street1", "North Campus"),
    Row("contactAddress.addressLine2", "full", "ship_to.street2", "Building 7"),
    Row("contactAddress.city", "full", "ship_to.city", "Reno"),
    Row("contactAddress.stateOrProvince", "full", "ship_to.state", "NV"),
    Row("contactAddress.postalCode", "full", "ship_to.postcode", "89502"),
    Row("contactAddress.countryCode", "full", "ship_to.country", "US"),
    Row("buyer.username", "collected", "buyer", _username),
    # packing facts
    Row("order.buyerCheckoutNotes", "full", "packing.buyer_note", [("", "Ring twice")]),
    Row("variationAspects.name", "full", "packing.option", [("Colour", "Red")]),
    Row("variationAspects.value", "full", "packing.option", [("Colour", "Red")]),
    Row("giftDetails.message", "gift card", "packing.gift_message", [("", "Happy birthday")]),
    Row("ebayReference.name", "full", "packing.tax_number", _TAXES),
    Row("ebayReference.value", "full", "packing.tax_number", _TAXES),
    Row("taxIdentifier.taxpayerId", "full", "packing.tax_number", _TAXES),
    Row("taxIdentifier.taxIdentifierType", "full", "packing.tax_number", _TAXES),
    Row(
        "shippingStep.shipToReferenceId",
        "abroad",
        "packing.centre_reference",
        [("", "1234567890123456")],
    ),
)
