"""How Amazon writes weights and money."""

from __future__ import annotations

from shiponce.platforms.manifest import Units

#: Orders 2026-01-01 gives no weight; an order that is not paid yet may give no amount.
UNITS = Units(grams=None, currency="USD")
