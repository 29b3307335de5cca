"""How BigCommerce writes weights and money."""

from __future__ import annotations

from shiponce.platforms.manifest import Units

#: A store's weight is assumed to be in ounces; an order without a currency is in dollars.
UNITS = Units(grams=28.349523125, currency="USD")
