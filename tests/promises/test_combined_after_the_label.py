"""Q4, O1, N9: an eBay buyer combines orders after a label was bought for one of them."""

from __future__ import annotations

from collections import Counter

import pytest

from mockplace.kernel.fault_plan import Fault
from mockplace.kernel.records import PlatformOrder
from shiponce.domain.alarm import Alarm
from shiponce.domain.order import OrderStatus
from shiponce.domain.shipment import NotificationState, Route
from shiponce.errors import GuardError, PlatformError, Refused
from shiponce.persistence import shipments
from shiponce.views.shipping import ShipmentView
from tests.promises.merchant import MINUTE, Trade
from tests.torture.books import findings

#: How the package of the first order leaves: by a label of the hub, or by one entered by hand.
BY = pytest.mark.parametrize("option", ["house:ground", "manual"])
#: Without the shop no copy is notified; with it, both old orders have a copy.
STORES = pytest.mark.parametrize(
    "stores", [("bay",), ("amz", "bay", "shop")], ids=["alone", "shop"]
)
ENDED = {NotificationState.SENT, NotificationState.ALREADY_KNOWN, NotificationState.WITHDRAWN}


def two_orders(
    stores: tuple[str, ...] = ("bay",), *first: tuple[str, int]
) -> tuple[Trade, PlatformOrder, PlatformOrder]:
    """Import two orders of one buyer: mugs (or *first*), and two bowls."""
    trade = Trade(connected=stores)
    one = trade.buy("bay", *(first or (("MUG", 1),)), buyer="Ada")
    two = trade.buy("bay", ("BOWL", 2), buyer="Ada")
    trade.take_in()
    return trade, one, two


def label(trade: Trade, order: PlatformOrder, option: str, **units: int) -> ShipmentView:
    """Buy a label, or enter one; nobody is notified yet."""
    more = {"carrier": "UPS", "tracking": "1Z999AA10123456784"} if option == "manual" else {}
    lines = trade.numbered(order, **units) if units else None
    return trade.hub.shipping.ship(trade.id(order), option, lines=lines, **more)  # type: ignore[arg-type]


def combine(trade: Trade, *orders: PlatformOrder, name: str = "both") -> PlatformOrder:
    """Let the buyer combine orders, and import everything some minutes later."""
    new = trade.world.combine(name, "bay", [one.order_id for one in orders])
    trade.wait(6)
    trade.take_in()
    trade.wait(6)
    return new


def under(trade: Trade, *orders: PlatformOrder) -> Counter[str]:
    """Units by SKU under live labels of all these orders together."""
    return sum((trade.labelled(one) for one in orders), Counter())


def is_well(trade: Trade) -> None:
    """Judge by the platforms after everything was imported once more."""
    trade.settle()
    trade.check()
    assert findings(trade) == []
    assert {one.state for one in trade.notifications()} <= ENDED
    assert trade.waiting() == []


@BY
@STORES
@pytest.mark.proves("Q4", "O1", "X1", "N1")
def test_the_rest_of_the_combined_order_is_shipped_and_no_unit_twice(
    option: str, stores: tuple[str, ...]
) -> None:
    """The label counts for the combined order, which eBay is told of it; the rest is due there."""
    trade, one, two = two_orders(stores)
    label(trade, one, option)
    new = combine(trade, one, two)
    assert trade.due(new) == {"BOWL": 2}
    assert trade.sent(new) == [{"MUG": 1}]
    trade.ship(new)
    assert trade.due(new) == {}
    assert under(trade, one, two, new) == {"MUG": 1, "BOWL": 2}
    assert trade.status(new) is OrderStatus.SHIPPED
    with pytest.raises((Refused, GuardError)):
        label(trade, new, "house:ground")
    is_well(trade)
    assert sorted(trade.sent(new), key=str) == [{"BOWL": 2}, {"MUG": 1}]
    if "shop" in stores:
        for copy in (one, two):
            shown = trade.world.orders["shop", copies_of(trade, copy)]
            assert (shown.status, len(shown.packages)) == ("shipped", 1)


def copies_of(trade: Trade, order: PlatformOrder) -> str:
    """Return the id of the copy that holds the goods of an old order."""
    (found,) = [
        one.order_id
        for one in trade.world.orders.values()
        if one.store == "shop" and {n.sku for n in one.lines} == {n.sku for n in order.lines}
    ]
    return found


@BY
@STORES
@pytest.mark.proves("Q4", "O1", "N9")
def test_after_the_void_everything_is_due_and_the_dead_number_is_not_sent(
    option: str, stores: tuple[str, ...]
) -> None:
    """Voided before any store was told: one package holds everything, under its own number."""
    trade, one, two = two_orders(stores)
    shipment = label(trade, one, option)
    new = trade.world.combine("both", "bay", [one.order_id, two.order_id])
    for name in stores:
        trade.hub.imports.run(name)
    trade.hub.shipping.void(shipment.id)
    trade.take_in()
    assert trade.due(new) == {"MUG": 1, "BOWL": 2}
    trade.ship(new)
    is_well(trade)
    assert trade.sent(new) == [{"MUG": 1, "BOWL": 2}]


@STORES
@pytest.mark.proves("Q4", "N8", "O1")
def test_a_label_that_ebay_knows_is_voided(stores: tuple[str, ...]) -> None:
    """All units are due again. eBay cannot replace a number: the notification stops and says so."""
    trade, one, two = two_orders(stores)
    shipment = label(trade, one, "house:ground")
    new = combine(trade, one, two)
    assert trade.sent(new) == [{"MUG": 1}]
    trade.hub.shipping.void(shipment.id)
    trade.take_in()
    assert trade.due(new) == {"MUG": 1, "BOWL": 2}
    trade.ship(new)
    trade.settle()
    assert findings(trade) == []
    assert under(trade, one, two, new) == {"MUG": 1, "BOWL": 2}
    (stopped,) = [one for one in trade.notifications() if one.state is NotificationState.STOPPED]
    assert stopped.reason is not None
    assert stopped.reason.code == "error.not_correctable_ebay"


@pytest.mark.proves("Q4", "N9")
def test_a_label_voided_before_the_combined_order_was_imported() -> None:
    """Its notification, which eBay answered with "not there", ends as withdrawn."""
    trade, one, two = two_orders()
    shipment = label(trade, one, "house:ground")
    new = trade.world.combine("both", "bay", [one.order_id, two.order_id])
    trade.wait(3)
    trade.hub.shipping.void(shipment.id)
    trade.wait(3)
    trade.take_in()
    assert trade.due(new) == {"MUG": 1, "BOWL": 2}
    trade.ship(new)
    is_well(trade)
    assert trade.sent(new) == [{"MUG": 1, "BOWL": 2}]
    assert [(state, code) for _, state, code in trade.told()] == [
        (NotificationState.WITHDRAWN, "notification.withdrawn"),
        (NotificationState.SENT, ""),
    ]


@STORES
@pytest.mark.proves("Q4", "O1", "Q1")
def test_a_part_of_a_line_left_under_the_old_order(stores: tuple[str, ...]) -> None:
    """Two of three mugs have a label; one mug and the bowls are due in the combined order."""
    trade, one, two = two_orders(stores, ("MUG", 3))
    label(trade, one, "house:ground", MUG=2)
    new = combine(trade, one, two)
    assert trade.due(new) == {"MUG": 1, "BOWL": 2}
    trade.ship(new)
    assert under(trade, one, two, new) == {"MUG": 3, "BOWL": 2}
    is_well(trade)


@STORES
@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.proves("Q4", "O1", "Q3")
def test_one_label_for_both_old_orders(turned: bool, stores: tuple[str, ...]) -> None:
    """The hub packed both before they were combined: nothing is due, eBay knows the package."""
    trade, one, two = two_orders(stores)
    first, second = (two, one) if turned else (one, two)
    trade.hub.shipping.ship(trade.id(first), "house:ground", together=[trade.id(second)])
    new = combine(trade, one, two)
    assert trade.due(new) == {}
    assert trade.status(new) is OrderStatus.SHIPPED
    is_well(trade)
    assert sum(map(Counter, trade.sent(new)), Counter()) == {"MUG": 1, "BOWL": 2}


@pytest.mark.proves("Q4", "O1")
def test_combined_again_with_a_third_order() -> None:
    """The label goes on to the last of the line."""
    trade, one, two = two_orders()
    label(trade, one, "house:ground")
    three = trade.world.combine("both", "bay", [one.order_id, two.order_id])
    more = trade.buy("bay", ("JAR", 1), buyer="Ada")
    trade.world.advance_to(trade.world.now + 60_000)
    trade.hub.imports.run("bay")
    new = combine(trade, three, more, name="all")
    assert trade.due(new) == {"BOWL": 2, "JAR": 1}
    trade.ship(new)
    is_well(trade)
    assert under(trade, one, two, three, new) == {"MUG": 1, "BOWL": 2, "JAR": 1}


@pytest.mark.proves("Q4", "X1")
def test_combined_while_the_label_was_being_bought() -> None:
    """The purchase's answer is lost; the combined order waits, and takes the label over later."""
    trade, one, two = two_orders()
    faults, now = trade.world.faults, trade.world.now
    faults.add(Fault("timeout_after_commit", "buyLabel", platform="carrier"))
    faults.add(Fault("server_error", "findLabels", times=0, since=now, until=now + 9 * MINUTE))
    with pytest.raises(PlatformError):
        label(trade, one, "house:ground")
    new = trade.world.combine("both", "bay", [one.order_id, two.order_id])
    trade.hub.imports.run("bay")
    with pytest.raises(Refused) as refused:
        label(trade, new, "house:ground")
    assert (refused.value.code, refused.value.way_out) == (
        "limit.lines_sent",
        "way_out.import_or_void",
    )
    with pytest.raises(GuardError) as guard, trade.hub._db.write() as conn:
        shipments.begin(
            conn,
            trade.id(new),
            route=Route.HOUSE,
            carrier="",
            service="",
            service_id="",
            reference="x",
            lines=[(1, 1)],
            at=0,
        )
    assert guard.value.code == "guard.lines_sent"
    trade.wait(90)
    trade.take_in()
    assert trade.due(new) == {"BOWL": 2}
    trade.ship(new)
    is_well(trade)
    assert under(trade, one, two, new) == {"MUG": 1, "BOWL": 2}


@pytest.mark.proves("Q4", "W8")
def test_the_label_was_bought_for_the_copy_of_the_old_order() -> None:
    """The copy was shipped first; the combined order counts its units, and tells eBay of them."""
    trade = Trade(connected=("shop",))
    one = trade.buy("bay", ("MUG", 1), buyer="Ada")
    two = trade.buy("bay", ("BOWL", 2), buyer="Ada")
    trade.take_in("shop")
    label(trade, trade.copy(one), "house:ground")
    trade.connect("bay")
    trade.connected = ("bay", "shop")
    trade.hub.imports.run("bay")
    new = combine(trade, one, two)
    assert trade.due(new) == {"BOWL": 2}
    trade.ship(new)
    trade.pass_hours(5)  # the shop's connector has that long to tell eBay
    is_well(trade)
    assert sorted(trade.sent(new) + trade.sent(new, "relay"), key=str) == [{"BOWL": 2}, {"MUG": 1}]


@pytest.mark.proves("Q4", "B11")
def test_every_page_says_what_happened_and_what_to_do() -> None:
    """The old order names the combined one; that one, its row and the doctor name the label."""
    trade, one, two = two_orders()
    shipment = label(trade, one, "house:ground")
    new = combine(trade, one, two)
    assert trade.sentences(one)[:2] == ["why.superseded", "warning.label_moved"]
    old = trade.hub.orders.why(trade.id(one))
    assert old.headline.facts["by"] == new.order_id
    assert old.warnings[0].facts["shipment"] == shipment.id
    said = next(
        n
        for n in trade.hub.orders.why(trade.id(new)).warnings
        if n.code == "warning.combined_after_label"
    )
    assert (said.facts["old"], said.facts["n"]) == (one.order_id, 2)
    (row,) = trade.hub.orders.rows([trade.id(new)])
    assert row.alarms == (Alarm.COMBINED_AFTER_LABEL,)
    assert (row.shipped_units, row.units) == (1, 3)
    found = [one.code for one in trade.hub.maintenance.doctor()]
    assert "combined_after_label" in found
    history = [n.what.code for n in trade.hub.orders.detail(trade.id(new)).history]
    assert "event.label_taken_over" in history
    trade.ship(new)
    assert "warning.combined_after_label" not in trade.sentences(new)
    (row,) = trade.hub.orders.rows([trade.id(new)])
    assert row.alarms == ()
