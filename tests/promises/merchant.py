"""A merchant's day over HTTP: the real hub, the simulated platforms, and their own books.

What a test asserts is what the platforms show afterwards, and after one more import of everything.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import patch

from mockplace.kernel.records import Account, PlatformOrder, Product
from mockplace.kernel.world import World
from shiponce.domain.order import OrderStatus
from shiponce.domain.shipment import NotificationState
from shiponce.domain.store import Integration, MatchingMode, Method
from shiponce.hub import Hub
from shiponce.persistence import integrity_check
from shiponce.scenario.simulation import Simulation
from shiponce.views.imports import ImportReport
from shiponce.views.notifications import NotificationView
from shiponce.views.orders import Grid
from shiponce.views.shipping import ShipmentView

START = datetime(2026, 11, 20, 9, tzinfo=UTC)
MINUTE = 60_000
#: An order as its platform has it: (status, carrier and tracking number of each package).
Shown = tuple[str, list[tuple[str, str]]]


@dataclass
class Trade:
    """One merchant on three platforms, and a hub."""

    mode: MatchingMode = MatchingMode.RECONCILING
    #: The stores that the hub knows; the world has all three.
    connected: tuple[str, ...] = ("amz", "bay", "shop")
    profile: str = "channel-manager"
    integration: Integration = Integration.LEGACY
    #: Milliseconds until the shop's connector passes a shipment on to the marketplace.
    relays_after: int = MINUTE
    #: The hub's database.
    file: Path | str = ":memory:"
    simulation: Simulation = field(init=False)
    hub: Hub = field(init=False)

    def __post_init__(self) -> None:
        """Open three accounts that sell three things, and connect some of them."""
        self.simulation = Simulation(seed=11, start=START, limits=False)
        world = self.world
        for account in (
            Account(
                "shop",
                "bigcommerce",
                "",
                connector=self.profile,
                relays_after=self.relays_after,
            ),
            Account("amz", "amazon", "", market="ATVPDKIKX0DER"),
            Account("bay", "ebay", "", market="EBAY_US"),
        ):
            world.open_account(account)
        everywhere = ("shop", "amz", "bay")
        world.list_product(Product("MUG", "Slate mug", 1299, 400, everywhere))
        world.list_product(Product("BOWL", "Glass bowl", 2400, 900, everywhere))
        world.list_product(Product("JAR", "Stone jar", 3100, 700, everywhere))
        self.hub = self.simulation.hub(self.file)
        self.hub.matching.choose_mode(self.mode)
        for name in self.connected:
            self.connect(name)
        beside = len(self.connected) > 1 and "shop" in self.connected
        if beside and self.integration is Integration.LEGACY:
            self.hub.stores.choose_method(Method.B)

    @property
    def world(self) -> World:
        """The platforms' own books."""
        return self.simulation.world

    def connect(self, name: str) -> None:
        """Connect one of the world's accounts to the hub."""
        integration = self.integration if name == "shop" else None
        self.simulation.connect(self.hub, name, integration=integration)

    # -- what happens

    def buy(self, store: str, *goods: tuple[str, int], **more: object) -> PlatformOrder:
        """Somebody buys goods, one mug if nothing is said; the copy is made two minutes later."""
        name = f"{store}-{len(self.world.purchases()) + 1}"
        lines = [(sku, units, None) for sku, units in goods or (("MUG", 1),)]
        order = self.world.buy(name, store, lines, **more)  # type: ignore[arg-type]  # by name
        self.wait(5)
        return order

    def wait(self, minutes: int) -> None:
        """Let time pass; the hub does what falls due in every minute of it."""
        for _ in range(minutes):
            self.world.advance_to(self.world.now + MINUTE)
            self.hub.tick()

    def pass_hours(self, hours: int) -> None:
        """Let hours pass; the hub does what falls due once in each of them."""
        for _ in range(hours):
            self.world.advance_to(self.world.now + 60 * MINUTE)
            self.hub.tick()

    def take_in(self, *stores: str) -> list[ImportReport]:
        """Import these stores, or everything, in this order; what is then due is done."""
        reports = [self.hub.imports.run(name) for name in stores or self.connected]
        assert not [report.trouble for report in reports if report.trouble]
        self.hub.tick()
        return reports

    def settle(self) -> None:
        """Let everything fall due, and import everything once more."""
        self.wait(40)
        self.take_in()
        self.wait(3)

    def ship(
        self,
        order: PlatformOrder,
        option: str = "house:ground",
        lines: dict[int, int] | None = None,
    ) -> ShipmentView:
        """Ship an order, or some *lines* of it, from the hub, and tell who is to be told."""
        shipment = self.hub.shipping.ship(self.id(order), option, lines=lines)
        self.wait(3)
        return shipment

    @contextmanager
    def unread(self) -> Iterator[None]:
        """Let every label be bought on what was imported last: no order is read before it.

        So it is if a platform's quota is used up, or if somebody acts right after the reading.
        """
        with patch("shiponce.services.shipping.ship_order.read_before_label"):
            yield

    def ship_there(
        self, order: PlatformOrder, tracking: str = "1Z1", *, carrier: str = "UPS", **lines: int
    ) -> None:
        """Somebody ships an order in the platform's own pages; *lines* are units by SKU.

        What Amazon fulfils, Amazon ships.
        """
        units = {line.line_id: lines.get(line.sku, 0) for line in order.lines}
        if not lines:
            units = {line.line_id: line.quantity for line in order.lines}
        self.world.shipping.confirm(
            order.store,
            order.order_id,
            carrier=carrier,
            service="",
            tracking=tracking,
            units={line: count for line, count in units.items() if count},
            shipped_at=self.world.now,
            recorded_by="amazon" if order.fulfilled_by_platform else "seller",
        )
        self.wait(3)

    def refund_there(self, order: PlatformOrder, **units: int) -> None:
        """The seller refunds units by SKU on the platform's own pages; none named: everything."""
        wanted = self.lines(order, units) if units else None
        self.world.after_sale.refund(order.store, order.order_id, lines=wanted)
        self.wait(5)

    def cancel_there(self, order: PlatformOrder, **units: int) -> None:
        """The seller cancels units by SKU on the platform's own pages."""
        wanted = self.lines(order, units)
        self.world.after_sale.cancel_by_seller(order.store, order.order_id, units=wanted)
        self.wait(5)

    def lines(self, order: PlatformOrder, units: Mapping[str, int]) -> dict[str, int]:
        """Units by the platform's line ids instead of by SKU."""
        current = self.world.orders[order.store, order.order_id]
        return {one.line_id: units[one.sku] for one in current.lines if units.get(one.sku)}

    # -- what the hub has

    def due(self, order: PlatformOrder) -> dict[str, int]:
        """Units by SKU that are still to be shipped, as a person reads them."""
        found = self.hub.orders.detail(self.id(order)).lines
        return {line.sku: line.due for line in found if line.due}

    def numbered(self, order: PlatformOrder, **units: int) -> dict[int, int]:
        """Units by the hub's line numbers instead of by SKU, as ``ship`` takes them."""
        found = self.hub.orders.detail(self.id(order)).lines
        return {line.line_no: units[line.sku] for line in found if units.get(line.sku)}

    def labelled(self, order: PlatformOrder) -> Counter[str]:
        """Units by SKU under the hub's live labels of an order."""
        skus = {line.line_no: line.sku for line in self.hub.orders.detail(self.id(order)).lines}
        rows = self.hub._db.conn.execute(
            "SELECT p.line_no, p.quantity FROM shipments s"
            " JOIN package_lines p ON p.shipment_id = s.id"
            " WHERE s.order_id = ? AND s.state = 'labelled'",
            (self.id(order),),
        )
        found: Counter[str] = Counter()
        for line_no, units in rows:
            found[skus[line_no]] += units
        return found

    def id(self, order: PlatformOrder) -> int:
        """The hub's id of a platform's order."""
        return self.hub.orders.find(f"{order.store}:{order.order_id}")

    def status(self, order: PlatformOrder) -> OrderStatus:
        """Where an order stands in the hub."""
        (row,) = self.hub.orders.rows([self.id(order)])
        return row.status

    def waiting(self) -> list[str]:
        """The numbers that stand in Awaiting Shipment, sorted."""
        ids = self.hub.orders.ids(Grid.AWAITING_SHIPMENT)
        return sorted(row.number for row in self.hub.orders.rows(ids))

    def sentences(self, order: PlatformOrder) -> list[str]:
        """The codes of all that is said of an order: its reason, warnings and notes."""
        why = self.hub.orders.why(self.id(order))
        return [why.headline.code, *(one.code for one in (*why.warnings, *why.notes))]

    def notifications(self, store: str = "") -> list[NotificationView]:
        """The hub's notifications, the oldest first."""
        found = [one for one in self.hub.notifications.rows() if store in ("", one.store)]
        return sorted(found, key=lambda one: one.id)

    def told(self) -> list[tuple[str, NotificationState, str]]:
        """Each notification: its store, its state, and the code of its reason."""
        return [
            (one.store, one.state, one.reason.code if one.reason else "")
            for one in self.notifications()
        ]

    def snapshot(self) -> tuple[object, ...]:
        """All that a person sees of the hub's orders and notifications."""
        ids = sorted(order for grid in Grid for order in self.hub.orders.ids(grid))
        return (
            self.hub.orders.rows(ids),
            [self.hub.orders.why(order) for order in ids],
            [self.hub.orders.detail(order).history for order in ids],
            self.hub.notifications.rows(),
            self.hub.orders.excluded(),
        )

    # -- what the platforms have

    def copy(self, order: PlatformOrder) -> PlatformOrder:
        """The shop's copy of a marketplace order."""
        return self.world.orders[self.world.state.copies[order.store, order.order_id]]

    def shown(self, order: PlatformOrder) -> Shown:
        """What a platform's own books say of an order."""
        current = self.world.orders[order.store, order.order_id]
        return current.status, [(one.carrier, one.tracking) for one in current.packages]

    def by(self, order: PlatformOrder) -> list[str]:
        """Who told a platform of each package: api (the hub), relay, seller or buy-shipping."""
        return [one.recorded_by for one in self.world.orders[order.store, order.order_id].packages]

    def sent(self, order: PlatformOrder, by: str = "api") -> list[dict[str, int]]:
        """The units by SKU in each package that somebody told a platform of; api is the hub."""
        current = self.world.orders[order.store, order.order_id]
        skus = {line.line_id: line.sku for line in current.lines}
        return [
            {skus.get(line, line): units for line, units in one.units.items()}
            for one in current.packages
            if one.recorded_by == by
        ]

    def calls(self, operation: str) -> int:
        """How often an operation reached a platform."""
        return sum(call.operation == operation for call in self.world.calls)

    def check(self) -> None:
        """Everything that must hold after every step, seen in the platforms' books and the file."""
        assert not any(integrity_check.damage(self.hub._db.conn).values())
        for order in self.world.orders.values():
            numbers = (one.tracking for one in order.packages if one.tracking)  # not untracked
            doubled = [n for n, times in Counter(numbers).items() if times > 1]
            assert not doubled, (order.store, order.order_id, doubled)
