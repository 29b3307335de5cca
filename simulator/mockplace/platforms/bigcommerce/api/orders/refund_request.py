"""Parse the body of a request for a refund or a refund quote: items and payments."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import orjson

from mockplace.http_types import Request
from mockplace.kernel.commands import IssueRefund, RequestedPart
from mockplace.platforms.bigcommerce.api import errors

if TYPE_CHECKING:
    from mockplace.kernel.records import PlatformOrder

Json = dict[str, object]

#: Code of the world's refusal → the field with the error.
FIELDS = {
    "unpaid": "order_id",
    "already-refunded": "order_id",
    "no-amount": "items.amount",
    "unknown-line": "items.item_id",
    "quantity-too-large": "items.quantity",
    "line-refund-too-large": "items.amount",
    "shipping-refund-too-large": "items.amount",
    "refund-too-large": "items.amount",
}
#: Documented item types that are not simulated, because no order here has such an item.
_NOT_THERE = ("GIFT_WRAPPING", "HANDLING", "FEE", "TAX")
_NOT_SIMULATED = ("tax_adjustment_amount", "merchant_calculated_override")
_LONGEST_REASON = 1000
_MOST_ITEMS = 500
_MOST_MONEY = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Payment:
    """The payment of a refund: provider, amount in minor units, and whether it is offline."""

    provider: str
    minor: int
    offline: bool


def unprocessable(field: str, why: str) -> errors.BigCommerceError:
    """Return 422 with the field and what is wrong with it."""
    return errors.BigCommerceError(422, "JSON data is missing or invalid", {field: why})


def body(request: Request) -> Json:
    """Return the JSON object of a request; raise 501 for a field that is not simulated."""
    try:
        content = orjson.loads(request.body)
    except orjson.JSONDecodeError:
        raise errors.BigCommerceError(
            400, "The request body could not be parsed as JSON."
        ) from None
    if not isinstance(content, dict):
        raise unprocessable("items", "error.path.missing.")
    for name in _NOT_SIMULATED:
        if content.get(name):
            raise errors.BigCommerceError(501, f"mockplace does not simulate '{name}'.")
    return content


def wish(order: PlatformOrder, given: Json) -> IssueRefund:
    """Return the refund command that the body's items describe."""
    items = given.get("items")
    if not isinstance(items, list) or not 0 < len(items) <= _MOST_ITEMS:
        raise unprocessable("items", "error.path.missing.")
    parts = tuple(_part(order, n, item) for n, item in enumerate(items))
    reasons = [part.reason for part in parts if part.reason]
    reason = _text(given, "reason", "reason") or (reasons[0] if reasons else "")
    return IssueRefund(order.store, order.order_id, parts, reason)


def payment(given: Json) -> Payment:
    """Return the refund's only payment; refuse several, because each order was paid in one way."""
    found = given.get("payments")
    if not isinstance(found, list) or not found:
        raise unprocessable("payments", "error.path.missing.")
    if len(found) > 1:
        raise unprocessable("payments", "the order was paid in one way, and is refunded in one")
    (one,) = found
    if not isinstance(one, dict):
        raise unprocessable("payments.0", "error.expected.jsobject")
    provider = one.get("provider_id")
    if not isinstance(provider, str) or not provider:
        raise unprocessable("payments.0.provider_id", "error.path.missing.")
    minor = _money(one.get("amount"), "payments.0.amount")
    return Payment(provider, minor, one.get("offline") is True)


def _part(order: PlatformOrder, n: int, item: object) -> RequestedPart:
    place = f"items.{n}"
    if not isinstance(item, dict):
        raise unprocessable(place, "error.expected.jsobject")
    kind, ident = item.get("item_type"), _whole(item.get("item_id"), f"{place}.item_id")
    reason = _text(item, "reason", f"{place}.reason")
    if item.get("adjustments"):
        raise errors.BigCommerceError(501, "mockplace does not simulate 'adjustments'.")
    if kind == "PRODUCT":
        quantity = _whole(item.get("quantity"), f"{place}.quantity")
        if quantity < 1:
            raise unprocessable(f"{place}.quantity", "it has to be above nothing")
        return RequestedPart("line", str(ident), quantity, reason=reason)
    if kind in _NOT_THERE:
        raise unprocessable(f"{place}.item_type", f"the order has no {kind} to refund")
    owner = {"SHIPPING": order.address_id, "ORDER": int(order.order_id)}
    if not isinstance(kind, str) or kind not in owner:
        raise unprocessable(f"{place}.item_type", "it is not a type of item")
    if ident != owner[kind]:
        raise unprocessable(f"{place}.item_id", "it is not the order's")
    amount = _money(item.get("amount"), f"{place}.amount")
    return RequestedPart(
        "shipping" if kind == "SHIPPING" else "order", amount=amount, reason=reason
    )


def _money(value: object, place: str) -> int:
    """Return an amount (a number or a numeric string, two decimals at most) in minor units."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise unprocessable(place, "error.expected.jsnumber")
    try:
        number = float(value)
    except ValueError:
        raise unprocessable(place, "error.expected.jsnumber") from None
    if not math.isfinite(number) or not 0 < number < _MOST_MONEY:
        raise unprocessable(place, "it has to be an amount above nothing")
    minor = round(number * 100)
    if abs(minor - number * 100) > 1e-6 * max(1.0, number):
        raise unprocessable(place, "it has to have two decimals at most")
    return minor


def _whole(value: object, place: str) -> int:
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= 18:
        return int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        raise unprocessable(place, "error.expected.jsnumber")
    return value


def _text(given: Json, name: str, place: str) -> str:
    value = given.get(name)
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > _LONGEST_REASON:
        raise unprocessable(place, f"it has to be text of {_LONGEST_REASON} characters at most")
    return value
