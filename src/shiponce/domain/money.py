"""Money as an integer of minor units, because a float loses cents."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from functools import cache

#: Largest amount in minor units, above any real order's; a larger amount is the sender's error.
_MOST = 10**15


@cache
def places(currency: str) -> int:
    """Return how many decimals an amount of a currency has: 2 for USD, 0 for JPY, 3 for KWD."""
    from babel.numbers import get_currency_precision  # costly to import, and cached here

    return get_currency_precision(currency)


@cache
def currencies() -> frozenset[str]:
    """Return the ISO 4217 codes of currencies that are legal tender today."""
    from babel.core import get_global  # costly to import, and cached here

    return frozenset(
        code
        for of_territory in get_global("territory_currencies").values()
        for code, _, ended, tender in of_territory
        if tender and ended is None
    )


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in minor units (cents for USD, yen for JPY) and its ISO 4217 currency."""

    minor: int
    currency: str

    @classmethod
    def of(cls, amount: str | int | float | Decimal, currency: str) -> Money:
        """Parse a decimal amount such as ``"12.9900"``; ValueError if invalid or too large."""
        try:
            value = Decimal(str(amount))
            scaled = value.scaleb(places(currency)).quantize(Decimal(1), ROUND_HALF_EVEN)
            if abs(scaled) > _MOST:
                raise ValueError(amount)
            return cls(int(scaled), currency)
        except (ArithmeticError, ValueError) as bad:
            raise ValueError(f"{amount!r} is not an amount of {currency}") from bad

    @property
    def amount(self) -> Decimal:
        """The amount in major units, exact."""
        return Decimal(self.minor).scaleb(-places(self.currency))

    def __str__(self) -> str:
        digits = places(self.currency)
        return f"{self.amount:.{digits}f} {self.currency}"
