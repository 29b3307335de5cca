"""Gives the hub its adapters over HTTP. Going live changes the credentials and nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, fields
from datetime import timedelta
from pathlib import Path
from threading import local

import httpx

from shiponce import __version__
from shiponce.carriers.house_carrier import HouseCarrier
from shiponce.decisions.store_validation import variable_stem
from shiponce.domain.shipment import Label, Quote, Route
from shiponce.domain.store import Platform, Store
from shiponce.domain.text_sanitizing import unseen
from shiponce.errors import BadInput, NotAuthorised, WritesOff
from shiponce.platforms.amazon.authorized_requests import (
    AmazonCredentials,
    AmazonDoor,
    ShipFrom,
)
from shiponce.platforms.amazon.client import AmazonAdapter
from shiponce.platforms.amazon.labels import BuyShipping
from shiponce.platforms.bigcommerce.client import BigCommerceAdapter
from shiponce.platforms.ebay.client import EbayAdapter, EbayCredentials
from shiponce.platforms.http_client import where
from shiponce.platforms.response_timeout import InTime
from shiponce.platforms.transports import OneAddress, OnlyActs, ReadingOnly, trust
from shiponce.ports import CarrierAdapter, Clock, PlatformAdapter, Purchase
from shiponce.words.domain_words import ROUTE_WORD

#: Seconds. Shorter than the time after which a purchase counts as doubtful.
_TIMEOUT = httpx.Timeout(30.0, connect=10.0)
_MARKETPLACE_PARTS = ("CLIENT_ID", "CLIENT_SECRET", "REFRESH_TOKEN")
#: What a header or a form can hold of a secret: no platform gives one with anything else in it.
_SECRET = re.compile(r"[!-~]+")
_INVENTED_DOCK = ShipFrom(
    "shiponce dock", "1 Dock Road", "Reno", "NV", "89502", "US", "dock@example.com", "7755550100"
)


@dataclass(frozen=True, slots=True)
class BigCommerceCredentials:
    """The access token of a store's API account; it is never shown."""

    token: str = field(repr=False)


Credentials = BigCommerceCredentials | AmazonCredentials | EbayCredentials


class HttpConnections:
    """Adapters over one HTTP client. Threads may share it: each has adapters of its own."""

    def __init__(
        self,
        credentials: Callable[[Store], Credentials],
        *,
        clock: Clock,
        transport: httpx.BaseTransport | None = None,
        platforms_url: str | None = None,
        ship_from: ShipFrom | None = None,
        read_only: bool = False,
        ca_file: Path | None = None,
        exposed: Collection[str] = (),
    ) -> None:
        """Take a *transport* in a simulation, or one address (*platforms_url*) for every host.

        *read_only* is held at the wire: whoever forgets it is refused there. *ca_file* is trusted
        beside the usual authorities. *exposed* names stores whose secrets others can read.
        """
        self._credentials = credentials
        self._clock = clock
        self.read_only = read_only
        self._ship_from = ship_from
        self._simulated = transport is not None or platforms_url is not None
        if ship_from is None and self._simulated:
            self._ship_from = _INVENTED_DOCK  # the simulator asks for a dock, and sends no parcel
        self._client = _client(transport, platforms_url, ca_file, read_only)
        self._exposed = frozenset(exposed)
        self._mine = local()

    def platform(self, store: Store) -> PlatformAdapter:
        """The adapter of one store; NotAuthorised when there are no credentials for it."""
        found: dict[int, PlatformAdapter] = self._mine.__dict__.setdefault("platforms", {})
        if store.id not in found:
            found[store.id] = self._adapter(store)
        return found[store.id]

    def carrier(self, route: Route, store: Store | None) -> CarrierAdapter:
        """The carrier of a route; Buy Shipping is the Amazon store's own.

        The house carrier is invented, so it sells to simulated stores only: an invented tracking
        number must never reach a live platform.
        """
        found = self._carrier(route, store)
        return _NothingSold(found, route) if self.read_only else found

    def _carrier(self, route: Route, store: Store | None) -> CarrierAdapter:
        if route is Route.HOUSE:
            if not self._simulated:
                raise NotAuthorised("error.house_simulated", platform="house", operation="carrier")
            return self._house()
        if route is not Route.BUY_SHIPPING or store is None:
            raise BadInput("error.no_such_option", option=route.value)
        adapter = self.platform(store)
        credentials = self._credentials(store)
        own = credentials.ship_from if isinstance(credentials, AmazonCredentials) else None
        return BuyShipping(self._amazon_door(store), adapter.packages, own or self._ship_from)

    def _house(self) -> HouseCarrier:
        found: list[HouseCarrier] = self._mine.__dict__.setdefault("house", [])
        if not found:
            found.append(HouseCarrier(self._client, self._clock))
        return found[0]

    def lacks(self, store: Store) -> tuple[str, ...]:
        """What a store's set-up lacks: credentials, Amazon's dock, or privacy of its secrets."""
        exposed = ("readable_secret",) if store.name in self._exposed else ()
        try:
            credentials = self._credentials(store)
        except NotAuthorised as lacking:
            code = lacking.code.removeprefix("error.")
            return ("credentials" if code == "no_credentials" else code, *exposed)
        if not isinstance(credentials, AmazonCredentials) or not store.buy_shipping:
            return exposed
        dock = credentials.ship_from or self._ship_from
        return exposed if dock else ("ship_from", *exposed)

    def close(self) -> None:
        """Close the connections to the platforms."""
        self._client.close()

    def _adapter(self, store: Store) -> PlatformAdapter:
        credentials = self._credentials(store)
        if isinstance(credentials, BigCommerceCredentials):
            return BigCommerceAdapter(self._client, store.account, credentials.token, self._clock)
        if isinstance(credentials, EbayCredentials):
            return EbayAdapter(self._client, credentials, self._clock)
        return AmazonAdapter(self._amazon_door(store), store.market)

    def _amazon_door(self, store: Store) -> AmazonDoor:
        doors: dict[int, AmazonDoor] = self._mine.__dict__.setdefault("doors", {})
        if store.id not in doors:
            credentials = self._credentials(store)
            if not isinstance(credentials, AmazonCredentials):
                raise BadInput("error.no_such_option", option=Route.BUY_SHIPPING.value)
            doors[store.id] = AmazonDoor(self._client, credentials, store.market, self._clock)
        return doors[store.id]


def _client(
    transport: httpx.BaseTransport | None,
    platforms_url: str | None,
    ca_file: Path | None,
    read_only: bool,
) -> httpx.Client:
    inner = transport or InTime(trust(ca_file))
    if transport is None and platforms_url is not None:
        inner = OneAddress(platforms_url, inner)
    return httpx.Client(
        transport=OnlyActs(ReadingOnly(inner) if read_only else inner),
        timeout=_TIMEOUT,
        headers={"User-Agent": f"shiponce/{__version__}"},
        follow_redirects=False,
    )


@dataclass(slots=True)
class _NothingSold:
    """A carrier that names its prices and sells nothing: the hub is read-only."""

    inner: CarrierAdapter
    route: Route

    @property
    def settles_after(self) -> timedelta:
        return self.inner.settles_after

    def is_live(self, remote_id: str) -> bool:
        return self.inner.is_live(remote_id)

    def quotes(self, purchase: Purchase) -> tuple[Quote, ...]:
        return self.inner.quotes(purchase)

    def find(self, purchase: Purchase) -> tuple[Label, ...]:
        return self.inner.find(purchase)

    def buy(self, purchase: Purchase, service_id: str) -> Label:
        raise WritesOff(platform=ROUTE_WORD[self.route], operation="word.call.buyLabel")

    def void(self, remote_id: str) -> None:
        operation = "word.call.cancelShipment"
        raise WritesOff(platform=ROUTE_WORD[self.route], operation=operation)


def from_environment(environment: Mapping[str, str]) -> Callable[[Store], Credentials]:
    """Credentials by store name: ``SHIPONCE_SHOP_TOKEN``, ``SHIPONCE_AMZ_CLIENT_ID`` and so on."""

    def find(store: Store) -> Credentials:
        if store.platform is Platform.BIGCOMMERCE:
            (token,) = _values(environment, store)
            return BigCommerceCredentials(token)
        client_id, secret, refresh = _values(environment, store)
        if store.platform is Platform.AMAZON:
            dock = _ship_from(environment, store)
            return AmazonCredentials(client_id, secret, refresh, dock)
        return EbayCredentials(client_id, secret, refresh)

    return find


def variables(name: str, platform: Platform) -> tuple[str, ...]:
    """The environment's names for the credentials of a store called *name*."""
    parts = _MARKETPLACE_PARTS if platform.is_marketplace else ("TOKEN",)
    return tuple(variable(name, part) for part in parts)


def _values(environment: Mapping[str, str], store: Store) -> tuple[str, ...]:
    wanted = variables(store.name, store.platform)
    found = [environment.get(name, "").strip() for name in wanted]
    missing = [name for name, value in zip(wanted, found, strict=True) if not value]
    if missing:
        raise NotAuthorised(
            "error.no_credentials",
            **where(store.platform, "connect"),
            store=store.name,
            names=", ".join(missing),
        )
    strange = [
        name for name, value in zip(wanted, found, strict=True) if not _SECRET.fullmatch(value)
    ]
    _must_be_sendable(store, strange)
    return tuple(found)


def _must_be_sendable(store: Store, strange: list[str]) -> None:
    """Raise NotAuthorised for values with characters that no request of theirs can hold."""
    if strange:
        raise NotAuthorised(
            "error.credentials_unusable",
            **where(store.platform, "connect"),
            store=store.name,
            names=", ".join(strange),
        )


def _ship_from(environment: Mapping[str, str], store: Store) -> ShipFrom | None:
    """``SHIPONCE_AMZ_SHIP_FROM_NAME``, ``…_STREET`` and so on; None unless all are there."""
    names = [variable(store.name, f"SHIP_FROM_{part.name.upper()}") for part in fields(ShipFrom)]
    found = [" ".join(environment.get(name, "").split()) for name in names]
    _must_be_sendable(
        store, [name for name, value in zip(names, found, strict=True) if unseen(value)]
    )
    return ShipFrom(*found) if all(found) else None


def variable(name: str, part: str) -> str:
    """The environment's name for one part of the set-up of a store called *name*."""
    return f"SHIPONCE_{variable_stem(name)}_{part}"


__all__ = [
    "AmazonCredentials",
    "BigCommerceCredentials",
    "Credentials",
    "EbayCredentials",
    "HttpConnections",
    "ShipFrom",
    "from_environment",
    "variable",
    "variables",
]
