"""Stories for the faults that are planted in the hub, and what the judge finds in each."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

import pytest

from mockplace.kernel.fault_plan import Fault
from mockplace.kernel.judge import ShownToPeople, Verdict, judge
from mockplace.kernel.order_facts import LineFacts, OrderFacts, Recipient
from mockplace.kernel.records import PlatformOrder
from shiponce.errors import ShiponceError
from shiponce.scenario.shown_to_people import open_units, units_not_imported
from shiponce.views.orders import Grid
from tests.promises.merchant import Trade
from tests.torture import planted

#: Plays one story; returns the order that the fault is about.
Tale = Callable[[Trade, str], PlatformOrder]
FRIEND = Recipient(
    name="B Friend", street1="77 Other Ave", city="Boise", state="ID", postcode="83702"
)
EVERY = ("amz", "bay", "shop")
TWO_DAYS = 48


def ship(trade: Trade, order: PlatformOrder, **units: int) -> None:
    """A person ships an order, or some units of it; a refusal is read and left."""
    with suppress(ShiponceError):
        trade.ship(order, lines=trade.numbered(order, **units) or None)
        trade.wait(20)


def ship_all(trade: Trade) -> None:
    """A person ships whatever stands in Awaiting Shipment."""
    for order_id in trade.hub.orders.ids(Grid.AWAITING_SHIPMENT):
        with suppress(ShiponceError):
            trade.hub.shipping.ship(order_id, "house:ground")
    trade.wait(20)


def whole(trade: Trade, store: str) -> PlatformOrder:
    """Two mugs are bought and sent in one package."""
    order = trade.buy(store, ("MUG", 2))
    trade.take_in()
    ship_all(trade)
    return order


def in_two_parts(trade: Trade, store: str) -> PlatformOrder:
    """Two mugs go in two packages."""
    order = trade.buy(store, ("MUG", 2))
    trade.take_in()
    ship(trade, order, MUG=1)
    ship(trade, order, MUG=1)
    return order


def by_lines(trade: Trade, store: str) -> PlatformOrder:
    """A mug and a bowl go in two packages."""
    order = trade.buy(store, ("MUG", 1), ("BOWL", 1))
    trade.take_in()
    ship(trade, order, BOWL=1)
    ship(trade, order, MUG=1)
    return order


def two_orders(trade: Trade, store: str) -> PlatformOrder:
    """Two purchases are shipped one after the other; the second is the one."""
    first, second = trade.buy(store), trade.buy(store)
    trade.take_in()
    ship(trade, first)
    ship(trade, second)
    return second


def cancelled(trade: Trade, store: str) -> PlatformOrder:
    """A line is cancelled between two imports, and the rest is shipped."""
    order = trade.buy(store, ("MUG", 1), ("BOWL", 1))
    trade.take_in()
    trade.cancel_there(order, BOWL=1)
    return _imported_and_shipped(trade, order)


def refunded(trade: Trade, store: str) -> PlatformOrder:
    """A line is paid back between two imports, and the rest is shipped."""
    order = trade.buy(store, ("MUG", 1), ("BOWL", 1))
    trade.take_in()
    trade.refund_there(order, BOWL=1)
    return _imported_and_shipped(trade, order)


def collected(trade: Trade, store: str) -> PlatformOrder:
    """The buyer comes for the mug, and the bowl is shipped."""
    order = trade.buy(
        store, ("MUG", 1), ("BOWL", 1), line_facts=[LineFacts(pickup="3"), LineFacts()]
    )
    trade.world.shipping.collect(store, order.order_id)
    return _imported_and_shipped(trade, order)


def shipped_in_part_there(trade: Trade, store: str) -> PlatformOrder:
    """Somebody ships one of two bowls on the platform's page, and the hub the rest."""
    order = trade.buy(store, ("MUG", 1), ("BOWL", 1))
    trade.take_in()
    trade.ship_there(order, "D10011122233344", BOWL=1)
    return _imported_and_shipped(trade, order)


def _imported_and_shipped(trade: Trade, order: PlatformOrder) -> PlatformOrder:
    trade.wait(10)
    trade.take_in()
    ship_all(trade)
    return order


def voided(trade: Trade, store: str) -> PlatformOrder:
    """A label is voided, and the order shipped again."""
    order = whole(trade, store)
    shipment = trade.hub.orders.detail(trade.id(order)).shipments[-1]
    trade.hub.shipping.void(shipment.id)
    trade.wait(5)
    ship_all(trade)
    return order


def voided_for_good(trade: Trade, store: str) -> PlatformOrder:
    """A label is voided before any notification is sent, and the order waits."""
    order = trade.buy(store)
    trade.take_in()
    shipment = trade.hub.shipping.ship(trade.id(order), "house:ground")
    trade.hub.shipping.void(shipment.id)
    return order


def in_one_box(trade: Trade, store: str) -> PlatformOrder:
    """A mug has its label, and then the bowl fits into the same box; a refusal is read and left."""
    order = trade.buy(store, ("MUG", 1), ("BOWL", 1))
    trade.take_in()
    ship(trade, order, MUG=1)
    _by_hand(trade, order, trade.hub.orders.detail(trade.id(order)).shipments[-1].tracking)
    ship_all(trade)
    return order


def typed_twice(trade: Trade, store: str) -> PlatformOrder:
    """A number is entered twice, the second entry voided, and the rest shipped with a label."""
    order = trade.buy(store, ("MUG", 3), ("BOWL", 1))
    trade.take_in()
    for _ in range(2):
        _by_hand(trade, order, "D10011122233344", MUG=1)
    shipments = trade.hub.orders.detail(trade.id(order)).shipments
    if len(shipments) > 1:
        trade.hub.shipping.void(shipments[-1].id)
        trade.wait(5)
    ship_all(trade)
    return order


def _by_hand(trade: Trade, order: PlatformOrder, tracking: str, **units: int) -> None:
    with suppress(ShiponceError):
        lines = trade.numbered(order, **units) or None
        trade.hub.shipping.ship(
            trade.id(order), "manual", carrier="UPS", tracking=tracking, lines=lines
        )
        trade.wait(20)


def cancelled_after_label(trade: Trade, store: str) -> PlatformOrder:
    """The buyer cancels before the store is notified; the label is voided when that is known."""
    order = trade.buy(store)
    trade.take_in()
    label = trade.hub.shipping.ship(trade.id(order), "house:ground")
    trade.world.cancel(store, order.order_id)
    trade.wait(20)
    trade.hub.shipping.void(label.id)
    return order


def two_addresses(trade: Trade, store: str) -> PlatformOrder:
    """A bowl goes to a friend."""
    order = trade.buy(
        store,
        ("MUG", 1),
        ("BOWL", 1),
        facts=OrderFacts(addresses=(FRIEND,)),
        line_facts=[LineFacts(), LineFacts(destination=1)],
    )
    trade.take_in()
    ship_all(trade)
    ship_all(trade)
    return order


def moved(trade: Trade, store: str) -> PlatformOrder:
    """The buyer moves between two imports."""
    order = trade.buy(store)
    trade.take_in()
    there = Recipient(street1="9 New Street", city="Reno", state="NV", postcode="89501")
    trade.world.change_address(store, order.order_id, there)
    return _imported_and_shipped(trade, order)


def lost_notification(trade: Trade, store: str) -> PlatformOrder:
    """The shop's answer to the notification of a part is lost."""
    order = trade.buy(store, ("MUG", 2))
    trade.take_in()
    trade.world.faults.add(
        Fault("timeout_after_commit", "createOrderShipment", platform="bigcommerce")
    )
    trade.world.faults.add(Fault("timeout_after_commit", "createShipment", platform="bigcommerce"))
    ship(trade, order, MUG=1)
    trade.pass_hours(3)
    ship(trade, order, MUG=1)
    return order


def lost_label(trade: Trade, store: str) -> PlatformOrder:
    """The carrier's answer to the purchase of a label is lost, and a person goes on."""
    order = trade.buy(store)
    trade.take_in()
    trade.world.faults.add(Fault("timeout_after_commit", "buyLabel", "carrier"))
    ship_all(trade)
    trade.pass_hours(3)
    ship_all(trade)
    return order


def proposed(trade: Trade, store: str) -> PlatformOrder:
    """The copy names no original; a person says which it is, and insists that all is shipped."""
    order = trade.buy(store)
    trade.take_in()
    (proposal,) = trade.hub.matching.proposals()
    trade.hub.matching.confirm(proposal.order.id, trade.id(order), anyway=True)
    for order_id in trade.hub.orders.ids(Grid.AWAITING_SHIPMENT):
        trade.hub.shipping.ship(order_id, "house:ground", anyway=True)
    trade.wait(20)
    return order


def kept_open(trade: Trade, store: str) -> PlatformOrder:
    """An order is imported, and nobody ships it yet."""
    order = trade.buy(store)
    trade.take_in()
    return order


@dataclass(frozen=True, slots=True)
class Story:
    """A planted fault, where it is played, and the finding that it must lead to."""

    code: str
    plant: planted.Plant
    tale: Tale
    store: str
    #: The connector of the shop.
    profile: str = "channel-manager"
    #: Whether the default run plays it.
    short: bool = False
    #: The stores that the hub works for; a connected shop passes on what a marketplace misses.
    connected: tuple[str, ...] = EVERY

    @property
    def name(self) -> str:
        """The story in a test's name."""
        return f"{self.code}, {self.tale.__name__}, {self.store}"


_CANCELLED = planted.counts_ignored("cancelled")
_REFUNDED = planted.counts_ignored("refunded")
_COLLECTED = planted.counts_ignored("collected")

STORIES = (
    Story("notified-twice", planted.sent_twice, in_two_parts, "shop", short=True),
    Story("notified-twice", planted.sent_twice, in_two_parts, "amz"),
    Story("invented-number", planted.number_cut, whole, "amz"),
    Story("invented-number", planted.number_cut, whole, "bay", short=True),
    Story("invented-number", planted.number_cut, whole, "shop"),
    Story("never-notified", planted.no_number, whole, "shop"),
    Story("foreign-number", planted.number_of_another, two_orders, "bay"),
    Story("foreign-number", planted.number_of_another, two_orders, "amz"),
    Story("foreign-number", planted.number_of_another, two_orders, "shop"),
    Story("never-notified", planted.status_alone, whole, "shop"),
    Story("closed-without-package", planted.status_alone, whole, "shop"),
    Story("wrong-content", planted.part_as_whole, in_two_parts, "amz"),
    Story("wrong-content", planted.part_as_whole, in_two_parts, "shop"),
    Story("wrong-content", planted.part_as_whole, by_lines, "bay"),
    Story("wrong-content", planted.wrong_line, by_lines, "amz"),
    Story("wrong-content", planted.wrong_line, by_lines, "bay"),
    Story("wrong-content", planted.wrong_line, by_lines, "shop"),
    Story("never-notified", planted.reference_reused, in_two_parts, "amz", connected=("amz",)),
    Story("dead-number", planted.correction_forgotten, voided, "shop"),
    Story("dead-number", planted.correction_forgotten, voided, "amz"),
    Story("never-notified", planted.only_marketplace_notified, whole, "amz", short=True),
    Story("never-notified", planted.only_marketplace_notified, whole, "bay"),
    Story("open-everywhere", planted.marketplace_not_notified, whole, "bay", connected=("bay",)),
    Story("notified-twice", planted.not_read_back, lost_notification, "shop"),
    Story("shipped-cancelled", _CANCELLED, cancelled, "amz"),
    Story("shipped-refunded", _REFUNDED, refunded, "shop"),
    Story("shipped-refunded", _REFUNDED, refunded, "bay"),
    Story("shipped-collected", _COLLECTED, collected, "shop"),
    Story("doubled-elsewhere", planted.others_ignored, shipped_in_part_there, "amz"),
    Story("doubled-elsewhere", planted.others_ignored, shipped_in_part_there, "bay"),
    Story("doubled-elsewhere", planted.others_ignored, shipped_in_part_there, "shop"),
    Story("doubled-unit", planted.copy_shown, whole, "amz", short=True),
    Story("doubled-unit", planted.copy_shown, whole, "bay"),
    Story("doubled-unit", planted.confirmed_is_rejected, proposed, "amz", "unsourced-prose"),
    Story("doubled-unit", planted.void_forgotten, voided, "shop"),
    Story("units-unaccounted", planted.void_forgotten, voided_for_good, "bay"),
    Story("doubled-unit", planted.bought_again, lost_label, "bay"),
    Story("doubled-unit", planted.label_not_found, lost_label, "amz"),
    Story("wrong-address", planted.first_address, two_addresses, "shop"),
    Story("wrong-address", planted.address_kept, moved, "amz"),
    Story("wrong-address", planted.address_kept, moved, "bay"),
    Story("wrong-address", planted.street_and_city_exchanged, whole, "bay"),
    Story("never-notified", planted.number_is_enough, in_one_box, "bay"),
    Story("never-notified", planted.valid_number_replaced, typed_twice, "bay"),
    Story("cancellation-undone", planted.cancellation_overlooked, cancelled_after_label, "shop"),
    Story("units-unaccounted", planted.orders_dropped, kept_open, "bay"),
    Story("units-unaccounted", planted.orders_dropped, kept_open, "shop"),
)


@dataclass(frozen=True, slots=True)
class Played:
    """A story's end."""

    verdict: Verdict
    order: PlatformOrder
    #: How often the planted fault was reached.
    reached: int


def play(story: Story, *, with_fault: bool) -> Played:
    """Play a story to its quiet end, with or without its fault, and judge it by its books.

    Nothing that the hub says excuses it here, except that its list of open orders is compared.
    """
    times = 0

    def reached() -> None:
        nonlocal times
        times += 1

    with pytest.MonkeyPatch.context() as patch:
        trade = Trade(profile=story.profile, connected=story.connected)
        trade.world.choose("bigcommerce.shipment-mail", "nobody")
        if with_fault:
            story.plant(patch, reached)
        order = story.tale(trade, story.store)
        trade.pass_hours(TWO_DAYS)
        trade.take_in()
        trade.pass_hours(2)
        hub, world = trade.hub, trade.world
        ids = hub._db.conn.execute("SELECT id FROM orders").fetchall()
        details = [hub.orders.detail(row[0]) for row in ids]
        shown = open_units(hub, details) | units_not_imported(hub, world)
        some = ShownToPeople(stores=frozenset(story.connected))
        works_for = None if story.connected == EVERY else some
        found = judge(world, works_for, unseen=0, open_units=shown)
        hub.close()
    return Played(found, order, times)
