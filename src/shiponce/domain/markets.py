"""Look up the markets of a platform by their published ids."""

from __future__ import annotations

from shiponce.domain.platform import Market, Platform


def market_of(platform: Platform, name: str) -> Market | None:
    """Return the market with this id on the platform, or None."""
    return platform.traits.markets.get(canonical(name))


def canonical(name: str) -> str:
    """Return a market's id as its platform writes it: upper case, no surrounding blanks."""
    return name.strip().upper()


def market_ids(platform: Platform) -> str:
    """Return the platform's markets as one text: the label of each, or its id if it has none."""
    return ", ".join(market.label or market.id for market in platform.traits.markets.values())
