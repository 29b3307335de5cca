"""Platforms in the domain: an id, and the traits that a manifest declares.

This module names no platform. ``platforms.registry`` registers each manifest's id and traits, and
all decisions use these traits instead of comparing names.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from functools import cache
from importlib import import_module
from typing import ClassVar, Final


class Role(StrEnum):
    """The role of a platform for the merchant."""

    #: The merchant's own shop: its connector copies the marketplaces' orders into it.
    SHOP = "shop"
    #: A marketplace where buyers buy directly; its orders are originals.
    MARKETPLACE = "marketplace"


class Capability(StrEnum):
    """Features that only some platforms have."""

    #: Marks orders that carry the platform's delivery promise, and restricts how they are shipped
    #: (P1 to P3).
    PRIME = "prime"
    #: Sells labels for its own orders; the purchase confirms the shipment by itself (N10).
    SELLS_LABELS = "sells_labels"
    #: Lets a buyer combine orders: the new order takes over the lines of the old ones (Q4). Accepts
    #: each tracking number for the orders of one buyer only.
    COMBINES_ORDERS = "combines_orders"
    #: Lists orders by market: a store on another market has other orders.
    LISTS_BY_MARKET = "lists_by_market"
    #: Its notifications contain the lines of a package in documented mode too (Q2).
    NAMES_LINES = "names_lines"
    #: Accepts a notification without a tracking number: untracked post (O11).
    TAKES_UNTRACKED = "takes_untracked"
    #: Accepts the carrier's name in such a notification too.
    NAMES_CARRIER_UNTRACKED = "names_carrier_untracked"
    #: Keeps every package as it was notified, and accepts one package for each tracking number.
    KEEPS_PACKAGES = "keeps_packages"


class StoreOption(StrEnum):
    """A setting of a store that only some platforms have; the value is the setting's key."""

    INTEGRATION = "integration"
    PRIME_TO_AWAITING = "prime_to_awaiting"
    BUY_SHIPPING = "buy_shipping"
    SHIP_FROM = "ship_from"


class Operation(StrEnum):
    """The kinds of calls whose rate the hub limits."""

    LISTING = "listing"
    READ = "read"
    CONFIRM = "confirm"


@dataclass(frozen=True, slots=True)
class Market:
    """One market: its country, and the platform's id of the market."""

    id: str
    #: ISO 3166 alpha-2.
    country: str
    #: The platform's region if the API host depends on it, else ''.
    region: str = ""
    #: The text for lists of markets; '' if the id already names the country.
    label: str = ""


@dataclass(frozen=True, slots=True)
class Rate:
    """A token bucket: calls per second on average, and how many calls may be made at once."""

    per_second: float
    burst: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """The properties of a platform on which decisions depend. Every field is required."""

    role: Role
    capabilities: frozenset[Capability]
    options: frozenset[StoreOption]
    #: The shape of an account's id; it allows unusual ids and only rejects text pasted by mistake.
    account: re.Pattern[str]
    #: The code of the sentence for an account id that does not match *account*.
    account_flaw: str
    #: The shape of the platform's order ids. A value in another platform's field is taken for such
    #: an id only if it matches.
    order_id: re.Pattern[str]
    #: The shape of older ids, such as those made of a line's item and transaction; None if there is
    #: only one shape.
    older_order_id: re.Pattern[str] | None
    #: The markets by id, in display order. Empty: stores have no market.
    markets: Mapping[str, Market]
    #: A query for orders must end at least this long before the platform's current time.
    listing_lag: timedelta
    #: The rate for every operation; None: only the platform's own answers limit the calls.
    rates: Mapping[Operation, Rate | None]
    #: How long the buyer's data may be kept after an order is closed; None: no platform rule.
    retention: timedelta | None
    #: The permission without which the platform withholds name and street; '' if it needs none.
    address_role: str

    def __post_init__(self) -> None:
        """Raise ValueError for incomplete or contradictory traits."""
        missing = set(Operation) - self.rates.keys()
        if missing:
            raise ValueError(f"no rate for {', '.join(sorted(missing))}")
        if any(name != market.id for name, market in self.markets.items()):
            raise ValueError("markets stand under their own ids")
        sells = Capability.SELLS_LABELS in self.capabilities
        if sells is not (StoreOption.BUY_SHIPPING in self.options):
            raise ValueError("labels are sold exactly where a store can turn them off")


class UnknownPlatform(ValueError):
    """No platform is registered under this id."""


_REGISTERED: Final[dict[str, Platform]] = {}


#: The module that loads every installed platform. It is imported by name on first use, because the
#: domain imports no other package. So platforms are found even if no other module was imported
#: before.
_REGISTRY: Final = "shiponce.platforms.registry"


class _Finder:
    """Registers the installed platforms when a platform is first looked up."""

    def __init__(self) -> None:
        self._finding = False
        self._lock = threading.RLock()

    def find(self) -> None:
        """Register the installed platforms; other threads wait until this is done.

        A call from the registration itself returns at once; its caller sees only the platforms
        registered so far.
        """
        with self._lock:
            if self._finding:
                return
            self._finding = True
            try:
                import_module(_REGISTRY).load()
            finally:
                self._finding = False


_FINDER: Final = _Finder()


class Platform(str):
    """A registered platform: its id, as a string, and its traits.

    ``Platform("amazon")`` returns the registered platform, or raises UnknownPlatform.
    """

    __slots__ = ("traits",)
    traits: Traits

    def __new__(cls, name: str) -> Platform:
        """Return the platform that is registered under *name*."""
        if name not in _REGISTERED:
            _FINDER.find()
        try:
            return _REGISTERED[name]
        except KeyError:
            raise UnknownPlatform(name) from None

    def __reduce__(self) -> tuple[type[Platform], tuple[str]]:
        """Copy and pickle only the id, so that each platform exists once."""
        return Platform, (self.value,)

    def __repr__(self) -> str:
        """Return the expression that evaluates to this platform."""
        return f"Platform({self.value!r})"

    @property
    def value(self) -> str:
        """The id as a plain string, as it is stored."""
        return str.__str__(self)

    @property
    def is_marketplace(self) -> bool:
        """Return True for a marketplace, and False for the merchant's own shop."""
        return self.traits.role is Role.MARKETPLACE

    @property
    def is_shop(self) -> bool:
        """Return True for the merchant's own shop, which holds copies of marketplace orders."""
        return self.traits.role is Role.SHOP

    def can(self, capability: Capability) -> bool:
        """Return True if the platform has the capability."""
        return capability in self.traits.capabilities

    def has_option(self, option: StoreOption) -> bool:
        """Return True if a store on the platform has this setting."""
        return option in self.traits.options


#: Words with another meaning where a platform's id can be written, so no platform may have one of
#: them as its id.
RESERVED = frozenset({"storefront", "unknown", "carrier", "house", "person", "world", "hub"})
_ID = re.compile(r"[a-z][a-z0-9]{1,30}")


def register_platform(name: str, traits: Traits) -> Platform:
    """Register a platform's traits under its id.

    Registering the same traits again changes nothing. ValueError for an id that has other traits,
    is reserved, or is not made of lower-case letters and digits.
    """
    if not _ID.fullmatch(name) or name in RESERVED:
        raise ValueError(f"{name!r} cannot be the id of a platform")
    known = _REGISTERED.get(name)
    if known is not None:
        if known.traits != traits:
            raise ValueError(f"another platform is registered as {name!r}")
        return known
    platform = str.__new__(Platform, name)
    platform.traits = traits
    _REGISTERED[name] = platform
    platforms.cache_clear()
    marketplaces.cache_clear()
    return platform


def forget_platform(name: str) -> None:
    """Remove a registered platform, for tests."""
    _REGISTERED.pop(name, None)
    platforms.cache_clear()
    marketplaces.cache_clear()


@cache
def platforms() -> tuple[Platform, ...]:
    """Return every registered platform: shops first, then marketplaces, each by id."""
    _FINDER.find()
    return tuple(sorted(_REGISTERED.values(), key=lambda one: (one.is_marketplace, one.value)))


@cache
def marketplaces() -> tuple[Platform, ...]:
    """Return every registered marketplace, by id."""
    return tuple(one for one in platforms() if one.is_marketplace)


_FIXED_SOURCES: Final = frozenset({"storefront", "unknown"})
#: Every source created so far; each source exists once.
_SOURCES: Final[dict[str, Source]] = {}


class Source(str):
    """Where the buyer bought; the hub may have imported the order from another platform.

    A source is a marketplace's id, ``storefront`` or ``unknown``; any other name raises
    UnknownPlatform.
    """

    __slots__ = ()
    STOREFRONT: ClassVar[Source]
    UNKNOWN: ClassVar[Source]

    def __new__(cls, name: str) -> Source:
        """Return the source of this name."""
        if name not in _FIXED_SOURCES and not Platform(name).is_marketplace:
            raise UnknownPlatform(name)
        return _SOURCES.setdefault(name, str.__new__(cls, name))

    def __reduce__(self) -> tuple[type[Source], tuple[str]]:
        """Copy and pickle only the name, so that each source exists once."""
        return Source, (self.value,)

    def __repr__(self) -> str:
        """Return the expression that evaluates to this source."""
        return f"Source({self.value!r})"

    @property
    def value(self) -> str:
        """The name as a plain string, as it is stored."""
        return str.__str__(self)

    @property
    def platform(self) -> Platform | None:
        """The marketplace of the source; None for ``storefront`` and ``unknown``."""
        return None if self in _FIXED_SOURCES else Platform(self)


Source.STOREFRONT = Source("storefront")
Source.UNKNOWN = Source("unknown")


def sources() -> tuple[Source, ...]:
    """Return every source: ``storefront``, each marketplace, and ``unknown``."""
    bought = (Source(one.value) for one in marketplaces())
    return (Source.STOREFRONT, *bought, Source.UNKNOWN)
