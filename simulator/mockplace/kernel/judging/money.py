"""Amounts of money: minor units and a currency."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

#: Currencies whose minor unit is not a hundredth. Source: ISO 4217, list one.
_DECIMALS = {
    **dict.fromkeys(("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF"), 0),
    **dict.fromkeys(("UGX", "VND", "VUV", "XAF", "XOF", "XPF"), 0),
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
}


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount in minor units, such as cents, of one currency."""

    currency: str
    minor: int

    @property
    def amount(self) -> Decimal:
        """The amount in major units, such as dollars."""
        return Decimal(self.minor).scaleb(-_DECIMALS.get(self.currency, 2))

    def __str__(self) -> str:
        """Return the amount with its currency: ``12.99 USD``."""
        return f"{self.amount} {self.currency}"


def totals(amounts: Iterable[Money]) -> tuple[Money, ...]:
    """Add up amounts by currency."""
    found: dict[str, int] = {}
    for one in amounts:
        found[one.currency] = found.get(one.currency, 0) + one.minor
    return tuple(Money(currency, minor) for currency, minor in sorted(found.items()))
