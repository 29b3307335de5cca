"""The lines of an order that an app writes: catalogue products and custom products."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from mockplace.kernel.inventory.listing_ids import NOT_LISTED
from mockplace.kernel.records import OrderLine
from mockplace.platforms.bigcommerce.api import endpoint, errors
from mockplace.platforms.bigcommerce.api.catalog import product_ids
from mockplace.platforms.bigcommerce.rules.order_ids import TAX_PERCENT

if TYPE_CHECKING:
    from mockplace.kernel.records import Account
    from mockplace.kernel.world import World
    from mockplace.platforms.bigcommerce.api.catalog.product_ids import Good

Json = dict[str, object]

_KNOWN = (
    "product_id", "variant_id", "name", "name_customer", "name_merchant", "quantity", "sku", "upc",
    "price_ex_tax", "price_inc_tax", "product_options", "wrapping_id", "wrapping_name",
    "wrapping_message", "wrapping_cost_ex_tax", "wrapping_cost_inc_tax",
)  # fmt: skip
_READ_ONLY = ("id", "order_id", "base_price", "total_ex_tax", "total_inc_tax", "quantity_shipped")
#: Documented fields that are not simulated.
_NOT_SIMULATED = (
    "product_options", "wrapping_id", "wrapping_name", "wrapping_message", "wrapping_cost_ex_tax",
    "wrapping_cost_inc_tax",
)  # fmt: skip
_MOST_LINES, _MOST_UNITS = 200, 10_000
_MOST_MONEY = 10_000_000
_LONGEST = 250


def lines(world: World, account: Account, given: object) -> list[OrderLine]:
    """Return a line for each product, without a line id: the store assigns the ids later."""
    if not isinstance(given, list) or not 0 < len(given) <= _MOST_LINES:
        raise errors.invalid("products")
    return [_line(world, account, one) for one in given]


def amount(value: object, field: str) -> int:
    """Return an amount of money (a number or a numeric string) in minor units."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise errors.invalid(field)
    try:
        number = float(value)
    except (ValueError, OverflowError):
        raise errors.invalid(field) from None
    if not math.isfinite(number) or not 0 <= number <= _MOST_MONEY:
        raise errors.invalid(field)
    return round(number * 100)


def _line(world: World, account: Account, one: object) -> OrderLine:
    if not isinstance(one, dict):
        raise errors.invalid("products")
    for name in one:
        endpoint.check(str(name), read_only=_READ_ONLY, known=_KNOWN)
    ignored = [name for name in _NOT_SIMULATED if one.get(name)]
    if ignored:
        raise errors.BigCommerceError(501, f"mockplace does not simulate writing '{ignored[0]}'.")
    quantity = _quantity(one)
    good = _good(world, account, one)
    if good is None:
        return _custom(one, quantity)
    return _listed(good, one, quantity)


def _listed(good: Good, one: Json, quantity: int) -> OrderLine:
    """Return a line for a catalogue product, at its catalogue price if *one* has no price."""
    product = good.product
    if "price_ex_tax" in one or "price_inc_tax" in one:
        price, tax = _price(one, quantity)
    else:
        price = good.price
        tax = (price * quantity * TAX_PERCENT + 50) // 100
    return OrderLine(
        line_id="",
        sku=product.sku,
        title=_text(one, "name", "name_customer") or product.title,
        quantity=quantity,
        price=price,
        tax=tax,
        weight=product.weight,
        physical=product.physical,
        listing_id=str(good.number),
    )


def _custom(one: Json, quantity: int) -> OrderLine:
    """Return a line for a product outside the catalogue; name, net and gross price are required."""
    name = _text(one, "name", "name_customer")
    if not name:
        raise errors.required("name")
    price, tax = _price(one, quantity)
    return OrderLine(
        line_id="",
        sku=_text(one, "sku"),
        title=name,
        quantity=quantity,
        price=price,
        tax=tax,
        weight=0,
        physical=True,
        listing_id=NOT_LISTED,
    )


def _price(one: Json, quantity: int) -> tuple[int, int]:
    """Return the unit price without tax, and the tax of all units."""
    for name in ("price_ex_tax", "price_inc_tax"):
        if one.get(name) is None:
            raise errors.required(name)
    net = amount(one["price_ex_tax"], "price_ex_tax")
    gross = amount(one["price_inc_tax"], "price_inc_tax")
    if gross < net:
        raise errors.invalid("price_inc_tax")
    return net, (gross - net) * quantity


def _good(world: World, account: Account, one: Json) -> Good | None:
    wanted = one.get("product_id")
    if wanted in (None, 0, "0", ""):
        return None
    for good in product_ids.every(world, account):
        if str(good.number) == str(wanted):
            return good
    raise errors.invalid("product_id")


def _quantity(one: Json) -> int:
    value = one.get("quantity", 1)
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 9:
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value <= _MOST_UNITS:
        raise errors.invalid("quantity")
    return value


def _text(one: Json, *names: str) -> str:
    for name in names:
        value = one.get(name)
        if value is None:
            continue
        if not isinstance(value, str) or len(value) > _LONGEST:
            raise errors.invalid(name)
        if value:
            return value
    return ""
