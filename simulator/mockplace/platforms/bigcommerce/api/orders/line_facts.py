"""Options, gift wrapping and collection of an order's lines, for Orders V2.

Source: bigcommerce/docs, reference/orders.v2.oas2.yml of 2026-04-01 (orderProductOptions,
orderProducts, pickupConsignment_Get). Texts that only a shop could choose are invented.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockplace.platforms.bigcommerce.api.orders.amounts import NOTHING, money

if TYPE_CHECKING:
    from mockplace.kernel.records import OrderLine, PlatformOrder

Json = dict[str, object]

#: The place in which all methods of collection hand over.
_LOCATION: Json = {
    "id": 1,
    "name": "Shop",
    "code": "SHOP",
    "address_line_1": "1 Dock Rd",
    "address_line_2": "",
    "city": "Reno",
    "state": "Nevada",
    "postal_code": "89502",
    "country_alpha2": "US",
    "email": "shop@example.com",
    "phone": "7755550100",
}

_UNWRAPPED: Json = {
    "wrapping_id": 0,
    "wrapping_name": "",
    "base_wrapping_cost": NOTHING,
    "wrapping_cost_ex_tax": NOTHING,
    "wrapping_cost_inc_tax": NOTHING,
    "wrapping_cost_tax": NOTHING,
    "wrapping_message": "",
}


def wrapping(line: OrderLine) -> int:
    """Return what the buyer pays for the gift wrapping of a line, in minor units."""
    return line.facts.gift.cost if line.facts.gift else 0


def gift_wrapping(line: OrderLine) -> Json:
    """Return the wrapping fields of an order product; the cost is the whole line's (assumed)."""
    gift = line.facts.gift
    if gift is None:
        return _UNWRAPPED
    cost = money(gift.cost)
    return {
        "wrapping_id": 1 if gift.wrapping else 0,
        "wrapping_name": gift.wrapping,
        "base_wrapping_cost": cost,
        "wrapping_cost_ex_tax": cost,
        "wrapping_cost_inc_tax": cost,
        "wrapping_cost_tax": NOTHING,
        "wrapping_message": gift.message,
    }


def kind(line: OrderLine) -> str:
    """Return ``type``: a digital gift that is sent to an e-mail address is a certificate."""
    if line.physical:
        return "physical"
    return "giftcertificate" if certificate_email(line) else "digital"


def certificate_email(line: OrderLine) -> str:
    """Return the address that a gift certificate is sent to, '' for any other line."""
    gift = line.facts.gift
    return gift.recipient_email if gift and not line.physical else ""


def product_options(line: OrderLine) -> list[Json]:
    """Return ``product_options``: what the buyer chose or had written on the article."""
    return [_option(line, n, *option) for n, option in enumerate(line.facts.options, 1)]


def pickup_consignment(order: PlatformOrder, n: int, method: str) -> Json:
    """Return the order's nth pickup consignment, without its lines."""
    return {
        "id": int(order.order_id) * 10 + n,
        "pickup_method_id": int(method),
        "pickup_method_display_name": "Collect in the shop",
        "collection_instructions": "Bring your id.",
        "collection_time_description": "9am - 6pm",
        "location": dict(_LOCATION),
    }


def _option(line: OrderLine, n: int, name: str, value: str) -> Json:
    number = int(line.line_id) * 10 + n
    return {
        "id": number,
        "option_id": n,
        "order_product_id": int(line.line_id),
        "product_option_id": n,
        "display_name": name,
        "display_name_customer": name,
        "display_name_merchant": name,
        "display_value": value,
        "display_value_customer": value,
        "display_value_merchant": value,
        "value": value,
        "type": "Text field",
        "name": name,
        "display_style": "",
    }
