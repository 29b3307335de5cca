"""How BigCommerce writes weights and money."""

from __future__ import annotations

from collections.abc import Mapping

from shiponce.platforms.manifest import Units

#: weight_units of GET /v2/store → grams. The values are those of weight_measurement in Settings V3,
#: MeasurementUnitsSettings (github.com/bigcommerce/docs, reference/settings.v3.yml, April 2026).
GRAMS: Mapping[str, float] = {
    "LBS": 453.59237,
    "Ounces": 28.349523125,
    "KGS": 1000.0,
    "Grams": 1.0,
    "Tonnes": 1_000_000.0,
}
_BY_NAME = {name.casefold(): grams for name, grams in GRAMS.items()}
#: Weights are in the store's own unit; an order without a currency is in dollars.
UNITS = Units(grams=None, currency="USD")


def grams_in(unit: str) -> float | None:
    """Return the grams in a store's unit of weight; None if BigCommerce documents no such unit."""
    return _BY_NAME.get(unit.strip().casefold())
