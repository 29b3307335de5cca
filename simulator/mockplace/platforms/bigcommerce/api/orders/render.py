"""Render an order, its lines and addresses for Orders V2.

Amounts are strings with four decimals, dates are in RFC 2822 format, and weights are in the store's
unit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockplace.kernel.after_sale import refunds
from mockplace.kernel.inventory.listing_ids import NOT_LISTED
from mockplace.kernel.order_facts import NO_LINE_FACTS
from mockplace.platforms.bigcommerce.api import dates, weights
from mockplace.platforms.bigcommerce.api.catalog import product_ids
from mockplace.platforms.bigcommerce.api.order_statuses import STATUSES
from mockplace.platforms.bigcommerce.api.orders import line_facts
from mockplace.platforms.bigcommerce.api.orders.amounts import NOTHING, money
from mockplace.platforms.bigcommerce.rules.assumptions import COLLECTED_UNITS, STATUS_UNITS
from mockplace.platforms.bigcommerce.rules.order_status import COMPLETED, SHIPPED

if TYPE_CHECKING:
    from mockplace.kernel.records import OrderLine, Person, PlatformOrder
    from mockplace.kernel.world import World

Json = dict[str, object]
HOST = "https://api.bigcommerce.com"
_SAME_RATE = "1.0000000000"
_STOREFRONT = 1
#: The source of an order of the storefront.
STOREFRONT = "www"


def channel_of(order: PlatformOrder) -> int:
    """Return the id of an order's channel; the storefront is channel 1."""
    return int(order.written.get("channel_id", _STOREFRONT))


def source_of(order: PlatformOrder) -> str:
    """Return ``order_source``: as connector or client wrote it; ``www`` for the storefront."""
    return order.written.get("order_source", "external" if order.mirrors else STOREFRONT)


def total_of(order: PlatformOrder) -> int:
    """Return what the buyer pays, in minor units."""
    lines = sum(
        line.price * line.quantity + line.tax + line_facts.wrapping(line) for line in order.lines
    )
    return lines + order.shipping_cost


def payment_method_of(order: PlatformOrder) -> str:
    """Return ``payment_method``: as the connector or client wrote it, or a default."""
    return order.written.get("payment_method", "Manual" if order.mirrors else "Credit Card")


def payment_status(order: PlatformOrder) -> str:
    """Return ``payment_status``; '' if nothing was refunded or captured."""
    back = refunds.refunded(order)
    if back:
        return "refunded" if back >= refunds.paid(order) else "partially refunded"
    by_card = source_of(order) == STOREFRONT
    return "captured" if by_card and order.status != "unpaid" else ""


def customer_of(order: PlatformOrder) -> int:
    """Return the customer id that a client wrote into the order; 0 for a guest."""
    return int(order.written.get("customer_id", 0))


def order(world: World, order: PlatformOrder) -> Json:
    """Return the order without the parts that ``include`` adds.

    Amounts are in ``default_currency_code``, the currency that the shopper pays in;
    ``currency_code`` is the currency that the storefront showed.
    """
    written = order.written
    status, currency = STATUSES[order.status_id][0], world.state.currency
    units = shipped = 0
    digital = True
    for line in order.lines:
        units += line.quantity
        shipped += shipped_units(world, order, line)
        digital = digital and not line.physical
    return {
        "id": int(order.order_id),
        "customer_id": customer_of(order),
        "date_created": dates.rfc2822(order.placed_at),
        "date_modified": dates.rfc2822(order.modified_at),
        "date_shipped": dates.rfc2822(order.shipped_at) if order.shipped_at else "",
        "status_id": order.status_id,
        "status": status,
        **_sums(order),
        "items_total": units,
        "items_shipped": shipped,
        "payment_method": payment_method_of(order),
        "payment_provider_id": "",
        "payment_status": payment_status(order),
        "refunded_amount": money(refunds.refunded(order)),
        "order_is_digital": digital,
        "store_credit_amount": NOTHING,
        "gift_certificate_amount": NOTHING,
        "ip_address": "",
        "ip_address_v6": "",
        "geoip_country": "",
        "geoip_country_iso2": "",
        "currency_id": 1,
        "currency_code": order.facts.display_currency or order.currency,
        "currency_exchange_rate": order.facts.display_rate or _SAME_RATE,
        "default_currency_id": 1,
        "default_currency_code": order.currency,
        "staff_notes": written.get("staff_notes", ""),
        "customer_message": written.get("customer_message", ""),
        "discount_amount": NOTHING,
        "coupon_discount": NOTHING,
        "shipping_address_count": len(addresses(order)),
        "is_deleted": order.archived,
        "ebay_order_id": written.get("ebay_order_id", "0"),
        "cart_id": "",
        "billing_address": person(order, order.billed) | {"form_fields": []},
        "is_email_opt_in": False,
        "order_source": source_of(order),
        "channel_id": channel_of(order),
        "external_source": written.get("external_source"),
        "consignments": link(world, order, "consignments"),
        "products": link(world, order, "products"),
        "shipping_addresses": link(world, order, "shippingaddresses"),
        "coupons": link(world, order, "coupons"),
        "external_id": written.get("external_id"),
        "external_merchant_id": written.get("external_merchant_id"),
        "external_order_id": written.get("external_order_id", ""),
        "tax_provider_id": "",
        "store_default_currency_code": currency,
        "store_default_to_transactional_exchange_rate": written.get(
            "store_default_to_transactional_exchange_rate", _SAME_RATE
        ),
        "customer_locale": "en",
        "is_tax_inclusive_pricing": False,
        "custom_status": status,
        "credit_card_type": None,
    }


def link(world: World, order: PlatformOrder, *steps: str) -> Json:
    """Return URL and path of a sub-resource of an order."""
    resource = f"/orders/{order.order_id}/{'/'.join(steps)}"
    store_hash = world.state.accounts[order.store].account
    return {"url": f"{HOST}/stores/{store_hash}/v2{resource}", "resource": resource}


def addresses(order: PlatformOrder) -> dict[int, Person]:
    """Return the addresses that a line goes to, by their ids: the order's own one first."""
    if not order.has_address:
        return {}
    if not order.destinations:
        goes = [line for line in order.lines if line.physical and not line.facts.pickup]
        return {order.address_id: order.buyer} if goes else {}
    known = {order.address_id: order.buyer, **order.destinations}
    wanted = {address_of(order, line) for line in order.lines}
    return {number: person for number, person in known.items() if number in wanted}


def address_of(order: PlatformOrder, line: OrderLine) -> int:
    """Return ``order_address_id`` of a line, 0 for one that is collected or digital."""
    if not order.has_address or not line.physical or line.facts.pickup:
        return 0
    return line.address_id or order.address_id


def shipped_units(world: World, order: PlatformOrder, line: OrderLine) -> int:
    """Return ``quantity_shipped``, in which collected units may count (assumed)."""
    asked = world.state.assumptions.of
    if order.status_id in (SHIPPED, COMPLETED) and asked(STATUS_UNITS) == "all":
        return line.quantity
    if line.collected and asked(COLLECTED_UNITS) == "counted":
        return line.fulfilled + line.collected
    return line.fulfilled


def person(order: PlatformOrder, billed: Person | None = None) -> Json:
    """Return the buyer's address, or the address of *billed* if given."""
    buyer = billed or order.buyer
    first, _, rest = buyer.name.partition(" ")
    if buyer.given_name:
        first, rest = buyer.given_name, buyer.name.removeprefix(buyer.given_name).strip()
    shown = order.has_address or billed is not None
    return {
        "first_name": first,
        "last_name": rest,
        "company": buyer.company,
        "street_1": buyer.street1 if shown else "",
        "street_2": buyer.street2 if shown else "",
        "city": buyer.city if shown else "",
        "state": buyer.state_name if shown else "",
        "zip": buyer.postcode if shown else "",
        "country": buyer.country_name,
        "country_iso2": buyer.country,
        "phone": buyer.phone,
        "email": buyer.email,
    }


def product(world: World, order: PlatformOrder, line: OrderLine) -> Json:
    """Return an order product; shipments refer to its ``id`` as ``order_product_id``."""
    each, net = line.price, line.price * line.quantity
    each_tax = line.tax // line.quantity
    back = refunds.parts_of(order, line.line_id)
    units_back = sum(part.quantity for part in back)
    return {
        "id": int(line.line_id),
        "order_id": int(order.order_id),
        "product_id": int(line.listing_id),
        "variant_id": 0
        if line.listing_id == NOT_LISTED
        else product_ids.variant_of(int(line.listing_id)),
        "order_pickup_method_id": int(line.facts.pickup or 0),
        "order_address_id": address_of(order, line),
        "name": line.title,
        "name_customer": line.title,
        "name_merchant": line.title,
        "sku": line.sku,
        "upc": "",
        "type": line_facts.kind(line),
        "base_price": money(each),
        "price_ex_tax": money(each),
        "price_inc_tax": money(each + each_tax),
        "price_tax": money(each_tax),
        "base_total": money(net),
        "total_ex_tax": money(net),
        "total_inc_tax": money(net + line.tax),
        "total_tax": money(line.tax),
        "weight": f"{weights.in_unit(world.accounts[order.store], line.weight):.4f}",
        "width": NOTHING,
        "height": NOTHING,
        "depth": NOTHING,
        "quantity": line.quantity,
        "base_cost_price": NOTHING,
        "cost_price_inc_tax": NOTHING,
        "cost_price_ex_tax": NOTHING,
        "cost_price_tax": NOTHING,
        "is_refunded": units_back >= line.quantity,
        "quantity_refunded": units_back,
        "refund_amount": money(sum(part.amount for part in back)),
        "return_id": 0,
        **line_facts.gift_wrapping(line),
        "quantity_shipped": shipped_units(world, order, line),
        "event_name": None,
        "event_date": "",
        "fixed_shipping_cost": NOTHING,
        "ebay_item_id": line.item_id,
        "ebay_transaction_id": line.transaction_id,
        "option_set_id": None,
        "parent_order_product_id": None,
        "is_bundled_product": False,
        "bin_picking_number": line.facts.bin,
        "external_id": line.external_id or None,
        "brand": "",
        "gift_certificate_id": None,
        "applied_discounts": [],
        "product_options": line_facts.product_options(line),
        "configurable_fields": [],
        "discounted_total_inc_tax": money(net + line.tax),
    }


def address(world: World, order: PlatformOrder, number: int) -> Json:
    """Return a shipping address; for a connector's copy, the shipping method is assumed.

    The shipping charge is shown on the order's own address (assumed).
    """
    cost = money(order.shipping_cost if number == order.address_id else 0)
    ident = str(number)
    return {
        "id": number,
        "order_id": int(order.order_id),
        **recipient(order, number),
        **_items(world, order, number),
        "shipping_method": shipping_method(order),
        "base_cost": cost,
        "cost_ex_tax": cost,
        "cost_inc_tax": cost,
        "cost_tax": NOTHING,
        "cost_tax_class_id": 0,
        "base_handling_cost": NOTHING,
        "handling_cost_ex_tax": NOTHING,
        "handling_cost_inc_tax": NOTHING,
        "handling_cost_tax": NOTHING,
        "handling_cost_tax_class_id": 0,
        "shipping_zone_id": 0,
        "shipping_zone_name": "",
        "shipping_quotes": link(world, order, "shippingaddresses", ident, "shippingquotes"),
        "form_fields": [],
    }


def recipient(order: PlatformOrder, number: int) -> Json:
    """Return the person and the street of one of the order's addresses."""
    other = order.destinations.get(number)
    return person(order, other) if other else person(order)


def consignment(world: World, order: PlatformOrder, *, with_lines: bool) -> Json:
    """Return the lines as ``GET /v2/orders/{id}/consignments`` groups them.

    There is a group for each address, for each method of collection, and for digital lines.
    """
    shipping = [
        _shipping(world, order, number, _lines(world, order, _going_to(order, number), with_lines))
        for number in addresses(order)
    ]
    unsent = [line for line in order.lines if not line.physical]
    digital = [line for line in unsent if not line_facts.certificate_email(line)]
    certificates: list[Json] = [
        {"recipient_email": email, "line_items": _lines(world, order, [line], with_lines)}
        for line in unsent
        if (email := line_facts.certificate_email(line))
    ]
    downloads = []
    if digital:
        downloads.append({"id": 0, "line_items": _lines(world, order, digital, with_lines)})
    methods = dict.fromkeys(line.facts.pickup for line in order.lines if line.facts.pickup)
    pickups = [
        line_facts.pickup_consignment(order, n, method)
        | {
            "line_items": _lines(
                world,
                order,
                [line for line in order.lines if line.facts.pickup == method],
                with_lines,
            )
        }
        for n, method in enumerate(methods, 1)
    ]
    return {
        "pickups": pickups,
        "shipping": shipping,
        "downloads": downloads,
        "email": {"gift_certificates": certificates},
    }


def shipping_method(order: PlatformOrder) -> str:
    """Return ``shipping_method``: as written into the order, else the service the buyer chose."""
    promised = f"Prime {order.requested_service}" if order.prime else order.requested_service
    return order.written.get("shipping_method", promised)


def _going_to(order: PlatformOrder, number: int) -> list[OrderLine]:
    return [line for line in order.lines if address_of(order, line) == number]


def _shipping(world: World, order: PlatformOrder, number: int, lines: list[Json]) -> Json:
    cost = (order.shipping_cost if number == order.address_id else 0) / 100
    ident = str(number)
    return {
        "id": number,
        **recipient(order, number),
        "form_fields": [],
        "line_items": lines,
        **_items(world, order, number),
        "shipping_method": shipping_method(order),
        "base_cost": cost,
        "cost_ex_tax": cost,
        "cost_inc_tax": cost,
        "cost_tax": 0,
        "cost_tax_class_id": 0,
        "base_handling_cost": 0,
        "handling_cost_ex_tax": 0,
        "handling_cost_inc_tax": 0,
        "handling_cost_tax": 0,
        "handling_cost_tax_class_id": 0,
        "shipping_zone_id": 0,
        "shipping_zone_name": "",
        "shipping_quotes": link(world, order, "consignments/shipping", ident, "shipping_quotes"),
    }


def _lines(
    world: World, order: PlatformOrder, lines: list[OrderLine], with_lines: bool
) -> list[Json]:
    if with_lines:
        return [product(world, order, line) for line in lines]
    return [link(world, order, "products", line.line_id) for line in lines]


def _items(world: World, order: PlatformOrder, number: int) -> Json:
    mine = _going_to(order, number)
    return {
        "items_total": sum(line.quantity for line in mine),
        "items_shipped": sum(shipped_units(world, order, line) for line in mine),
    }


def _sums(order: PlatformOrder) -> Json:
    net = tax = wrapped = 0
    for line in order.lines:
        net += line.price * line.quantity
        tax += line.tax
        if line.facts is not NO_LINE_FACTS:
            wrapped += line_facts.wrapping(line)
    cost = money(order.shipping_cost)
    return {
        "subtotal_ex_tax": money(net),
        "subtotal_inc_tax": money(net + tax),
        "subtotal_tax": money(tax),
        "base_shipping_cost": cost,
        "shipping_cost_ex_tax": cost,
        "shipping_cost_inc_tax": cost,
        "shipping_cost_tax": NOTHING,
        "shipping_cost_tax_class_id": 0,
        "base_handling_cost": NOTHING,
        "handling_cost_ex_tax": NOTHING,
        "handling_cost_inc_tax": NOTHING,
        "handling_cost_tax": NOTHING,
        "handling_cost_tax_class_id": 0,
        "base_wrapping_cost": money(wrapped),
        "wrapping_cost_ex_tax": money(wrapped),
        "wrapping_cost_inc_tax": money(wrapped),
        "wrapping_cost_tax": NOTHING,
        "wrapping_cost_tax_class_id": 0,
        "total_ex_tax": money(net + wrapped + order.shipping_cost),
        "total_inc_tax": money(net + tax + wrapped + order.shipping_cost),
        "total_tax": money(tax),
    }
