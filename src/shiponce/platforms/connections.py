"""Provide the platform adapters over HTTP; to go live, change only the credentials."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from threading import local

import httpx

from shiponce import __version__
from shiponce.carriers.house_carrier import HouseCarrier
from shiponce.domain.document import LabelDocument, LabelFormat, NoDocument
from shiponce.domain.shipment import Label, Quote, Route
from shiponce.domain.store import Store
from shiponce.errors import BadInput, NotAuthorised, WritesOff
from shiponce.platforms.credentials import Credentials, ShipFrom
from shiponce.platforms.manifest import Access
from shiponce.platforms.registry import manifest_of
from shiponce.platforms.response_timeout import InTime
from shiponce.platforms.transports import OneAddress, OnlyActs, ReadingOnly, trust
from shiponce.ports import CarrierAdapter, Clock, PlatformAdapter, Purchase
from shiponce.words.domain_words import ROUTE_WORD

#: Seconds. Shorter than the time after which a purchase's outcome counts as unknown.
_TIMEOUT = httpx.Timeout(30.0, connect=10.0)
_INVENTED_DOCK = ShipFrom(
    "shiponce dock", "1 Dock Road", "Reno", "NV", "89502", "US", "dock@example.com", "7755550100"
)


class HttpConnections:
    """Adapters over one HTTP client. Threads share the client; each thread has its own adapters."""

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
        """Create the HTTP client; a simulation gives its *transport* or its *platforms_url*.

        With *platforms_url*, all calls go to that address instead of the platforms' own hosts.
        *read_only* is enforced by the transport. *ca_file* is trusted in addition to the usual
        authorities. *exposed* names stores whose secrets others can read.
        """
        self._credentials = credentials
        self._clock = clock
        self.read_only = read_only
        self._ship_from = ship_from
        self._simulated = transport is not None or platforms_url is not None
        if ship_from is None and self._simulated:
            self._ship_from = _INVENTED_DOCK  # simulated labels need a ship-from address too
        self._client = _client(transport, platforms_url, ca_file, read_only)
        self._exposed = frozenset(exposed)
        self._mine = local()

    def platform(self, store: Store) -> PlatformAdapter:
        """Return the adapter of one store; NotAuthorised if it has no credentials."""
        found: dict[object, PlatformAdapter] = self._mine.__dict__.setdefault("platforms", {})
        place = store.id, store.account, store.market  # both may be edited
        if place not in found:
            found[place] = self._adapter(store)
        return found[place]

    def carrier(self, route: Route, store: Store | None) -> CarrierAdapter:
        """Return the carrier of a route; for Buy Shipping it is the store's own platform.

        The house carrier is simulated, so it sells to simulated stores only: its invented tracking
        numbers must never reach a live platform.
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
        sell = manifest_of(store.platform).labels
        if sell is None:
            raise BadInput("error.no_such_option", option=route.value)
        access = self._access(store)
        credentials = access.credentials
        dock = credentials.ship_from or self._ship_from
        access = replace(access, credentials=replace(credentials, ship_from=dock))
        return sell(access, self.platform(store))

    def _house(self) -> HouseCarrier:
        found: list[HouseCarrier] = self._mine.__dict__.setdefault("house", [])
        if not found:
            found.append(HouseCarrier(self._client, self._clock))
        return found[0]

    def lacks(self, store: Store) -> tuple[str, ...]:
        """Return the faults of a set-up: no credentials, no ship-from address, readable secrets."""
        exposed = ("readable_secret",) if store.name in self._exposed else ()
        try:
            credentials = self._credentials(store)
        except NotAuthorised as lacking:
            code = lacking.code.removeprefix("error.")
            return ("credentials" if code == "no_credentials" else code, *exposed)
        if not manifest_of(store.platform).needs_ship_from or not store.buy_shipping:
            return exposed
        dock = credentials.ship_from or self._ship_from
        return exposed if dock else ("ship_from", *exposed)

    def close(self) -> None:
        """Close the connections to the platforms."""
        self._client.close()

    def _adapter(self, store: Store) -> PlatformAdapter:
        return manifest_of(store.platform).connect(self._access(store))

    def _access(self, store: Store) -> Access:
        return Access(self._client, store, self._credentials(store), self._clock)


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
    """A carrier that quotes prices and sells nothing, because the hub is read-only."""

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

    def document(self, remote_id: str, wanted: LabelFormat) -> LabelDocument | NoDocument:
        return self.inner.document(remote_id, wanted)

    def buy(self, purchase: Purchase, service_id: str) -> Label:
        raise WritesOff(platform=ROUTE_WORD[self.route], operation="word.call.buyLabel")

    def void(self, remote_id: str) -> None:
        operation = "word.call.cancelShipment"
        raise WritesOff(platform=ROUTE_WORD[self.route], operation=operation)
