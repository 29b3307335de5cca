"""Units of weight, by the names that the platforms share."""

from __future__ import annotations

#: Grams per unit.
GRAMS = {"GRAM": 1.0, "KILOGRAM": 1000.0, "OUNCE": 28.349523125, "POUND": 453.59237}
