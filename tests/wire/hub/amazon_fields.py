"""Every field that the hub reads of an Amazon order (Orders 2026-01-01)."""

from __future__ import annotations

from collections.abc import Mapping

from mockplace.kernel.order_facts import (
    CollectedTax,
    Gift,
    LineFacts,
    OrderFacts,
    Recipient,
    TaxNumber,
)
from mockplace.kernel.records import PlatformOrder
from mockplace.kernel.world import World
from shiponce.domain.order import Condition, OrderStatus
from tests.wire.hub.played_orders import Row, Scene, line_id, moment, order_id

MUG, BOWL = ("MUG", 4, None), ("BOWL", 1, None)


def _full(world: World) -> PlatformOrder:
    """Of four mugs one is sent and one cancelled; the order says all that it can."""
    order = world.buy(
        "full",
        "amz",
        [MUG, BOWL],
        requested_service="Expedited",
        facts=OrderFacts(
            note="Ring twice",
            buyer_company="Quill Purchasing",
            purchase_order="PO-77",
            tax_numbers=(TaxNumber("VAT", "DE999999999"),),
            market="A2EUQ1WTGCTBG2",
        ),
        line_facts=[
            LineFacts(
                gift=Gift("Happy birthday", "Red paper", 399),
                collected_taxes=(CollectedTax("IOSS", "IM0000000000", 200),),
                customized_url="https://example.test/custom.zip",
            )
        ],
        recipient=Recipient(
            name="Receiving",
            company="Trust",
            street1="North Campus",
            street2="Building 7",
            street3="Dock C",
            city="Reno",
            state="NV",
            postcode="89502",
            country="US",
            phone="775-555-0100",
        ),
    )
    mug = order.lines[0].line_id
    world.shipping.confirm(
        "amz",
        order.order_id,
        carrier="UPS",
        service="",
        tracking="1Z1",
        units={mug: 1},
        shipped_at=world.now,
        reference="7",
    )
    world.after_sale.cancel_by_seller("amz", order.order_id, units={mug: 1})
    return order


def _asked(world: World) -> PlatformOrder:
    order = world.buy("asked", "amz", [MUG])
    world.after_sale.request_cancellation("amz", order.order_id)
    return order


def _prime(world: World) -> PlatformOrder:
    return world.buy("prime", "amz", [MUG], prime=True)


def _coded(world: World) -> PlatformOrder:
    facts = OrderFacts(programs=("FBM_SHIP_PLUS",))
    line = LineFacts(programs=("TRANSPARENCY",))
    return world.buy("coded", "amz", [MUG], facts=facts, line_facts=[line])


def _fulfilled_by_amazon(world: World) -> PlatformOrder:
    return world.buy("afn", "amz", [MUG], afn=True)


SCENES: Mapping[str, Scene] = {
    "full": _full,
    "asked": _asked,
    "prime": _prime,
    "coded": _coded,
    "fulfilled by amazon": _fulfilled_by_amazon,
}

_DUE = {"MUG": 2, "BOWL": 1}
_CODED = (Condition.PLATFORM_CONFIRMS, Condition.TRANSPARENCY_CODES)

ROWS = (
    Row("order.orderId", "full", "remote_id", order_id),
    Row("order.orderId", "full", "number", order_id),
    Row("order.orderId", "full", "keys.0.key.value", order_id),
    Row("order.createdTime", "full", "placed_at", moment("2026-11-20T09:00:00")),
    Row("order.lastUpdatedTime", "full", "modified_at", moment("2026-11-20T09:00:00")),
    Row("order.programs", "prime", "prime", True),
    Row("order.programs", "coded", "conditions", _CODED),
    Row("salesChannel.marketplaceId", "full", "extra.marketplaceId", "A2EUQ1WTGCTBG2"),
    # who ships it, and until when
    Row("fulfillment.fulfillmentStatus", "full", "status", OrderStatus.AWAITING_SHIPMENT),
    Row("fulfillment.fulfillmentStatus", "full", "remote_status", "PARTIALLY_SHIPPED"),
    Row("fulfillment.fulfilledBy", "fulfilled by amazon", "fulfilled_by_platform", True),
    Row("fulfillment.fulfillmentServiceLevel", "full", "requested_service", "EXPEDITED"),
    Row("shipByWindow.latestDateTime", "full", "ship_by", moment("2026-11-22T07:59:59")),
    Row("deliverByWindow.latestDateTime", "full", "deliver_by", moment("2026-11-27T07:59:59")),
    # units
    Row("orderItems.orderItemId", "full", "lines.0.remote_id", line_id),
    Row("orderItems.quantityOrdered", "full", "lines.0.quantity", 4),
    Row("fulfillment.quantityFulfilled", "full", "lines.0.fulfilled", 1),
    Row("fulfillment.quantityFulfilled", "full", "due", _DUE),
    Row("fulfillment.quantityFulfilled", "full", "", "unreadable", 9),
    Row("fulfillment.quantityUnfulfilled", "full", "lines.0.cancelled", 1),
    Row("fulfillment.quantityUnfulfilled", "full", "due", _DUE),
    # goods and money
    Row("product.sellerSku", "full", "lines.0.sku", "MUG"),
    Row("product.title", "full", "lines.0.title", "Slate mug"),
    Row("unitPrice.amount", "full", "lines.0.price.minor", 1250),
    Row("unitPrice.currencyCode", "full", "lines.0.price.currency", "CAD", "CAD"),
    Row("grandTotal.amount", "full", "total.minor", 8391),
    Row("grandTotal.currencyCode", "full", "total.currency", "CAD", "CAD"),
    Row("unitPrice.amount", "full", "total.minor", 7400, absent=("proceeds.grandTotal",)),
    # the packages
    Row("packages.packageReferenceId", "full", "packages.0.remote_id", "7"),
    Row("packages.carrier", "full", "packages.0.carrier", "UPS"),
    Row("packages.trackingNumber", "full", "packages.0.tracking", "1Z1"),
    Row("packageStatus.status", "full", "packages", (), "CANCELLED"),
    Row("packageItems.orderItemId", "full", "packages.0.lines.0.0", line_id),
    Row("packageItems.quantity", "full", "packages.0.lines.0.1", 1),
    Row("order.packages", "full", "packages_known", True),
    # conditions
    Row("orderItems.programs", "coded", "conditions", _CODED),
    Row("cancellationRequest.requester", "asked", "conditions", (Condition.BUYER_ASKS_TO_CANCEL,)),
    # the address and the buyer
    Row("deliveryAddress.name", "full", "ship_to.name", "Receiving"),
    Row("deliveryAddress.companyName", "full", "ship_to.company", "Trust"),
    Row("deliveryAddress.addressLine1", "full", "ship_to.street1", "North Campus"),
    Row("deliveryAddress.addressLine2", "full", "ship_to.street2", "Building 7"),
    Row("deliveryAddress.addressLine3", "full", "ship_to.street3", "Dock C"),
    Row("deliveryAddress.city", "full", "ship_to.city", "Reno"),
    Row("deliveryAddress.stateOrRegion", "full", "ship_to.state", "NV"),
    Row("deliveryAddress.postalCode", "full", "ship_to.postcode", "89502"),
    Row("deliveryAddress.countryCode", "full", "ship_to.country", "US"),
    Row("deliveryAddress.phone", "full", "ship_to.phone", "775-555-0100"),
    Row("buyer.buyerName", "full", "buyer", "Receiving"),
    Row("buyer.buyerEmail", "full", "email", "y1amv3upzf2gas@marketplace.amazon.com"),
    # packing facts
    Row("giftOption.giftMessage", "full", "packing.gift_message", [("", "Happy birthday")]),
    Row("giftOption.giftWrapLevel", "full", "packing.gift_wrap", [("", "Red paper")]),
    Row(
        "customization.customizedUrl",
        "full",
        "packing.customisation",
        [("", "https://example.test/custom.zip")],
    ),
    Row("buyer.buyerCompanyName", "full", "packing.buyer_company", [("", "Quill Purchasing")]),
    Row("buyer.buyerPurchaseOrderNumber", "full", "packing.purchase_order", [("", "PO-77")]),
    Row(
        "deliveryPreference.addressInstruction",
        "full",
        "packing.delivery_note",
        [("", "Ring twice")],
    ),
    Row(
        "deliveryPreference.dropOffLocation",
        "full",
        "packing.delivery_note",
        [("", "Porch"), ("", "Ring twice")],
        "Porch",
    ),
    Row(
        "internationalShipping.iossNumber",
        "full",
        "packing.tax_number",
        [("VAT", "DE999999999"), ("IOSS", "IM0000000000")],
    ),
    Row(
        "taxRegistrations.taxRegistrationType",
        "full",
        "packing.tax_number",
        [("VAT", "DE999999999"), ("IOSS", "IM0000000000")],
    ),
    Row(
        "taxRegistrations.taxRegistrationNumber",
        "full",
        "packing.tax_number",
        [("VAT", "DE999999999"), ("IOSS", "IM0000000000")],
    ),
)
