"""Weights in the unit of the store, as its profile names it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockplace.platforms.shared.weight_units import GRAMS

if TYPE_CHECKING:
    from mockplace.kernel.records import Account

#: Name of a unit → the word of ``weight_units`` in GET /v2/store. The words are those of
#: ``weight_measurement`` (bigcommerce/docs, settings.v3 of 2026-04-01).
UNITS = {
    "OUNCE": "Ounces", "POUND": "LBS", "KILOGRAM": "KGS", "GRAM": "Grams", "TONNE": "Tonnes",
}  # fmt: skip
_GRAMS = GRAMS | {"TONNE": 1_000_000.0}


def in_units(account: Account, grams: int) -> float:
    """Return a weight in grams in the store's own unit."""
    return grams / _GRAMS[account.weight_unit]
