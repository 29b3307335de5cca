"""The markets of Amazon and eBay: every id that the platforms publish, and where it is.

Sources: developer-docs.amazon.com/sp-api/docs/marketplace-ids, and eBay's MarketplaceIdEnum
(developer.ebay.com/api-docs/sell/account/types/ba:MarketplaceIdEnum).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from shiponce.domain.store import Platform


@dataclass(frozen=True, slots=True)
class Market:
    """One market: the platform's own id of it and the country that it sells in."""

    id: str
    #: ISO 3166 alpha-2.
    country: str
    #: Amazon's region, which decides on the host that is called: na, eu or fe. Empty for eBay.
    region: str = ""


_AMAZON = {
    "na": "CA A2EUQ1WTGCTBG2 US ATVPDKIKX0DER MX A1AM78C64UM0Y8 BR A2Q3Y263D00KWC",
    "eu": "IE A28R8C7NBKEWEA ES A1RKKUPIHCS9HS GB A1F83G8C2ARO7P FR A13V1IB3VIYZZH"
    " BE AMEN7PMS3EDWL NL A1805IZSGTT6HS DE A1PA6795UKMFR9 IT APJ6JRA9NG5V4 SE A2NODRKZP88ZB9"
    " ZA AE08WJ6YKNBMC PL A1C3SOZRARQ6R3 EG ARBP9OOSHTCHU TR A33AVAJ2PDY3EV SA A17E79C6D8DWNP"
    " AE A2VIGQ35RCS4UG IN A21TJRUUN4KGV",
    "fe": "SG A19VAU5U5O7RUS AU A39IBJ37TRP1C6 JP A1VC38T7YXB528",
}
_EBAY = (
    "US GB DE AU CA FR IT ES AT BE CH CN CZ DK FI GR HK HU ID IE IL IN JP MY NL NO NZ PE PH PL PR"
    " PT RU SE SG TH TW VN ZA"
)


def _amazon() -> dict[str, Market]:
    found = {}
    for region, listed in _AMAZON.items():
        words = listed.split()
        for country, name in zip(words[::2], words[1::2], strict=True):
            found[name] = Market(name, country, region)
    return found


def _ebay() -> dict[str, Market]:
    ids = {f"EBAY_{country}": country for country in _EBAY.split()}
    ids |= dict.fromkeys(("EBAY_MOTORS_US", "EBAY_MOTORS", "EBAY_HALF_US"), "US")
    return {name: Market(name, country) for name, country in ids.items()}


#: By platform and id, in the order in which they are told. BigCommerce has none.
MARKETS: Mapping[Platform, Mapping[str, Market]] = {
    Platform.AMAZON: _amazon(),
    Platform.EBAY: _ebay(),
    Platform.BIGCOMMERCE: {},
}


def market_of(platform: Platform, name: str) -> Market | None:
    """Return the market with this id on the platform, or None."""
    return MARKETS[platform].get(canonical(name))


def canonical(name: str) -> str:
    """Return a market's id as its platform writes it: capitals, no blanks around it."""
    return name.strip().upper()


def listed(platform: Platform) -> str:
    """Return the platform's markets as one text, Amazon's with their country."""
    found = MARKETS[platform].values()
    if platform is Platform.AMAZON:
        return ", ".join(f"{market.id} ({market.country})" for market in found)
    return ", ".join(market.id for market in found)
