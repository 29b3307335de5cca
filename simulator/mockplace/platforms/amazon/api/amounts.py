"""Sums of an Amazon order, and the three ways in which Amazon writes money.

Tax is collected and remitted by Amazon and is part of what the buyer pays. Shipping is charged
once an order and stands on its first line, as Amazon shows it for an order sent as a whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mockplace.kernel.records import OrderLine, PlatformOrder


def decimal(minor: int) -> str:
    """Minor units as text with two decimals."""
    whole, cents = divmod(abs(minor), 100)
    return f"{'-' if minor < 0 else ''}{whole}.{cents:02d}"


def lower(minor: int, currency: str) -> dict[str, object]:
    """Orders 2026-01-01: the amount is text."""
    return {"amount": decimal(minor), "currencyCode": currency}


def upper(minor: int, currency: str) -> dict[str, object]:
    """Orders v0: the amount is text, the keys are capitalised."""
    return {"CurrencyCode": currency, "Amount": decimal(minor)}


def number(minor: int, currency: str) -> dict[str, object]:
    """Merchant Fulfillment: the amount is a number."""
    return {"CurrencyCode": currency, "Amount": minor / 100}


def items(line: OrderLine) -> int:
    """Return the price of a whole line, without tax and shipping."""
    return line.price * line.quantity


def shipping(order: PlatformOrder, line: OrderLine) -> int:
    """Return the part of the shipping charge that stands on a line."""
    return order.shipping_cost if line is order.lines[0] else 0


def line_total(order: PlatformOrder, line: OrderLine) -> int:
    """Return what the buyer pays for a line."""
    return items(line) + line.tax + shipping(order, line)


def total(order: PlatformOrder) -> int:
    """Return what the buyer pays."""
    return sum(line_total(order, line) for line in order.lines)
