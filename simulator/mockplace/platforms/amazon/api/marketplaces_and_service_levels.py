"""Amazon's marketplaces and service levels: their ids and names."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mockplace.kernel.records import Account, PlatformOrder
    from mockplace.kernel.world import World

#: Service level category in Orders v0 → service level in Orders 2026-01-01.
_LEVELS = {
    "Expedited": "EXPEDITED",
    "FreeEconomy": "FREE_ECONOMY",
    "NextDay": "NEXT_DAY",
    "Priority": "PRIORITY",
    "SameDay": "SAME_DAY",
    "Scheduled": "SCHEDULED",
    "SecondDay": "SECOND_DAY",
    "Standard": "STANDARD",
}
_CATEGORIES = {name.lower(): name for name in _LEVELS}

#: Marketplace id → name (developer-docs.amazon.com/sp-api/docs/marketplace-ids, November 2026).
_MARKETS = {
    "A13V1IB3VIYZZH": "Amazon.fr",
    "A17E79C6D8DWNP": "Amazon.sa",
    "A1805IZSGTT6HS": "Amazon.nl",
    "A19VAU5U5O7RUS": "Amazon.sg",
    "A1AM78C64UM0Y8": "Amazon.com.mx",
    "A1C3SOZRARQ6R3": "Amazon.pl",
    "A1F83G8C2ARO7P": "Amazon.co.uk",
    "A1PA6795UKMFR9": "Amazon.de",
    "A1RKKUPIHCS9HS": "Amazon.es",
    "A1VC38T7YXB528": "Amazon.co.jp",
    "A21TJRUUN4KGV": "Amazon.in",
    "A28R8C7NBKEWEA": "Amazon.ie",
    "A2EUQ1WTGCTBG2": "Amazon.ca",
    "A2NODRKZP88ZB9": "Amazon.se",
    "A2Q3Y263D00KWC": "Amazon.com.br",
    "A2VIGQ35RCS4UG": "Amazon.ae",
    "A33AVAJ2PDY3EV": "Amazon.com.tr",
    "A39IBJ37TRP1C6": "Amazon.com.au",
    "AE08WJ6YKNBMC": "Amazon.co.za",
    "AMEN7PMS3EDWL": "Amazon.com.be",
    "APJ6JRA9NG5V4": "Amazon.it",
    "ARBP9OOSHTCHU": "Amazon.eg",
    "ATVPDKIKX0DER": "Amazon.com",
}
DEFAULT_MARKET = "ATVPDKIKX0DER"


def market_of(account: Account) -> str:
    """Return the marketplace id of an account; by default that of the United States."""
    return account.market or DEFAULT_MARKET


def market_of_order(world: World, order: PlatformOrder) -> str:
    """Return the marketplace id of an order; by default its account's."""
    return order.facts.market or market_of(world.accounts[order.store])


def market_name(market: str) -> str:
    """Return the marketplace as ``SalesChannel`` names it."""
    return _MARKETS.get(market, "Amazon.com")


def category(order: PlatformOrder) -> str:
    """Return the v0 ``ShipmentServiceLevelCategory`` of the service the buyer chose.

    Standard delivery of a Prime order is SecondDay.
    """
    word = _category(order.requested_service)
    return "SecondDay" if order.prime and word == "Standard" else word


def service_level(order: PlatformOrder) -> str:
    """Return the 2026-01-01 ``fulfillmentServiceLevel`` of the service the buyer chose."""
    return _LEVELS[category(order)]


@lru_cache(maxsize=256)
def _category(service: str) -> str:
    return _CATEGORIES.get(
        "".join(letter for letter in service.lower() if letter.isalpha()), "Standard"
    )
