"""B9: importing again changes nothing, and a later change refreshes a hidden copy's data only."""

from __future__ import annotations

import pytest

from mockplace.platforms.bigcommerce.rules.commands import SetStatus, Write
from shiponce.domain.order import OrderStatus, Visibility
from shiponce.domain.store import MatchingMode
from tests.promises.merchant import MINUTE, Trade

MARKETS = pytest.mark.parametrize("market", ["amz", "bay"])
MODES = pytest.mark.parametrize("mode", list(MatchingMode))


@MODES
@pytest.mark.proves("B9", "W10")
def test_a_second_import_finds_nothing_to_do(mode: MatchingMode) -> None:
    """Open, shipped, on hold and cancelled orders, with their copies: all stay as they are."""
    trade = Trade(mode=mode)
    bought = [trade.buy(store) for store in ("amz", "bay", "shop", "amz", "bay", "amz")]
    trade.take_in()
    trade.ship(bought[0])
    trade.ship(bought[1])
    trade.hub.orders.hold(trade.id(bought[3]))
    trade.hub.orders.cancel(trade.id(bought[4]), anyway=True)
    trade.settle()
    trade.take_in()
    trade.buy("amz")
    trade.buy("bay")
    trade.take_in()
    trade.wait(6)  # every notification is read once more
    before, told = trade.snapshot(), len(trade.notifications())
    parcels = [trade.shown(order) for order in trade.world.orders.values()]
    for stores in (("shop", "bay", "amz"), ("amz", "bay", "shop")):
        reports = trade.take_in(*stores)
        assert sum(one.fetched for one in reports) == sum(one.unchanged for one in reports) > 0
        assert sum(one.added + one.refreshed + one.hidden for one in reports) == 0
        assert [trade.hub.imports.sweep(store) for store in stores] == [0, 0, 0]
        trade.wait(3)
    assert trade.snapshot() == before
    assert len(trade.notifications()) == told
    assert [trade.shown(order) for order in trade.world.orders.values()] == parcels
    trade.check()


@MARKETS
@MODES
@pytest.mark.proves("B9")
def test_a_change_on_bigcommerce_refreshes_a_hidden_copy_and_no_more(
    market: str, mode: MatchingMode
) -> None:
    """The shop's staff put it on hold and write another source and note: hidden it stays."""
    trade = Trade(mode=mode)
    order = trade.buy(market)
    trade.take_in()
    copy = trade.copy(order)
    before = trade.hub.orders.detail(trade.id(copy))
    why = trade.hub.orders.why(trade.id(copy))
    trade.world.do(Write("shop", copy.order_id, {"order_source": "www", "external_id": "999"}))
    trade.world.do(SetStatus("shop", copy.order_id, 13))
    trade.wait(1)
    (report,) = trade.take_in("shop")
    assert report.refreshed == 1
    after = trade.hub.orders.detail(trade.id(copy))
    assert after.row.status is OrderStatus.ON_HOLD
    assert after.row.visibility is Visibility.HIDDEN
    assert after.row.source is before.row.source
    assert [twin.number for twin in after.twins if twin.bond == "linked"] == [order.order_id]
    now = trade.hub.orders.why(trade.id(copy))
    assert (now.headline.code, now.at, now.evidence) == (why.headline.code, why.at, why.evidence)
    assert now.headline.facts["original"] == order.order_id
    assert order.order_id in trade.waiting()
    assert copy.order_id not in trade.waiting()


@MARKETS
@pytest.mark.proves("B9")
def test_what_the_hub_recorded_is_not_touched(market: str) -> None:
    """Shipped here, then reopened there: label, notifications and status stay as they were."""
    trade = Trade()
    order = trade.buy(market)
    trade.take_in()
    shipment = trade.ship(order)
    trade.take_in()
    copy = trade.copy(order)
    trade.world.do(SetStatus("shop", copy.order_id, 11))
    trade.wait(1)
    trade.settle()
    detail = trade.hub.orders.detail(trade.id(order))
    assert detail.row.status is OrderStatus.SHIPPED
    assert [one.tracking for one in detail.shipments] == [shipment.tracking]
    assert trade.waiting() == []
    assert [one.store for one in trade.notifications()] == [market, "shop"]
    assert len(trade.shown(copy)[1]) == 1
    trade.check()


@pytest.mark.proves("B9")
@pytest.mark.parametrize(("market", "lags"), [("amz", True), ("bay", False), ("shop", False)])
def test_a_report_names_the_time_up_to_which_changes_were_read(market: str, lags: bool) -> None:
    """Amazon lists no change of the last two minutes; later the change and its time are there."""
    trade = Trade(profile="bare")
    order = trade.buy(market)
    trade.take_in()
    trade.wait(10)
    trade.world.cancel(order.store, order.order_id)
    trade.wait(5)
    (report,) = trade.take_in(market)
    read = trade.world.orders[order.store, order.order_id].modified_at
    assert (report.until is not None) is lags
    if report.until is not None:
        assert read <= report.until.timestamp() * 1000 < trade.world.now - 2 * MINUTE
    assert trade.status(order) is OrderStatus.CANCELLED
