"""Sellers v1: a seller's marketplaces and account; clients read them first to test credentials."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockplace.platforms.amazon.api import order_terms

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
    order_terms.DEFAULT_MARKET: ("US", "USD", "en_US", "www.amazon.com"),
}


def get_marketplace_participations(
    world: World, caller: Caller, _request: Request, _params: dict[str, str]
) -> Json:
    """Answer ``getMarketplaceParticipations``: the markets that the seller has an account for."""
    return {"payload": _participations(world, caller)}


def get_account(world: World, caller: Caller, _request: Request, _params: dict[str, str]) -> Json:
    """Answer ``getAccount``: a company with a professional plan; its address is invented."""
    name = f"{_store_name(caller.account)} Inc."
    country = _market(caller.account)[0]
    address = {"addressLine1": "1 Dock Road", "city": "Harbour", "countryCode": country}
    return {
        "payload": {
            "marketplaceParticipationList": _participations(world, caller),
            "businessType": "PRIVATE_LIMITED",
            "sellingPlan": "PROFESSIONAL",
            "business": {"name": name, "registeredBusinessAddress": address},
            "primaryContact": {"name": "Sam Dock", "address": address},
        }
    }


def _participations(world: World, caller: Caller) -> list[Json]:
    sellers = order_terms.seller_accounts(world, caller.account)
    return [_participation(account) for account in sellers]


def _participation(account: Account) -> Json:
    country, currency, language, domain = _market(account)
    market = order_terms.market_of(account)
    return {
        "marketplace": {
            "id": market,
            "name": order_terms.market_name(market),
            "countryCode": country,
            "defaultCurrencyCode": currency,
            "defaultLanguageCode": language,
            "domainName": domain,
        },
        "storeName": _store_name(account),
        "participation": {"isParticipating": True, "hasSuspendedListings": False},
    }


def _market(account: Account) -> tuple[str, str, str, str]:
    return _MARKETS.get(order_terms.market_of(account), _MARKETS[order_terms.DEFAULT_MARKET])


def _store_name(account: Account) -> str:
    return f"{account.name.title()} Store"
