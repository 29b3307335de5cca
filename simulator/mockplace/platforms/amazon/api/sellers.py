"""Sellers v1: a seller's marketplaces and account; clients read them first to test credentials."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockplace.platforms.amazon.api import marketplaces_and_service_levels

if TYPE_CHECKING:
    from mockplace.http_types import Request
    from mockplace.kernel.records import Account
    from mockplace.kernel.world import World
    from mockplace.platforms.amazon.api.access_token import Caller

Json = dict[str, object]
#: Marketplace id → country, currency, language, domain; from Amazon's page of marketplace ids.
_MARKETS = {
    "A1F83G8C2ARO7P": ("GB", "GBP", "en_GB", "www.amazon.co.uk"),
    "A13V1IB3VIYZZH": ("FR", "EUR", "fr_FR", "www.amazon.fr"),
    "A1PA6795UKMFR9": ("DE", "EUR", "de_DE", "www.amazon.de"),
    "A1RKKUPIHCS9HS": ("ES", "EUR", "es_ES", "www.amazon.es"),
    "A2EUQ1WTGCTBG2": ("CA", "CAD", "en_CA", "www.amazon.ca"),
    "APJ6JRA9NG5V4": ("IT", "EUR", "it_IT", "www.amazon.it"),
    marketplaces_and_service_levels.DEFAULT_MARKET: ("US", "USD", "en_US", "www.amazon.com"),
}


def get_marketplace_participations(
    _world: World, caller: Caller, _request: Request, _params: dict[str, str]
) -> Json:
    """Answer ``getMarketplaceParticipations``: the account's marketplaces, its first one first."""
    return {"payload": _participations(caller.account)}


def get_account(_world: World, caller: Caller, _request: Request, _params: dict[str, str]) -> Json:
    """Answer ``getAccount``: a company with a professional plan; its address is invented."""
    name = f"{_store_name(caller.account)} Inc."
    country = _market(caller.account)[0]
    address = {"addressLine1": "1 Dock Road", "city": "Harbour", "countryCode": country}
    return {
        "payload": {
            "marketplaceParticipationList": _participations(caller.account),
            "businessType": "PRIVATE_LIMITED",
            "sellingPlan": "PROFESSIONAL",
            "business": {"name": name, "registeredBusinessAddress": address},
            "primaryContact": {"name": "Sam Dock", "address": address},
        }
    }


def _participations(account: Account) -> list[Json]:
    markets = (marketplaces_and_service_levels.market_of(account), *account.more_markets)
    return [_participation(account, market) for market in markets]


def _participation(account: Account, market: str) -> Json:
    known = _MARKETS.get(market, _MARKETS[marketplaces_and_service_levels.DEFAULT_MARKET])
    country, currency, language, domain = known
    return {
        "marketplace": {
            "id": market,
            "name": marketplaces_and_service_levels.market_name(market),
            "countryCode": country,
            "defaultCurrencyCode": currency,
            "defaultLanguageCode": language,
            "domainName": domain,
        },
        "storeName": _store_name(account),
        "participation": {"isParticipating": True, "hasSuspendedListings": False},
    }


def _market(account: Account) -> tuple[str, str, str, str]:
    return _MARKETS.get(
        marketplaces_and_service_levels.market_of(account),
        _MARKETS[marketplaces_and_service_levels.DEFAULT_MARKET],
    )


def _store_name(account: Account) -> str:
    return f"{account.name.title()} Store"
