"""X1 and W7: at most one live label for what was sold once; documented mode reports the breach."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from mockplace.kernel.records import PlatformOrder
from shiponce.domain.store import MatchingMode
from shiponce.errors import GuardError, Refused
from tests.promises.merchant import Trade

MARKETS = pytest.mark.parametrize("market", ["amz", "bay"])
ORDERS = pytest.mark.parametrize(
    "stores", [("amz", "bay", "shop"), ("shop", "amz", "bay")], ids=["original first", "copy first"]
)


def labels(trade: Trade) -> list[str]:
    """The tracking number of every live label, by whatever order it was bought."""
    rows = trade.hub._db.conn.execute(
        "SELECT tracking FROM shipments WHERE state = 'labelled' ORDER BY id"
    )
    return [row[0] for row in rows]


def try_everything(trade: Trade, *orders: PlatformOrder) -> int:
    """Ship every order twice, by label and by hand; how often that was refused."""
    refused = 0
    for number, order in enumerate([*orders, *reversed(orders)]):
        for by_hand in ("", f"1ZBYHAND{number}"):
            try:
                if by_hand:
                    trade.hub.shipping.ship(
                        trade.id(order), "manual", carrier="UPS", tracking=by_hand
                    )
                else:
                    trade.hub.shipping.ship(trade.id(order), "house:ground")
            except (Refused, GuardError):
                refused += 1
    return refused


@MARKETS
@ORDERS
@pytest.mark.proves("X1", "W7", "W1")
def test_reconciling_buys_one_label_for_one_purchase(market: str, stores: tuple[str, ...]) -> None:
    """From either twin, in either order, by whatever route: one label, one parcel everywhere."""
    trade = Trade()
    order = trade.buy(market, ("MUG", 2))
    trade.take_in(*stores)
    copy = trade.copy(order)
    assert try_everything(trade, copy, order) == 7
    trade.settle()
    assert try_everything(trade, order, copy) == 8
    (tracking,) = labels(trade)
    assert [number for _, number in trade.shown(order)[1]] == [tracking]
    assert [number for _, number in trade.shown(copy)[1]] == [tracking]
    assert trade.hub.matching.double_shipments() == ()
    trade.check()


@MARKETS
@pytest.mark.proves("X1", "W8")
def test_a_copy_shipped_first_leaves_its_original_no_label(market: str) -> None:
    """The copy left before its original arrived."""
    trade = Trade(connected=("shop",))
    order = trade.buy(market)
    trade.take_in()
    trade.ship(trade.copy(order))
    trade.wait(5)
    trade.connect(market)
    trade.take_in(market, "shop")
    assert try_everything(trade, order, trade.copy(order)) == 8
    trade.settle()
    (tracking,) = labels(trade)
    assert [number for _, number in trade.shown(order)[1]] == [tracking]
    trade.check()


@MARKETS
@pytest.mark.proves("X1")
def test_a_voided_label_makes_room_for_one_more(market: str) -> None:
    """At most one at a time: the units are free again, and only once."""
    trade = Trade()
    order = trade.buy(market)
    trade.take_in()
    shipment = trade.hub.shipping.ship(trade.id(order), "house:ground")
    trade.hub.shipping.void(shipment.id)
    trade.hub.shipping.ship(trade.id(order), "house:two_day")
    assert try_everything(trade, order, trade.copy(order)) == 8
    assert len(labels(trade)) == 1
    trade.check()


@pytest.mark.proves("X1", "N3")
def test_two_hands_at_once_buy_one_label(tmp_path: Path) -> None:
    """Two hubs on one file, one on each twin: one of them is refused."""
    trade = Trade()
    file = tmp_path / "hub.db"
    trade.hub = trade.simulation.hub(file)
    for name in trade.connected:
        trade.connect(name)
    order = trade.buy("amz")
    trade.take_in()
    order_id = trade.id(order)

    def ship(option: str) -> bool:
        with trade.hub.sibling() as hub:
            try:
                hub.shipping.ship(order_id, option)
            except (Refused, GuardError):
                return False
            return True

    with ThreadPoolExecutor(2) as hands:
        done = list(hands.map(ship, ["house:ground", "house:two_day"]))
    assert sorted(done) == [False, True]
    assert len(labels(trade)) == 1
    trade.settle()
    assert len(trade.shown(order)[1]) == 1
    trade.hub.close()


@MARKETS
@pytest.mark.proves("X1", "W7")
def test_documented_mode_reports_each_breach_with_both_labels(market: str) -> None:
    """Both twins left: the report, the doctor and both rows say so, as long as both labels live."""
    trade = Trade(mode=MatchingMode.DOCUMENTED)
    order = trade.buy(market)
    trade.take_in("shop", "amz", "bay")
    copy = trade.copy(order)
    trade.ship(copy)
    with pytest.raises(Refused, match=labels(trade)[0]) as asked:
        trade.ship(order, "house:two_day")
    assert asked.value.code == "limit.twin_left"
    second = trade.hub.shipping.ship(trade.id(order), "house:two_day", anyway=True)
    trade.settle()
    (double,) = trade.hub.matching.double_shipments()
    assert set(double.orders) == {order.order_id, copy.order_id}
    assert len(double.labels) == len(set(double.labels)) == 2
    assert {label.split()[-1] for label in double.labels} == set(labels(trade))
    assert "shipped_twice" in {one.code for one in trade.hub.maintenance.doctor()}
    rows = trade.hub.orders.rows([trade.id(order), trade.id(copy)])
    assert all(row.shipped_twice for row in rows)
    trade.hub.shipping.void(second.id)
    assert trade.hub.matching.double_shipments() == ()
    assert "shipped_twice" not in {one.code for one in trade.hub.maintenance.doctor()}
