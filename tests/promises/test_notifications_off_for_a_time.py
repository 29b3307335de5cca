"""D5, N11: notifications to a shop were off while its copies were shipped, and are on again."""

from __future__ import annotations

import pytest

from mockplace.kernel.records import PlatformOrder
from shiponce.domain.shipment import NotificationState
from shiponce.domain.store import MatchingMode
from tests.promises.merchant import Trade
from tests.torture.books import findings

MODES = pytest.mark.parametrize("mode", list(MatchingMode))
MARKETS = pytest.mark.parametrize("market", ["amz", "bay"])


def switch(trade: Trade, *, on: bool) -> None:
    """Switch the notifications to the shop."""
    trade.hub.stores.set_notifications("shop", on=on, by="Ada", confirmed=True)


def hidden_copy(mode: MatchingMode, market: str) -> tuple[Trade, PlatformOrder, PlatformOrder]:
    """Return an order with a hidden copy; no connector passes anything on."""
    trade = Trade(mode=mode)
    order = trade.buy(market, ("MUG", 2))
    trade.take_in()
    return trade, order, trade.copy(order)


def off(trade: Trade) -> list[str]:
    """Return the states of the shop's notifications, with their reasons."""
    return [f"{state} {code}".strip() for store, state, code in trade.told() if store == "shop"]


def numbers(trade: Trade, copy: PlatformOrder) -> list[str]:
    """Return the tracking numbers that the shop shows."""
    return [number for _, number in trade.shown(copy)[1]]


@MODES
@MARKETS
@pytest.mark.proves("D5", "D1", "N11")
def test_shipped_while_off_and_notified_after_the_switch(mode: MatchingMode, market: str) -> None:
    """Nothing is sent while it is off, and the order says so; the next import after it sends."""
    trade, order, copy = hidden_copy(mode, market)
    switch(trade, on=False)
    shipment = trade.ship(order)
    trade.settle()
    assert trade.shown(copy) == ("open", [])
    assert off(trade) == ["withdrawn notification.switched_off"]
    rows = trade.hub.orders.detail(trade.id(order)).notifications
    assert "notification.switched_off" in [one.reason.code for one in rows if one.reason]
    switch(trade, on=True)
    trade.settle()
    assert numbers(trade, copy) == [shipment.tracking]
    assert trade.shown(copy)[0] == "shipped"
    assert off(trade) == ["sent"]
    switch(trade, on=False)
    switch(trade, on=True)
    trade.settle()
    assert off(trade) == ["sent"]
    trade.check()
    if mode is MatchingMode.RECONCILING:
        assert findings(trade) == []


@MARKETS
@pytest.mark.proves("D5", "N9")
def test_a_label_voided_while_off_is_never_sent(market: str) -> None:
    """Only the label that holds the units is sent after the switch."""
    trade, order, copy = hidden_copy(MatchingMode.RECONCILING, market)
    switch(trade, on=False)
    first = trade.hub.shipping.ship(trade.id(order), "house:ground")
    trade.hub.shipping.void(first.id)
    second = trade.ship(order)
    switch(trade, on=True)
    trade.settle()
    assert numbers(trade, copy) == [second.tracking]
    assert findings(trade) == []


@MARKETS
@pytest.mark.proves("D5", "Q1")
def test_a_part_shipped_while_off(market: str) -> None:
    """The shop learns of both packages: the one of then, and the one of now."""
    trade, order, copy = hidden_copy(MatchingMode.RECONCILING, market)
    switch(trade, on=False)
    trade.ship(order, lines=trade.numbered(order, MUG=1))
    switch(trade, on=True)
    trade.settle()
    assert trade.sent(copy) == [{"MUG": 1}]
    trade.ship(order)
    trade.settle()
    assert trade.sent(copy) == [{"MUG": 1}, {"MUG": 1}]
    assert findings(trade) == []


@MARKETS
@pytest.mark.proves("D5", "N11")
def test_shipped_by_others_while_off(market: str) -> None:
    """The marketplace shows another program's package; the copy is told of it after the switch."""
    trade, order, copy = hidden_copy(MatchingMode.RECONCILING, market)
    switch(trade, on=False)
    trade.ship_there(order)
    trade.settle()
    assert trade.shown(copy) == ("open", [])
    switch(trade, on=True)
    trade.settle()
    assert numbers(trade, copy) == ["1Z1"]


@MARKETS
@pytest.mark.proves("D5")
def test_a_copy_that_somebody_closed_meanwhile_is_left_alone(market: str) -> None:
    """What its shop shows as shipped needs no second package."""
    trade, order, copy = hidden_copy(MatchingMode.RECONCILING, market)
    switch(trade, on=False)
    trade.ship(order)
    trade.ship_there(copy, "1ZOTHER")
    trade.take_in()
    switch(trade, on=True)
    trade.settle()
    assert numbers(trade, copy) == ["1ZOTHER"]
    assert NotificationState.PENDING not in {one.state for one in trade.notifications("shop")}
