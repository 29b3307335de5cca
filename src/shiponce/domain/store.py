"""Stores and the choices a merchant makes about them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from shiponce.domain.markets import canonical
from shiponce.domain.platform import Capability, Platform


class Integration(StrEnum):
    """The generation of a BigCommerce connection; method B exists for the legacy one only."""

    LEGACY = "legacy"
    NEW = "new"


class Method(StrEnum):
    """A: import from BigCommerce. B: import from marketplaces and hide BigCommerce's copies."""

    A = "A"
    B = "B"


class MatchingMode(StrEnum):
    """How twins are recognised: as the help article says, or in every sequence of arrival."""

    DOCUMENTED = "documented"
    RECONCILING = "reconciling"


#: Stores that were connected on or after this day import Prime orders straight to Awaiting
#: Shipment (P1).
PRIME_SHIPPABLE_SINCE = datetime.fromisoformat("2023-11-03T00:00:00+00:00")


#: A platform, an account there and, if the platform lists orders by market, the market, else ''.
Connection = tuple[Platform, str, str]


def connection_of(platform: Platform, account: str, market: str) -> Connection:
    """Return the key that no two live stores share: an account, or a market of one (O12)."""
    by_market = platform.can(Capability.LISTS_BY_MARKET)
    return platform, account, canonical(platform, market) if by_market else ""


@dataclass(frozen=True, slots=True)
class Store:
    """One connected account on a platform. Credentials are not here: they are never stored."""

    id: int
    #: The name that a person gave the store, and types in commands: ``shop``, ``amz``.
    name: str
    platform: Platform
    #: The account on the platform: store hash, selling partner id or seller name.
    account: str
    connected_at: datetime
    #: BigCommerce only; None elsewhere.
    integration: Integration | None = None
    #: BigCommerce only: whether the store is notified of shipments (D1).
    notifications_on: bool = True
    #: Amazon only: import Prime orders to Awaiting Shipment, even into a store that was connected
    #: before ``PRIME_SHIPPABLE_SINCE`` (P1).
    prime_to_awaiting: bool = False
    #: Amazon only: labels can be bought from Amazon.
    buy_shipping: bool = True
    #: The platform's own name of the market, such as ``ATVPDKIKX0DER`` or ``EBAY_US``.
    market: str = ""
    #: Whether another connection to the same account replaced this one.
    replaced: bool = False
    #: A person disconnected the account: its orders are kept, but no call is made through it.
    disconnected: bool = False

    @property
    def connection(self) -> Connection:
        """The key that distinguishes this store from all others."""
        return connection_of(self.platform, self.account, self.market)

    @property
    def live(self) -> bool:
        """True if orders are imported, shipped and notified through this store."""
        return not (self.replaced or self.disconnected)
