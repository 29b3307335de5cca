"""Every field that the hub reads of a BigCommerce order (Orders V2)."""

from __future__ import annotations

from collections.abc import Mapping

from mockplace.kernel.order_facts import Gift, LineFacts, OrderFacts, Recipient
from mockplace.kernel.records import PlatformOrder
from mockplace.kernel.world import World
from shiponce.domain.order import OrderStatus
from shiponce.domain.platform import Source
from tests.platform_ids import AMAZON, EBAY
from tests.wire.hub.played_orders import Row, Scene, line_id, moment, order_id

AMAZON_ID = "111-2222222-3333333"
MUGS, BOWLS = ("MUG", 3, None), ("BOWL", 2, None)


def _full(world: World) -> PlatformOrder:
    """Of three mugs one is sent, of two bowls for a friend one is paid back, one is collected."""
    friend = Recipient(name="B Friend", street1="77 Other Ave", city="Boise", state="ID")
    order = world.buy(
        "full",
        "shop",
        [MUGS, BOWLS, ("MUG", 1, None), ("GUIDE", 1, None)],
        requested_service="Expedited",
        facts=OrderFacts(
            note="Leave it with the neighbour",
            staff_note="VIP",
            display_currency="EUR",
            display_rate="0.9",
            addresses=(friend,),
        ),
        line_facts=[
            LineFacts(options=(("Engraving", "For Ada"),), gift=Gift("Happy", "Red paper", 100)),
            LineFacts(destination=1),
            LineFacts(pickup="3"),
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
    world.shipping.confirm(
        "shop",
        order.order_id,
        carrier="gls",
        provider="ups",
        service="Ground",
        comments="Van 7",
        tracking="1Z1",
        units={order.lines[0].line_id: 1},
        shipped_at=world.now,
        recorded_by="seller",
    )
    world.after_sale.refund("shop", order.order_id, lines={order.lines[1].line_id: 1})
    return order


def _ebay_copy(world: World) -> PlatformOrder:
    """The copy of an eBay order."""
    order = world.buy("bought there", "bay", [MUGS])
    world.advance_to(world.now + 300_000)
    return world.orders[world.state.copies["bay", order.order_id]]


def _amazon_copy(world: World) -> PlatformOrder:
    """The copy of an Amazon order."""
    order = world.buy("bought", "amz", [MUGS], prime=True)
    world.advance_to(world.now + 300_000)
    return world.orders[world.state.copies["amz", order.order_id]]


def _written(**fields: str) -> Scene:
    """An order into which a program wrote some fields."""

    def scene(world: World) -> PlatformOrder:
        written = {"order_source": "external"} | fields
        facts = OrderFacts(written=tuple(written.items()))
        return world.buy(str(written), "shop", [MUGS], facts=facts)

    return scene


def _certificate(world: World) -> PlatformOrder:
    """A bowl, and a gift certificate that is sent by e-mail."""
    facts = [LineFacts(), LineFacts(gift=Gift(recipient_email="friend@example.test"))]
    return world.buy("certificate", "shop", [BOWLS, ("GUIDE", 1, None)], line_facts=facts)


SCENES: Mapping[str, Scene] = {
    "full": _full,
    "ebay copy": _ebay_copy,
    "amazon copy": _amazon_copy,
    "certificate": _certificate,
    "external": _written(),
    "says amazon": _written(order_source="amazon"),
    "external id": _written(external_id=AMAZON_ID),
    "channel": _written(channel_id="665371"),
    "only external source": _written(order_source="", external_source="CONNECTOR"),
    "external order id": _written(external_order_id=AMAZON_ID),
    "merchant id": _written(external_merchant_id=AMAZON_ID),
    "prose": _written(staff_notes=f"Amazon {AMAZON_ID}"),
    "message": _written(customer_message=f"Amazon {AMAZON_ID}"),
}

_DUE = {"MUG": 2, "BOWL": 1}
#: Without these the lines are read by themselves, or nobody knows that one is missing.
_BY_EMAIL, _TOTAL = ("consignments.email",), ("order.items_total",)
_CHANNEL = ("order.channel_id",)
_CARRIER = ("shipments.shipping_provider", "shipments.tracking_carrier", "shipments.comments")

ROWS = (
    Row("order.id", "full", "remote_id", order_id),
    Row("order.id", "full", "number", order_id),
    Row("order.status_id", "full", "status", OrderStatus.AWAITING_SHIPMENT),
    Row("order.status", "full", "remote_status", "Partially Refunded"),
    Row("order.date_created", "full", "placed_at", moment("2026-11-20T09:00:00")),
    Row("order.date_modified", "full", "modified_at", moment("2026-11-20T09:00:00")),
    # where it was bought
    Row("order.order_source", "external", "source", Source.UNKNOWN),
    Row("order.order_source", "says amazon", "source", Source(AMAZON)),
    Row("order.order_source", "amazon copy", "keys.0.grade", "proves", absent=_CHANNEL),
    Row("order.external_id", "external id", "source", Source(AMAZON)),
    Row("order.external_source", "only external source", "source", Source.UNKNOWN),
    Row("order.channel_id", "ebay copy", "extra.channel_id", "665371"),
    Row("channels.data.id", "channel", "source", Source(EBAY)),
    Row("channels.data.platform", "channel", "source", Source(EBAY)),
    Row("order.external_id", "amazon copy", "keys.0.field", "external_id"),
    Row("order.external_order_id", "external order id", "keys.0.key.value", AMAZON_ID),
    Row("order.external_merchant_id", "merchant id", "keys.0.key.value", AMAZON_ID),
    Row("order.ebay_order_id", "ebay copy", "keys.2.field", "ebay_order_id"),
    Row("order.staff_notes", "prose", "source", Source(AMAZON)),
    Row("order.customer_message", "message", "source", Source(AMAZON)),
    Row("line_items.ebay_item_id", "ebay copy", "keys.3.field", "ebay_item_id"),
    Row("line_items.ebay_transaction_id", "ebay copy", "keys.3.field", "ebay_item_id"),
    # units and destinations
    Row("line_items.id", "full", "lines.0.remote_id", line_id),
    Row("line_items.quantity", "full", "lines.0.quantity", 3),
    Row("line_items.quantity_shipped", "full", "lines.0.fulfilled", 1),
    Row("line_items.quantity_shipped", "full", "due", _DUE),
    Row("line_items.quantity_refunded", "full", "lines.1.refunded", 1),
    Row("line_items.quantity_refunded", "full", "due", _DUE),
    Row("line_items.quantity_shipped", "full", "", "unreadable", 9),
    Row("line_items.quantity_refunded", "full", "", "unreadable", 9),
    Row("line_items.is_refunded", "ebay copy", "lines.0.refunded", 3, True),
    Row("line_items.order_pickup_method_id", "full", "due", _DUE),
    Row("line_items.type", "full", "due", _DUE),
    Row("line_items.order_address_id", "full", "lines.1.destination", "1001001"),
    Row("shipping.id", "full", "destinations.1.remote_id", "1001001"),
    Row("shipping.id", "ebay copy", "extra.order_address_id", "1502"),
    Row("order.items_total", "certificate", "lines.1.sku", "GUIDE", absent=_BY_EMAIL),
    Row("email.gift_certificates", "certificate", "lines.1.sku", "GUIDE", absent=_TOTAL),
    # goods, weights and money
    Row("line_items.sku", "full", "lines.0.sku", "MUG"),
    Row("line_items.name", "full", "lines.0.title", "Slate mug"),
    Row("line_items.price_ex_tax", "full", "lines.0.price.minor", 1250),
    Row("line_items.weight", "full", "lines.0.weight", 450),
    Row("store.weight_units", "full", "lines.0.weight", 450),
    Row("store.weight_units", "ebay copy", "extra.weight_unit", "Stones", "Stones"),
    Row(
        "line_items.sku", "ebay copy", "extra.weights", "MUG 0.4500", absent=("store.weight_units",)
    ),
    Row("order.total_inc_tax", "full", "total.minor", 12255),
    Row("order.default_currency_code", "full", "total.currency", "USD"),
    Row(
        "order.currency_code",
        "full",
        "total.currency",
        "EUR",
        absent=("order.default_currency_code",),
    ),
    # the packages
    Row("shipments.id", "full", "packages.0.remote_id", "10010"),
    Row("shipments.order_id", "full", "", "unreadable", 7),
    Row("products.order_id", "certificate", "", "unreadable", 7, _BY_EMAIL),
    Row("shipping_addresses.order_id", "certificate", "", "unreadable", 7, _BY_EMAIL),
    Row("shipments.tracking_number", "full", "packages.0.tracking", "1Z1"),
    Row("shipments.shipping_provider", "full", "packages.0.carrier", "ups"),
    Row("shipments.tracking_carrier", "full", "packages.0.carrier", "gls", absent=_CARRIER[:1]),
    Row("shipments.comments", "full", "packages.0.carrier", "Van 7", absent=_CARRIER[:2]),
    Row("shipments.shipping_method", "full", "packages.0.carrier", "Ground", absent=_CARRIER),
    Row("shipments.items.order_product_id", "full", "packages.0.lines.0.0", line_id),
    Row("shipments.items.quantity", "full", "packages.0.lines.0.1", 1),
    # the addresses and the buyer
    Row("shipping.first_name", "full", "ship_to.name", "Ada Quill"),
    Row("shipping.last_name", "full", "ship_to.name", "Ada Quill"),
    Row("shipping.company", "full", "ship_to.company", "Trust"),
    Row("shipping.street_1", "full", "ship_to.street1", "North Campus"),
    Row("shipping.street_2", "full", "ship_to.street2", "Building 7"),
    Row("shipping.city", "full", "ship_to.city", "Reno"),
    Row("shipping.state", "full", "ship_to.state", "Nevada"),
    Row("shipping.zip", "full", "ship_to.postcode", "89502"),
    Row("shipping.country_iso2", "full", "ship_to.country", "US"),
    Row("shipping.phone", "full", "ship_to.phone", "775-555-0100"),
    Row("shipping.shipping_method", "full", "requested_service", "Expedited"),
    Row("shipping.shipping_method", "full", "destinations.1.requested_service", "Expedited"),
    Row("shipping.shipping_method", "amazon copy", "prime", True),
    Row("billing_address.first_name", "full", "buyer", "Ada Quill"),
    Row("billing_address.last_name", "full", "buyer", "Ada Quill"),
    Row("billing_address.email", "full", "email", "ada@example.test"),
    # packing facts
    Row(
        "order.customer_message",
        "full",
        "packing.buyer_note",
        [("", "Leave it with the neighbour")],
    ),
    Row("order.staff_notes", "full", "packing.staff_note", [("", "VIP")]),
    Row("product_options.display_name", "full", "packing.option", [("Engraving", "For Ada")]),
    Row("product_options.display_value", "full", "packing.option", [("Engraving", "For Ada")]),
    Row("line_items.wrapping_name", "full", "packing.gift_wrap", [("", "Red paper")]),
    Row("line_items.wrapping_message", "full", "packing.gift_message", [("", "Happy")]),
)
