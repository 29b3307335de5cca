"""What the wire costs: the same orders over HTTP from the simulator, and handed over in memory.

    python -m benchmarks.wire [--purchases N] [--rounds N]

Over the wire means the product's own way: real host names, tokens, JSON, pages, checks of every
field; only the transport is in the process. The simulator's time is part of it and is named.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from time import perf_counter

import httpx

from benchmarks.measure import in_turn, table
from benchmarks.orders import OnlyLists
from mockplace.kernel.records import Account, Product
from mockplace.serving.httpx_transport import Transport
from shiponce.domain.order import PageOfOrders
from shiponce.domain.platform import Platform
from shiponce.domain.shipment import Route
from shiponce.domain.store import Integration, Method, Store
from shiponce.hub import Hub
from shiponce.platforms.connections import HttpConnections
from shiponce.ports import CarrierAdapter, Connections, PlatformAdapter
from shiponce.scenario.simulation import Simulation
from shiponce.services.find_store import store_named

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
STORES = ("amz", "bay", "shop")


def a_market(purchases: int) -> Simulation:
    """Three platforms with that many purchases behind them and every copy made."""
    simulation = Simulation(seed=7, start=NOW, limits=False)
    world = simulation.world
    world.open_account(Account("shop", "bigcommerce", ""))
    world.open_account(Account("amz", "amazon", "", market="ATVPDKIKX0DER"))
    world.open_account(Account("bay", "ebay", "", market="EBAY_US"))
    for number in range(12):
        world.list_product(Product(f"SKU-{number}", f"Article {number}", 1299, 400, STORES))
    world.populate(purchases)
    world.advance_to(world.now + 86_400_000)
    return simulation


def a_hub(simulation: Simulation, connections: Connections) -> Hub:
    """Return a hub in memory with the three stores connected, under method B."""
    hub = Hub.open(":memory:", connections, clock=simulation.clock, ids=simulation.ids)
    simulation.connect(hub, "shop", integration=Integration.LEGACY)
    simulation.connect(hub, "amz")
    simulation.connect(hub, "bay")
    hub.stores.choose_method(Method.B)
    return hub


class Timed(httpx.BaseTransport):
    """The simulator's transport with a stop-watch."""

    def __init__(self, inner: httpx.BaseTransport) -> None:
        self._inner = inner
        self.seconds = 0.0

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Return the simulator's answer, and measure its time."""
        began = perf_counter()
        try:
            return self._inner.handle_request(request)
        finally:
            self.seconds += perf_counter() - began


class Kept(OnlyLists):
    """A platform that was listed once: the same pages again, from memory."""

    def __init__(self, platform: Platform, now: datetime, pages: list[PageOfOrders]) -> None:
        self.platform = platform
        self._now = now
        self._pages = pages

    settles_after = timedelta(0)

    def now(self) -> datetime:
        """Return the time of the listing."""
        return self._now

    def listing(self, since: datetime, until: datetime, resume: str = "") -> Iterator[PageOfOrders]:
        """Return the recorded pages."""
        yield from self._pages


class Memory:
    """Connections to platforms that were listed once."""

    read_only = False

    def __init__(self, simulation: Simulation) -> None:
        hub = a_hub(simulation, simulation.connections)
        self._kept = {
            row.name: self._listed(simulation, row.name, hub) for row in hub.stores.rows()
        }
        hub.close()

    @staticmethod
    def _listed(simulation: Simulation, name: str, hub: Hub) -> Kept:
        adapter = simulation.connections.platform(store_named(hub._db.conn, name))
        now = adapter.now()
        until = now - timedelta(minutes=3)
        pages = list(adapter.listing(now - timedelta(days=90), until))
        return Kept(adapter.platform, now, pages)

    def platform(self, store: Store) -> PlatformAdapter:
        """Return the recorded pages of a store."""
        return self._kept[store.name]

    def carrier(self, route: Route, store: Store | None) -> CarrierAdapter:
        """Nobody ships here."""
        raise LookupError(route)


class Bench:
    """One market, imported over the wire and from memory."""

    def __init__(self, purchases: int) -> None:
        self.simulation = a_market(purchases)
        self.memory = Memory(self.simulation)
        self.orders = 0
        self.answering: list[float] = []

    def over_the_wire(self) -> float:
        """Seconds of importing everything through the platforms' addresses."""
        transport = Timed(Transport(self.simulation.world))
        http = HttpConnections(
            self.simulation._credentials, clock=self.simulation.clock, transport=transport
        )
        took = self._import(http)
        self.answering.append(transport.seconds)
        return took

    def from_memory(self) -> float:
        """Seconds of importing the same pages, parsed already."""
        return self._import(self.memory)

    def _import(self, connections: Connections) -> float:
        with closing(a_hub(self.simulation, connections)) as hub:
            began = perf_counter()
            reports = hub.imports.run_all()
            took = perf_counter() - began
        assert not any(r.trouble or r.not_before or r.quarantined for r in reports), reports  # noqa: S101 - a wrong run has no time
        added = sum(report.added for report in reports)
        assert self.orders in (0, added), "both ways bring the same orders"  # noqa: S101 - as above
        self.orders = added
        return took


def main() -> None:
    """Both ways, as a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--purchases", type=int, default=2_000)
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    bench = Bench(asked.purchases)
    found = in_turn({"wire": bench.over_the_wire, "memory": bench.from_memory}, asked.rounds)
    answering = sorted(bench.answering)[len(bench.answering) // 2]
    wire, memory = found.of("wire"), found.of("memory")
    rows = [
        (f"{bench.orders} orders over the wire", f"{bench.orders / wire:,.0f} orders/s", ""),
        ("  of that, the simulator's answers", f"{answering / wire:.0%}", ""),
        (
            "  the same orders from memory",
            f"{bench.orders / memory:,.0f} orders/s",
            f"the wire reaches {found.ratio('memory', 'wire'):.2f}",
        ),
    ]
    print(table(rows))


if __name__ == "__main__":
    main()
