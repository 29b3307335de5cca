"""O1 and O3: units that were cancelled or paid back are not due, on any platform."""

from __future__ import annotations

import pytest

from shiponce.domain.order import OrderStatus
from shiponce.domain.store import MatchingMode
from tests.promises.merchant import Trade
from tests.torture.books import findings

MODES = pytest.mark.parametrize("mode", list(MatchingMode))
MARKETS = pytest.mark.parametrize("market", ["amz", "bay"])
ORDERS = pytest.mark.parametrize(
    "stores", [("amz", "bay", "shop"), ("shop", "amz", "bay")], ids=["original first", "copy first"]
)
UPS = "1Z999AA10123456784"


@MODES
@pytest.mark.proves("O1", "O3")
@pytest.mark.parametrize("later", [False, True], ids=["before the import", "after it"])
def test_units_that_amazon_shows_as_cancelled_are_not_due(mode: MatchingMode, later: bool) -> None:
    """They are neither fulfilled nor left to fulfill; the others leave."""
    trade = Trade(mode=mode)
    order = trade.buy("amz", ("MUG", 3), ("BOWL", 1))
    if later:
        trade.take_in()
    trade.cancel_there(order, MUG=1, BOWL=1)
    trade.take_in()
    assert trade.due(order) == {"MUG": 2}
    mug, bowl = trade.hub.orders.detail(trade.id(order)).lines
    assert (mug.cancelled, bowl.cancelled) == (1, 1)
    trade.ship(order)
    trade.settle()
    assert trade.sent(order) == [{"MUG": 2}]
    assert trade.status(order) is OrderStatus.SHIPPED
    assert findings(trade) == []


@MODES
@pytest.mark.parametrize("store", ["bay", "shop"])
@pytest.mark.parametrize("later", [False, True], ids=["before the import", "after it"])
@pytest.mark.proves("O1", "O3")
def test_units_that_were_paid_back_are_not_due(store: str, mode: MatchingMode, later: bool) -> None:
    """EBay names the amount of a line, BigCommerce the units; the rest leaves."""
    trade = Trade(mode=mode)
    order = trade.buy(store, ("MUG", 2), ("BOWL", 1))
    if later:
        trade.take_in()
    trade.refund_there(order, MUG=2)
    trade.take_in()
    assert trade.due(order) == {"BOWL": 1}
    assert trade.hub.orders.detail(trade.id(order)).lines[0].refunded == 2
    trade.ship(order)
    trade.settle()
    assert trade.sent(order) == [{"BOWL": 1}]
    assert trade.due(order) == {}
    assert trade.status(order) is OrderStatus.SHIPPED
    assert findings(trade) == []


@pytest.mark.parametrize("store", ["bay", "shop"])
@pytest.mark.proves("O1", "O3")
def test_a_part_of_a_line_that_was_paid_back_is_not_due(store: str) -> None:
    """The price of one unit of three is one unit."""
    trade = Trade()
    order = trade.buy(store, ("MUG", 3))
    trade.refund_there(order, MUG=1)
    trade.take_in()
    assert trade.due(order) == {"MUG": 2}
    trade.ship(order)
    trade.settle()
    assert trade.sent(order) == [{"MUG": 2}]
    assert findings(trade) == []


@pytest.mark.parametrize(
    ("store", "mode", "where"),
    [
        (store, mode, where)
        for store in ("amz", "bay", "shop")
        for mode in MatchingMode
        for where in ("here", "there")
        if (store, mode, where) != ("amz", MatchingMode.DOCUMENTED, "here")  # whole orders (Q2)
    ],
)
@pytest.mark.proves("O1", "O3")
def test_an_order_whose_rest_was_withdrawn_is_shipped(
    store: str, mode: MatchingMode, where: str
) -> None:
    """EBay and the shop keep it open, since nobody ships the rest; here nothing is left of it."""
    trade = Trade(mode=mode)
    order = trade.buy(store, ("MUG", 1), ("BOWL", 1))
    if where == "there":
        trade.ship_there(order, UPS, MUG=1)
    else:
        trade.take_in()
        trade.ship(order, lines=trade.numbered(order, MUG=1))
    withdraw = trade.cancel_there if store == "amz" else trade.refund_there
    withdraw(order, BOWL=1)
    trade.settle()
    assert trade.status(order) is OrderStatus.SHIPPED
    assert order.order_id not in trade.waiting()
    assert findings(trade) == []


@MODES
@pytest.mark.parametrize("store", ["bay", "shop"])
@pytest.mark.proves("O1", "O3")
def test_money_that_was_paid_back_for_no_unit_withdraws_none(
    store: str, mode: MatchingMode
) -> None:
    """A discount after the sale: everything leaves all the same."""
    trade = Trade(mode=mode)
    order = trade.buy(store, ("MUG", 2), ("BOWL", 1))
    trade.world.after_sale.refund(store, order.order_id, amount=300)
    trade.wait(3)
    trade.take_in()
    assert trade.due(order) == {"MUG": 2, "BOWL": 1}
    trade.ship(order)
    trade.settle()
    assert trade.sent(order) == [{"MUG": 2, "BOWL": 1}]
    assert trade.status(order) is OrderStatus.SHIPPED
    assert findings(trade) == []


@MODES
@pytest.mark.parametrize("store", ["bay", "shop"])
@pytest.mark.proves("O1", "O3")
def test_an_order_whose_lines_were_all_paid_back_is_cancelled(
    store: str, mode: MatchingMode
) -> None:
    """Although the shipping charge was kept, so that the platform calls the order open."""
    trade = Trade(mode=mode)
    order = trade.buy(store, ("MUG", 1), ("BOWL", 1))
    trade.take_in()
    trade.refund_there(order, MUG=1, BOWL=1)
    trade.settle()
    assert trade.status(order) is OrderStatus.CANCELLED
    assert trade.waiting() == []
    assert findings(trade) == []


@MARKETS
@ORDERS
@pytest.mark.proves("O1", "O3", "W10")
def test_what_was_withdrawn_on_the_marketplace_is_not_due_of_the_copy_either(
    market: str, stores: tuple[str, ...]
) -> None:
    """Whichever was imported first, and whatever the copy still shows."""
    trade = Trade(profile="generic-app")
    order = trade.buy(market, ("MUG", 2), ("BOWL", 1))
    withdraw = trade.cancel_there if market == "amz" else trade.refund_there
    withdraw(order, BOWL=1)
    trade.take_in(*stores)
    assert trade.due(order) == {"MUG": 2}
    trade.ship(order)
    trade.settle()
    assert trade.sent(trade.copy(order)) == [{"MUG": 2}]
    assert trade.waiting() == []
    assert findings(trade) == []


@MODES
@pytest.mark.parametrize("store", ["bay", "shop"])
@pytest.mark.proves("O3", "O8")
def test_only_the_label_of_the_units_that_are_not_due_is_named(
    store: str, mode: MatchingMode
) -> None:
    """Whoever follows the alarm voids no label of goods that the buyer waits for."""
    trade = Trade(mode=mode)
    order = trade.buy(store, ("MUG", 1), ("BOWL", 1))
    trade.take_in()
    first = trade.ship(order, lines=trade.numbered(order, BOWL=1))
    trade.refund_there(order, BOWL=1)
    trade.take_in()
    trade.ship(order)
    warnings = trade.hub.orders.why(trade.id(order)).warnings
    (alarm,) = [one for one in warnings if one.code == "warning.not_due"]
    assert alarm.facts["labels"] == f"{first.carrier} {first.tracking}"
    assert alarm.facts["shipment"] == first.id
