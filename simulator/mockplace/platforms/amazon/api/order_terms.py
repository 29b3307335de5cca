"""Amazon's words for statuses, channels, service levels and marketplaces."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mockplace.kernel.records import Account, PlatformOrder
    from mockplace.kernel.world import World

#: The world's status → status in Orders 2026-01-01.
STATUS_2026 = {
    "unpaid": "PENDING",
    "open": "UNSHIPPED",
    "partial": "PARTIALLY_SHIPPED",
    "shipped": "SHIPPED",
    "cancelled": "CANCELLED",
}
#: The world's status → status in Orders v0.
STATUS_V0 = {
    "unpaid": "Pending",
    "open": "Unshipped",
    "partial": "PartiallyShipped",
    "shipped": "Shipped",
    "cancelled": "Canceled",
}
#: Statuses that a search may name although no order of the world has them.
UNUSED_2026 = ("PENDING_AVAILABILITY", "UNFULFILLABLE")
UNUSED_V0 = ("PendingAvailability", "Unfulfillable", "InvoiceUnconfirmed")

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

_MARKETS = {
    "A1F83G8C2ARO7P": "Amazon.co.uk",
    "A13V1IB3VIYZZH": "Amazon.fr",
    "A1PA6795UKMFR9": "Amazon.de",
    "A1RKKUPIHCS9HS": "Amazon.es",
    "A2EUQ1WTGCTBG2": "Amazon.ca",
    "APJ6JRA9NG5V4": "Amazon.it",
    "ATVPDKIKX0DER": "Amazon.com",
}
DEFAULT_MARKET = "ATVPDKIKX0DER"


def market_of(account: Account) -> str:
    """Return the marketplace id of an account; by default that of the United States."""
    return account.market or DEFAULT_MARKET


def seller_accounts(world: World, account: Account) -> tuple[Account, ...]:
    """Return the accounts of a seller, one for each market: they have one selling partner id."""
    return tuple(
        other
        for other in world.accounts.values()
        if (other.platform, other.account) == (account.platform, account.account)
    )


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
