"""O4: an order to several addresses, and units that the buyer collects."""

from __future__ import annotations

import pytest

from mockplace.kernel.order_facts import LineFacts, OrderFacts, Recipient
from mockplace.kernel.records import PlatformOrder
from shiponce.domain.order import OrderStatus
from shiponce.domain.store import MatchingMode
from shiponce.errors import Refused
from tests.promises.merchant import Trade
from tests.torture.books import findings

MODES = pytest.mark.parametrize("mode", list(MatchingMode))
UPS = "1Z999AA10123456784"
FRIEND = Recipient(
    name="B Friend", street1="77 Other Ave", city="Boise", state="ID", postcode="83702"
)


def two_addresses(trade: Trade) -> PlatformOrder:
    """Two mugs and a jar go to the buyer, a bowl to a friend."""
    return trade.buy(
        "shop",
        ("MUG", 2),
        ("BOWL", 1),
        ("JAR", 1),
        facts=OrderFacts(addresses=(FRIEND,)),
        line_facts=[LineFacts(), LineFacts(destination=1), LineFacts()],
    )


def went_to(trade: Trade, order: PlatformOrder) -> list[str]:
    """The address of each of our packages, by the hub and by the shop, which agree."""
    hubs = {
        one.tracking: one.destination for one in trade.hub.orders.detail(trade.id(order)).shipments
    }
    current = trade.world.orders[order.store, order.order_id]
    for one in current.packages:
        if one.recorded_by == "api":
            assert hubs[one.tracking] == str(one.address_id or current.address_id)
    return [hubs[one.tracking] for one in current.packages if one.recorded_by == "api"]


@MODES
@pytest.mark.proves("O4", "N2")
def test_each_address_gets_its_own_package_with_its_own_lines(mode: MatchingMode) -> None:
    """Ship twice: two labels, and two notifications that each name address and lines."""
    trade = Trade(mode=mode)
    order = two_addresses(trade)
    trade.take_in()
    own, friend = trade.hub.orders.detail(trade.id(order)).destinations
    assert (own.due, set(own.lines)) == (3, set(trade.numbered(order, MUG=1, JAR=1)))
    assert (friend.due, set(friend.lines)) == (1, set(trade.numbered(order, BOWL=1)))
    assert friend.address[:2] == ("B Friend", "77 Other Ave")
    assert own.address[0] == order.buyer.name
    trade.ship(order)
    assert trade.due(order) == {"BOWL": 1}
    assert trade.status(order) is OrderStatus.AWAITING_SHIPMENT
    trade.ship(order)
    trade.settle()
    assert trade.sent(order) == [{"MUG": 2, "JAR": 1}, {"BOWL": 1}]
    assert trade.status(order) is OrderStatus.SHIPPED
    assert went_to(trade, order) == [own.id, friend.id]
    assert findings(trade) == []
    trade.check()


@pytest.mark.proves("O4", "P4")
def test_lines_of_two_addresses_do_not_share_a_package() -> None:
    """Nothing is bought; the lines of one of them may be chosen."""
    trade = Trade()
    order = two_addresses(trade)
    trade.take_in()
    with pytest.raises(Refused) as refused:
        trade.ship(order, lines=trade.numbered(order, MUG=1, BOWL=1))
    assert refused.value.code == "error.several_destinations"
    assert trade.hub.orders.detail(trade.id(order)).shipments == ()
    trade.ship(order, lines=trade.numbered(order, BOWL=1))
    trade.settle()
    assert trade.sent(order) == [{"BOWL": 1}]
    assert trade.due(order) == {"MUG": 2, "JAR": 1}


@MODES
@pytest.mark.proves("O2", "O4")
@pytest.mark.parametrize("which", [0, 1], ids=["the buyer's", "the friend's"])
def test_one_address_was_shipped_elsewhere(mode: MatchingMode, which: int) -> None:
    """Only the other address is left, and its package goes there."""
    trade = Trade(mode=mode)
    order = two_addresses(trade)
    trade.take_in()
    address = order.lines[which].address_id
    trade.world.shipping.ship_elsewhere("shop", order.order_id, "ups", UPS, address_id=address)
    trade.wait(3)
    trade.take_in()
    left = [{"BOWL": 1}, {"MUG": 2, "JAR": 1}][which]
    assert trade.due(order) == left
    trade.ship(order)
    trade.settle()
    assert trade.sent(order) == [left]
    own, friend = (one.id for one in trade.hub.orders.detail(trade.id(order)).destinations)
    assert went_to(trade, order) == [[friend, own][which]]
    assert trade.status(order) is OrderStatus.SHIPPED
    assert findings(trade) == []


@pytest.mark.proves("O4", "O8")
def test_the_changed_address_of_the_friend_names_the_friends_label() -> None:
    """The other label of the order is right as it is."""
    trade = Trade()
    order = two_addresses(trade)
    trade.take_in()
    trade.ship(order)
    label = trade.ship(order)
    number = order.lines[1].address_id
    trade.world.change_address("shop", order.order_id, Recipient(city="Reno"), number)
    trade.settle()
    warnings = trade.hub.orders.why(trade.id(order)).warnings
    (alarm,) = [one for one in warnings if one.code == "warning.address_changed"]
    assert (alarm.facts["tracking"], alarm.facts["shipment"]) == (label.tracking, label.id)


@MODES
@pytest.mark.proves("O1", "O4")
def test_a_line_that_is_collected_has_no_package(mode: MatchingMode) -> None:
    """The other line leaves, before or after the buyer has been to the shop."""
    trade = Trade(mode=mode)
    order = trade.buy("shop", ("MUG", 1), ("BOWL", 1), line_facts=[LineFacts(pickup="3")])
    trade.take_in()
    assert trade.due(order) == {"BOWL": 1}
    found = trade.hub.orders.detail(trade.id(order)).lines
    assert {line.sku: line.collected for line in found} == {"MUG": 1, "BOWL": 0}
    trade.world.shipping.collect("shop", order.order_id)
    trade.wait(3)
    trade.take_in()
    assert trade.due(order) == {"BOWL": 1}
    with pytest.raises(Refused):
        trade.ship(order, lines=trade.numbered(order, MUG=1))
    trade.ship(order)
    trade.settle()
    assert trade.sent(order) == [{"BOWL": 1}]
    assert trade.status(order) is OrderStatus.SHIPPED
    assert findings(trade) == []


@MODES
@pytest.mark.proves("O4", "O5", "A7")
@pytest.mark.parametrize("store", ["bay", "shop"])
def test_an_order_that_is_collected_whole_is_listed_as_such(store: str, mode: MatchingMode) -> None:
    """No package, no row among those to be shipped; the list of excluded orders says why."""
    trade = Trade(mode=mode, profile="bare")
    pickup = LineFacts(pickup="3" if store == "shop" else "SHOP-1")
    order = trade.buy(store, ("MUG", 1), line_facts=[pickup])
    trade.take_in(store)
    assert trade.waiting() == []
    if store == "bay" and mode is MatchingMode.RECONCILING:  # its copy is hidden behind it
        assert trade.sentences(order)[0] == "why.waits_for_buyer"
        return
    assert [one.reason.code for one in trade.hub.orders.excluded()] == ["excluded.collected"]


@pytest.mark.proves("O4", "O5")
def test_an_amazon_order_for_the_shop_gets_no_label() -> None:
    """It has an address; its program says that the buyer comes."""
    trade = Trade()
    facts = OrderFacts(programs=("IN_STORE_PICK_UP",))
    order = trade.buy("amz", ("MUG", 1), facts=facts, line_facts=[LineFacts(pickup="SHOP-1")])
    trade.take_in()
    with pytest.raises(Refused) as refused:
        trade.ship(order)
    assert (refused.value.code, refused.value.way_out) == ("limit.collected", "way_out.hand_over")
