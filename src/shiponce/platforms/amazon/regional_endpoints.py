"""Amazon's endpoints: the hosts of the selling regions, and the host that issues tokens."""

from __future__ import annotations

from shiponce.domain.markets import market_of
from shiponce.platforms.amazon.traits import AMAZON

TOKENS = "https://api.amazon.com/auth/o2/token"
_HOST = "https://sellingpartnerapi-{region}.amazon.com"


def base_url(marketplace: str) -> str:
    """Return the base URL of the region in which a marketplace is."""
    return _HOST.format(region=region_of(marketplace))


def region_of(marketplace: str) -> str:
    """Return the region of a marketplace id: na, eu or fe."""
    market = market_of(AMAZON, marketplace)
    return market.region if market else "na"
