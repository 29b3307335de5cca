"""O1 to O3: exactly the units that are due leave, whatever others do with the rest."""

from __future__ import annotations

import pytest

from mockplace.kernel.records import PlatformOrder
from shiponce.decisions.shipping_restrictions import Limit
from shiponce.domain.order import OrderStatus
from shiponce.domain.store import MatchingMode
from shiponce.errors import Refused
from tests.promises.merchant import Trade
from tests.torture.books import findings

MODES = pytest.mark.parametrize("mode", list(MatchingMode))
STORES = pytest.mark.parametrize("store", ["amz", "bay", "shop"])
MARKETS = pytest.mark.parametrize("market", ["amz", "bay"])
ORDERS = pytest.mark.parametrize(
    "stores", [("amz", "bay", "shop"), ("shop", "amz", "bay")], ids=["original first", "copy first"]
)
UPS, OTHER = "1Z999AA10123456784", "1Z999AA10123456785"


def refusal(trade: Trade, order: PlatformOrder) -> Limit:
    """Why an order cannot be shipped from here."""
    with pytest.raises(Refused) as refused:
        trade.ship(order)
    return Limit(refused.value.code, refused.value.facts, refused.value.way_out)


@MODES
@STORES
@pytest.mark.proves("O1", "O2", "X1", "X4")
def test_a_line_that_was_sent_elsewhere_is_not_sent_again(store: str, mode: MatchingMode) -> None:
    """Only the other line is due, gets a label, and is confirmed."""
    trade = Trade(mode=mode)
    order = trade.buy(store, ("MUG", 1), ("BOWL", 1))
    trade.ship_there(order, UPS, MUG=1)
    trade.take_in()
    assert trade.due(order) == {"BOWL": 1}
    (row,) = trade.hub.orders.rows([trade.id(order)])
    assert (row.shipped_units, row.units) == (1, 2)
    assert "note.part_shipped" in trade.sentences(order)
    trade.ship(order)
    trade.settle()
    assert trade.labelled(order) == {"BOWL": 1}
    assert trade.sent(order) == [{"BOWL": 1}]
    assert trade.sent(order, "seller") == [{"MUG": 1}]
    assert trade.status(order) is OrderStatus.SHIPPED
    assert findings(trade) == []
    trade.check()


@MODES
@STORES
@pytest.mark.proves("O1", "O2", "Q1")
def test_of_a_line_that_was_sent_in_part_the_rest_is_due(store: str, mode: MatchingMode) -> None:
    """EBay calls the whole line FULFILLED then: its fulfillments tell how many units left."""
    trade = Trade(mode=mode)
    order = trade.buy(store, ("MUG", 3))
    trade.take_in()
    trade.ship_there(order, UPS, MUG=1)
    trade.take_in()
    assert trade.due(order) == {"MUG": 2}
    line = trade.hub.orders.detail(trade.id(order)).lines[0]
    assert (line.quantity, line.shipped, line.shipped_by_others) == (3, 1, 1)
    with pytest.raises(Refused) as refused:
        trade.ship(order, lines={line.line_no: 3})
    assert refused.value.code == "error.units_not_left"
    trade.ship(order)
    trade.settle()
    assert trade.sent(order) == [{"MUG": 2}]
    assert trade.due(order) == {}
    assert findings(trade) == []


@pytest.mark.parametrize(
    ("store", "mode"),
    [
        (store, mode)
        for store in ("amz", "bay", "shop")
        for mode in MatchingMode
        if (store, mode) != ("amz", MatchingMode.DOCUMENTED)  # confirms whole orders (Q2)
    ],
)
@pytest.mark.proves("O2")
def test_our_own_package_is_not_counted_twice(store: str, mode: MatchingMode) -> None:
    """The platform shows it at the next import, among those of others."""
    trade = Trade(mode=mode)
    order = trade.buy(store, ("MUG", 3))
    trade.take_in()
    trade.ship(order, lines={1: 1})
    trade.settle()
    assert trade.due(order) == {"MUG": 2}
    trade.ship_there(order, UPS, MUG=1)
    trade.settle()
    line = trade.hub.orders.detail(trade.id(order)).lines[0]
    assert (line.shipped, line.shipped_by_others, line.due) == (2, 1, 1)
    trade.ship(order)
    trade.settle()
    assert trade.due(order) == {}
    assert sorted(sum(one.values()) for one in trade.sent(order)) == [1, 1]
    assert findings(trade) == []


@MODES
@STORES
@pytest.mark.proves("O2", "P4")
def test_what_others_shipped_whole_gets_no_label(store: str, mode: MatchingMode) -> None:
    """The order is shipped, and its platform hears nothing from here."""
    trade = Trade(mode=mode)
    order = trade.buy(store, ("MUG", 2))
    trade.ship_there(order, UPS)
    trade.take_in()
    assert trade.due(order) == {}
    assert trade.status(order) is OrderStatus.SHIPPED
    assert refusal(trade, order).code == "limit.status_shipped"
    trade.settle()
    assert trade.sent(order) == []


@MARKETS
@ORDERS
@pytest.mark.proves("O1", "O2")
def test_what_was_sent_as_the_copy_is_not_due_of_the_original(
    market: str, stores: tuple[str, ...]
) -> None:
    """Entered in the shop, under one number, before and after the connector passed it on."""
    trade = Trade()
    order = trade.buy(market, ("MUG", 1), ("BOWL", 2))
    copy = trade.copy(order)
    units = trade.lines(copy, {"BOWL": 1})
    trade.world.shipping.ship_elsewhere("shop", copy.order_id, "ups", UPS, units)
    trade.take_in(*stores)
    assert trade.due(order) == {"MUG": 1, "BOWL": 1}
    trade.wait(30)
    trade.take_in(*stores)
    assert trade.due(order) == {"MUG": 1, "BOWL": 1}
    trade.ship(order)
    trade.settle()
    assert trade.labelled(order) == {"MUG": 1, "BOWL": 1}
    assert trade.due(order) == {}
    assert trade.waiting() == []
    assert findings(trade) == []


@MARKETS
@pytest.mark.proves("O1", "O2")
def test_packages_on_original_and_copy_are_added(market: str) -> None:
    """One unit sent on each, under different numbers: two have left."""
    trade = Trade(profile="bare")
    order = trade.buy(market, ("MUG", 3))
    trade.take_in()
    copy = trade.copy(order)
    trade.hub.matching.confirm(trade.id(copy), trade.id(order), by="Ada")
    units = trade.lines(copy, {"MUG": 1})
    trade.ship_there(order, UPS, MUG=1)
    trade.world.shipping.ship_elsewhere("shop", copy.order_id, "ups", OTHER, units)
    trade.take_in()
    assert trade.due(order) == {"MUG": 1}


@pytest.mark.proves("O1")
def test_documented_mode_counts_per_order() -> None:
    """As the article sees them: the copy's own package is nothing to the original."""
    trade = Trade(mode=MatchingMode.DOCUMENTED, profile="bare")
    order = trade.buy("amz", ("MUG", 2))
    copy = trade.copy(order)
    trade.world.shipping.ship_elsewhere(
        "shop", copy.order_id, "ups", UPS, trade.lines(copy, {"MUG": 1})
    )
    trade.take_in("amz", "shop")
    assert trade.due(copy) == {"MUG": 1}
    assert trade.due(order) == {"MUG": 2}


@MODES
@pytest.mark.proves("O1", "O8")
def test_an_edited_order_has_its_own_new_lines(mode: MatchingMode) -> None:
    """One mug less, the bowl taken out, a jar added: what is due is what the shop shows now."""
    trade = Trade(mode=mode)
    order = trade.buy("shop", ("MUG", 2), ("BOWL", 1))
    trade.take_in()
    mug, bowl = (line.line_id for line in order.lines)
    trade.world.edit_lines("shop", order.order_id, {mug: 1, bowl: 0}, [("JAR", 1, None)])
    trade.wait(3)
    trade.take_in()
    assert trade.due(order) == {"MUG": 1, "JAR": 1}
    trade.ship(order)
    trade.settle()
    assert trade.sent(order) == [{"MUG": 1, "JAR": 1}]
    assert findings(trade) == []


@MODES
@pytest.mark.proves("O1", "O2", "O8")
def test_a_line_that_was_taken_out_after_it_was_sent_is_still_sent(mode: MatchingMode) -> None:
    """One bowl left already; the rest of the order is what is due."""
    trade = Trade(mode=mode)
    order = trade.buy("shop", ("MUG", 2), ("BOWL", 1))
    trade.take_in()
    trade.ship(order, lines={2: 1})
    trade.settle()
    mug, _ = (line.line_id for line in order.lines)
    trade.world.edit_lines("shop", order.order_id, {mug: 1}, [("JAR", 1, None)])
    trade.wait(3)
    trade.take_in()
    assert trade.due(order) == {"MUG": 1, "JAR": 1}
    trade.ship(order)
    trade.settle()
    assert sorted(map(sorted, trade.sent(order))) == [["BOWL"], ["JAR", "MUG"]]
    assert findings(trade) == []
