"""A simulated world of platforms, and the connections of a hub to it.

The hub speaks HTTP to the platforms' real host names; a transport in the same process answers.
Time, randomness and ids come from the seed and the virtual clock, so a run can be repeated to the
byte.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import httpx

from mockplace.kernel.world import World
from mockplace.serving.httpx_transport import Transport
from shiponce.domain.channel_emails import ChannelEmails
from shiponce.domain.order import Fetched, Package, PageOfOrders
from shiponce.domain.platform import Platform
from shiponce.domain.settings import Settings
from shiponce.domain.shipment import Confirmation, Route
from shiponce.domain.store import Integration, Store
from shiponce.hub import Hub
from shiponce.persistence.timestamps import from_ms, to_ms
from shiponce.platforms.connections import HttpConnections
from shiponce.platforms.credentials import Credentials
from shiponce.platforms.registry import manifest_of
from shiponce.ports import CarrierAdapter, PlatformAdapter, WritesToBuyers
from shiponce.scenario.hub_names import FIRST_HUB
from shiponce.views.stores import StoreRow

#: Who acts in a simulation: a fixed name, so that a run is the same on every computer.
ACTOR = "clerk"
_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"


def draw(bound: int, *keys: object) -> int:
    """Return a number below *bound* that depends on *keys* only, not on other draws."""
    digest = hashlib.sha256("\x1f".join(map(str, keys)).encode()).digest()
    return int.from_bytes(digest[:8]) % bound


class WorldClock:
    """The world's virtual time, for the hub."""

    def __init__(self, world: World) -> None:
        self._world = world

    def now(self) -> datetime:
        """Return the world's time, aware and in UTC."""
        return from_ms(self._world.now)


class SeededIdGenerator:
    """Ids that depend on the seed, the purpose and the number of earlier ids for this purpose."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._drawn: dict[str, set[str]] = {}
        self._lock = threading.Lock()

    def token(self, purpose: str) -> str:
        """Return eight characters of a-z and 0-9, not drawn before for *purpose*."""
        with self._lock:
            drawn = self._drawn.setdefault(purpose, set())
            n = len(drawn)
            while (token := self._make(purpose, n)) in drawn:
                n += 1
            drawn.add(token)
            return token

    def _make(self, purpose: str, n: int) -> str:
        number = draw(36**8, self._seed, "token", purpose, n)
        return "".join(_LETTERS[number // 36**place % 36] for place in range(8))


class Simulation:
    """A world, and the clock, ids and connections that a hub needs to work with it."""

    def __init__(
        self, *, seed: int, start: datetime, currency: str = "USD", limits: bool = True
    ) -> None:
        self.world = World(seed=seed, start=to_ms(start), currency=currency, limits=limits)
        #: Every thread holds this lock while it reads or changes the world.
        self.lock = threading.RLock()
        self.clock = WorldClock(self.world)
        self.ids = SeededIdGenerator(seed)
        #: Every order that a platform has shown to the hub in a listing: (store, remote id).
        self.shown: dict[tuple[str, str], None] = {}
        #: The hub whose request is under way, and the calls of every hub but the first one.
        self.caller = FIRST_HUB
        self.callers: dict[int, str] = {}
        #: The transport that passes requests to the world; a test harness may set its hooks.
        self.transport = Transport(self.world)
        self.connections = self.connections_of(FIRST_HUB, self.shown)

    def connections_of(
        self, caller: str, shown: dict[tuple[str, str], None], *, read_only: bool = False
    ) -> Watched:
        """Return the connections of a hub.

        Whenever a platform lists orders to the hub, these orders are added to *shown*.
        """
        transport = _Held(self, caller)
        http = HttpConnections(
            self._credentials, clock=self.clock, transport=transport, read_only=read_only
        )
        return Watched(http, shown)

    def hub(
        self,
        file: Path | str = ":memory:",
        *,
        actor: str = ACTOR,
        connections: Watched | None = None,
        settings: Settings | None = None,
    ) -> Hub:
        """Return a hub on *file* that reaches this world only over HTTP."""
        reached = connections or self.connections
        return Hub.open(
            file, reached, clock=self.clock, ids=self.ids, settings=settings, actor=actor
        )

    def connect(
        self,
        hub: Hub,
        name: str,
        *,
        integration: Integration | None = None,
        prime_to_awaiting: bool = False,
        buy_shipping: bool = True,
        connected_at: datetime | None = None,
        market: str = "",
        of: str = "",
    ) -> StoreRow:
        """Connect the world's account *name* to a hub under the same name.

        If the store has another name than the world's account, *of* names the account: the store is
        then a further one of this account, for another *market*.
        """
        account = self.world.accounts[of or name]
        return hub.stores.connect(
            name,
            Platform(account.platform),
            account.account,
            integration=integration,
            market=market or account.market,
            prime_to_awaiting=prime_to_awaiting,
            buy_shipping=buy_shipping,
            connected_at=connected_at,
        )

    def _credentials(self, store: Store) -> Credentials:
        accounts = self.world.accounts
        account = accounts.get(store.name) or next(
            one
            for one in accounts.values()
            if (one.platform, one.account) == (store.platform, store.account)
        )
        application = {"client_id": account.client_id, "client_secret": account.client_secret}
        # Every other secret is the account's token, under the name that the platform gives it.
        secrets = manifest_of(store.platform).secrets
        return Credentials({name: application.get(name, account.token) for name in secrets})


class _Held(httpx.BaseTransport):
    """Passes one request at a time to a world that several threads and hubs share."""

    def __init__(self, simulation: Simulation, caller: str) -> None:
        self._simulation = simulation
        self._caller = caller

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Return the world's answer; the calls are recorded as those of this hub."""
        simulation = self._simulation
        with simulation.lock:
            before, called = simulation.caller, simulation.world.called
            simulation.caller = self._caller
            try:
                return simulation.transport.handle_request(request)
            finally:
                simulation.caller = before
                if self._caller != FIRST_HUB:
                    made = range(called + 1, simulation.world.called + 1)
                    simulation.callers.update((seq, self._caller) for seq in made)


class Watched:
    """Connections that record which orders the platforms have shown to the hub (X2)."""

    def __init__(self, inner: HttpConnections, shown: dict[tuple[str, str], None]) -> None:
        self._inner = inner
        self._shown = shown
        self.read_only = inner.read_only

    def platform(self, store: Store) -> PlatformAdapter:
        """Return the store's adapter, with its listings recorded."""
        inner = self._inner.platform(store)
        kind = _WatchedShop if isinstance(inner, WritesToBuyers) else _WatchedPlatform
        return kind(inner, store.name, self._shown)

    def carrier(self, route: Route, store: Store | None) -> CarrierAdapter:
        """Return the carrier unchanged; its calls are not recorded."""
        return self._inner.carrier(route, store)

    def lacks(self, store: Store) -> tuple[str, ...]:
        """Return what is missing or wrong in the store's set-up."""
        return self._inner.lacks(store)


class _WatchedPlatform:
    """An adapter whose listings are recorded before the hub sees them."""

    def __init__(
        self, inner: PlatformAdapter, store: str, shown: dict[tuple[str, str], None]
    ) -> None:
        self._inner = inner
        self._store = store
        self._shown = shown
        self.platform = inner.platform
        self.settles_after = inner.settles_after

    def now(self) -> datetime:
        """Return the platform's own time."""
        return self._inner.now()

    def listing(self, since: datetime, until: datetime, resume: str = "") -> Iterator[PageOfOrders]:
        """Yield the platform's pages; each order on them counts as shown."""
        yield from self._noted(self._inner.listing(since, until, resume))

    def created(self, since: datetime, until: datetime) -> Iterator[PageOfOrders]:
        """Yield the pages of orders placed in a period; each order on them counts as shown."""
        yield from self._noted(self._inner.created(since, until))

    def _noted(self, pages: Iterator[PageOfOrders]) -> Iterator[PageOfOrders]:
        for page in pages:
            self._shown.update(
                ((self._store, order.remote_id), None) for order in page.orders if order.remote_id
            )
            yield page

    def read(self, remote_id: str) -> Fetched:
        """Return one order as it is now."""
        return self._inner.read(remote_id)

    def confirm(self, confirmation: Confirmation) -> str:
        """Notify the platform of a shipment."""
        return self._inner.confirm(confirmation)

    def correct(self, confirmation: Confirmation, package: Package) -> None:
        """Correct a package at the platform."""
        self._inner.correct(confirmation, package)

    def packages(self, remote_id: str) -> tuple[Package, ...]:
        """Return the packages that the platform shows."""
        return self._inner.packages(remote_id)


class _WatchedShop(_WatchedPlatform):
    """A recorded adapter of a shop that e-mails buyers itself."""

    def emails(self) -> tuple[ChannelEmails, ...]:
        """Return each sales channel, and whether its buyers get status e-mails."""
        return self._shop.emails()

    def set_emails(self, channel: str, on: bool | None) -> None:
        """Write one channel's own setting; None makes it inherit the shop's."""
        self._shop.set_emails(channel, on)

    @property
    def _shop(self) -> WritesToBuyers:
        assert isinstance(self._inner, WritesToBuyers)  # noqa: S101 - only these are wrapped so
        return self._inner
