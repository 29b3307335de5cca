"""Look up the markets of a platform by their published ids or by country."""

from __future__ import annotations

from shiponce.domain.platform import Market, Platform

#: Country codes that platforms and people use in place of the ISO 3166 code.
_USUAL = {"UK": "GB"}


def market_of(platform: Platform, name: str) -> Market | None:
    """Return the market with this id or country code on the platform, or None.

    A country with several markets is its first one in the platform's list.
    """
    wanted = name.strip().upper()
    by_id = platform.traits.markets.get(wanted)
    if by_id is not None:
        return by_id
    country = _USUAL.get(wanted, wanted)
    markets = platform.traits.markets.values()
    return next((market for market in markets if market.country == country), None)


def canonical(platform: Platform, name: str) -> str:
    """Return a market's id as its platform writes it; an unknown name in upper case."""
    market = market_of(platform, name)
    return name.strip().upper() if market is None else market.id


def market_ids(platform: Platform) -> str:
    """Return the platform's markets as one text: the label of each, or its id if it has none."""
    return ", ".join(market.label or market.id for market in platform.traits.markets.values())
