"""How Amazon writes weights and money."""

from __future__ import annotations

from shiponce.platforms.manifest import Units

#: The Orders API of version 2026-01-01 has no weights. An order that is not paid yet may have no
#: amount and so no currency; it then counts as in dollars.
UNITS = Units(grams=None, currency="USD")
