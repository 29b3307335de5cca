"""A merchant's market with a hub on a file, and a person who goes on with whatever is found."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import httpx

from mockplace.kernel.records import PlatformOrder
from shiponce.domain.store import Method
from shiponce.errors import BadInput, GuardError, PlatformError, Refused, StoreFileError
from shiponce.hub import Hub
from shiponce.platforms.connections import HttpConnections
from shiponce.ports import Connections
from shiponce.scenario.simulation import SeededIdGenerator
from shiponce.views.orders import Grid
from tests.promises.merchant import MINUTE, Trade

#: What a person is told in place of what was asked for; nothing else may come out of the hub.
TOLD = (Refused, GuardError, BadInput, PlatformError, StoreFileError)


def scene(file: Path) -> Trade:
    """Three accounts, connected to a hub on *file*, in reconciling mode under method B."""
    trade = Trade()
    trade.hub.close()
    trade.hub = trade.simulation.hub(file)
    for name in trade.connected:
        trade.connect(name)
    trade.hub.stores.choose_method(Method.B)
    return trade


def reopened(
    trade: Trade, file: Path, seed: int, transport: httpx.BaseTransport | None = None
) -> Hub:
    """Let another hub take over the file; it draws names of its own."""
    connections: Connections = trade.simulation.connections
    if transport is not None:
        connections = HttpConnections(
            trade.simulation._credentials, clock=trade.simulation.clock, transport=transport
        )
    trade.hub = Hub.open(
        file,
        connections,
        clock=trade.simulation.clock,
        ids=SeededIdGenerator(seed),
        actor="clerk",
    )
    return trade.hub


def pass_by(
    trade: Trade, minutes: int, every: int = 1, also: Callable[[], None] = lambda: None
) -> None:
    """Let time pass; the hub does what is due *every* so many minutes, and *also* happens then."""
    for _ in range(0, minutes, every):
        trade.world.advance_to(trade.world.now + every * MINUTE)
        also()
        trade.hub.tick()


def take_in(trade: Trade) -> None:
    """Import everything; trouble is in the reports, and the next import goes on."""
    trade.hub.imports.run_all()
    trade.hub.tick()


def option(trade: Trade, order_id: int, carrier: str = "") -> str:
    """The first way to ship that is on offer, of this carrier if one is named; '' for none."""
    for one in trade.hub.shipping.options(order_id):
        if one.available and one.code != "manual" and one.code.startswith(carrier):
            return one.code
    return ""


def ship_all(trade: Trade, carrier: str = "") -> int:
    """A person ships whatever stands in Awaiting Shipment; how often that was refused."""
    refused = 0
    for row in trade.hub.orders.page(Grid.AWAITING_SHIPMENT, limit=500):
        try:
            if code := option(trade, row.id, carrier):
                trade.hub.shipping.ship(row.id, code)
        except TOLD:
            refused += 1
    return refused


def go_on(trade: Trade, also: Callable[[], None] = lambda: None) -> None:
    """Everything to quiet: three days of rounds and imports, and a person who ships what is open.

    Whatever the hub believes to be unshipped is shipped, so that a label that it forgot becomes
    a second one in the world's books.
    """
    for carrier, hours in (("house", 0), ("", 1), ("", 12), ("", 24), ("", 36)):
        ship_all(trade, carrier)
        pass_by(trade, 15, also=also)
        pass_by(trade, hours * 60, 20 if hours < 12 else 60)
        take_in(trade)
        pass_by(trade, 5)


def remote(order: PlatformOrder) -> str:
    """How a person names an order of a platform to the hub."""
    return f"{order.store}:{order.order_id}"
