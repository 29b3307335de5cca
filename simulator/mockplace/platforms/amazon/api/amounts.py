"""Amounts of an Amazon order, in Amazon's three notations.

Amazon collects and remits tax, which is part of what the buyer pays. Shipping is charged once per
order and shown on its first line, as Amazon does for an order shipped as a whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mockplace.kernel.records import OrderLine, PlatformOrder


def decimal(minor: int) -> str:
    """Return minor units as text with two decimals."""
    whole, cents = divmod(abs(minor), 100)
    return f"{'-' if minor < 0 else ''}{whole}.{cents:02d}"


def lower(minor: int, currency: str) -> dict[str, object]:
    """Return an amount of Orders 2026-01-01, as text."""
    return {"amount": decimal(minor), "currencyCode": currency}


def upper(minor: int, currency: str) -> dict[str, object]:
    """Return an amount of Orders v0, as text with capitalised keys."""
    return {"CurrencyCode": currency, "Amount": decimal(minor)}


def number(minor: int, currency: str) -> dict[str, object]:
    """Return an amount of Merchant Fulfillment, as a number."""
    return {"CurrencyCode": currency, "Amount": minor / 100}


def items(line: OrderLine) -> int:
    """Return the price of a whole line, without tax and shipping."""
    return line.price * line.quantity


def shipping(order: PlatformOrder, line: OrderLine) -> int:
    """Return the part of the shipping charge that is shown on a line."""
    return order.shipping_cost if line is order.lines[0] else 0


def wrapping(line: OrderLine) -> int:
    """Return what the buyer pays for the gift wrapping of a line."""
    return line.facts.gift.cost if line.facts.gift else 0


def line_total(order: PlatformOrder, line: OrderLine) -> int:
    """Return what the buyer pays for a line."""
    return items(line) + line.tax + shipping(order, line) + wrapping(line)


def total(order: PlatformOrder) -> int:
    """Return what the buyer pays."""
    return sum(line_total(order, line) for line in order.lines)
