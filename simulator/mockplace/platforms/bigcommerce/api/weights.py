"""The store's unit of weight, which ``GET /v2/store`` names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockplace.platforms.shared.weight_units import GRAMS

if TYPE_CHECKING:
    from mockplace.kernel.records import Account

#: weight_units → grams; the values of weight_measurement (bigcommerce/docs, settings.v3.yml).
_GRAMS = {
    "LBS": GRAMS["POUND"],
    "Ounces": GRAMS["OUNCE"],
    "KGS": GRAMS["KILOGRAM"],
    "Grams": GRAMS["GRAM"],
    "Tonnes": 1_000_000.0,
}
_USUAL = "Ounces"


def unit_of(account: Account) -> str:
    """Return the unit as ``weight_units`` writes it; any text, so that clients can be tried."""
    return account.weight_unit or _USUAL


def in_unit(account: Account, grams: int) -> float:
    """Return a weight in the store's unit; a unit that is not documented counts as ounces."""
    return grams / _GRAMS.get(unit_of(account), _GRAMS[_USUAL])
