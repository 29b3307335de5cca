"""N8: a store that keeps the number of a voided label is named until somebody corrects it there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mockplace.kernel.records import PlatformOrder
from mockplace.platforms.bigcommerce.rules.commands import RemovePackage, SetStatus
from shiponce.domain.order import OrderStatus
from shiponce.domain.store import MatchingMode
from shiponce.errors import Refused
from shiponce.views.maintenance import Finding
from shiponce.words import LANGUAGES, say
from tests.promises.merchant import MINUTE, Trade
from tests.torture.books import findings

MODES = pytest.mark.parametrize("mode", list(MatchingMode))
MARKETS = pytest.mark.parametrize("market", ["amz", "bay"])
CANCELLED = 5
DEAD = ("warning.dead_number", "warning.dead_number_beside")


def dead(trade: Trade, order: PlatformOrder) -> list[str]:
    """The warnings about dead numbers of an order, in English."""
    why = trade.hub.orders.why(trade.id(order))
    found = [one for one in why.warnings if one.code in DEAD]
    for one in found:
        assert all(say(one.code, lang, **one.facts) for lang in LANGUAGES)
    return [say(one.code, "en", **one.facts) for one in found]


def diagnosed(trade: Trade) -> list[Finding]:
    """What the doctor says of dead numbers."""
    return [one for one in trade.hub.maintenance.doctor() if one.code == "dead_number"]


def packages(trade: Trade, order: PlatformOrder) -> list[str]:
    """The platform's ids of an order's packages."""
    return [one.package_id for one in trade.world.orders[order.store, order.order_id].packages]


def void(trade: Trade, order: PlatformOrder) -> None:
    """Void the live labels of an order."""
    for one in trade.hub.orders.detail(trade.id(order)).shipments:
        if one.state == "labelled":
            trade.hub.shipping.void(one.id)


@MODES
@MARKETS
@pytest.mark.parametrize("when", ["before the label", "before the notifications"])
@pytest.mark.parametrize("void_first", [True, False], ids=["voided first", "imported first"])
@pytest.mark.proves("N8", "Q6")
def test_a_cancelled_order_says_which_store_shows_its_voided_label(
    market: str, mode: MatchingMode, when: str, void_first: bool
) -> None:
    """On both orders and in the doctor, until the copy is cancelled in the shop too.

    The connector is late: the shop does not know of the cancellation when it gets the shipment.
    """
    trade = Trade(mode=mode)
    order = trade.buy(market, ("MUG", 2))
    trade.take_in()
    copy = trade.copy(order)
    accounts = trade.world.state.accounts
    accounts["shop"] = replace(accounts["shop"], copies_after=12 * 60 * MINUTE)
    if when == "before the label":
        trade.world.cancel(order.store, order.order_id)
    with trade.unread():
        trade.hub.shipping.ship(trade.id(order), "house:ground")
    if when == "before the notifications":
        trade.world.cancel(order.store, order.order_id)
    trade.wait(90)  # the shop waits for the marketplace for an hour at most
    if void_first:
        void(trade, order)
    trade.settle()
    if not void_first:
        void(trade, order)
        trade.settle()
    status, ((_, number),) = trade.shown(copy)
    assert (status, trade.status(order)) == ("shipped", OrderStatus.CANCELLED)
    (said,) = dead(trade, order)
    assert dead(trade, copy) == [said]
    assert all(word in said for word in (number, copy.order_id, "BigCommerce", "shop"))
    (finding,) = diagnosed(trade)
    assert finding.commands[:2] == (f"shiponce look shop:{copy.order_id}", "shiponce import shop")
    assert findings(trade) == []
    trade.world.do(RemovePackage(copy.store, copy.order_id, packages(trade, copy)[0]))
    trade.settle()
    trade.pass_hours(30)
    assert dead(trade, order) == dead(trade, copy) == [said]  # it is still called shipped
    trade.world.do(SetStatus(copy.store, copy.order_id, CANCELLED))
    trade.settle()
    assert dead(trade, order) == dead(trade, copy) == [] == diagnosed(trade)
    assert findings(trade) == []


@MODES
@MARKETS
@pytest.mark.proves("N8", "W6")
def test_an_order_that_is_cancelled_here_names_every_store_that_shows_its_voided_label(
    market: str, mode: MatchingMode
) -> None:
    """Both stores were notified; what a marketplace shows does not tell that it was paid back."""
    trade = Trade(mode=mode)
    order = trade.buy(market, ("MUG", 2))
    trade.take_in()
    copy = trade.copy(order)
    trade.ship(order)
    void(trade, order)
    trade.settle()
    assert dead(trade, order) == dead(trade, copy) == []  # it waits to be shipped again
    trade.hub.orders.cancel(trade.id(order))
    trade.settle()
    said = dead(trade, order)
    assert len(said) == len(diagnosed(trade)) == 2
    assert dead(trade, copy) == said
    assert order.order_id in said[0]
    assert copy.order_id in said[1]
    for one in trade.notifications():
        assert one.is_closable
        assert one.reason is not None
        assert one.reason.code == "notification.dead_number"
        trade.hub.notifications.close(one.id, by="pat")
    assert dead(trade, order) == dead(trade, copy) == [] == diagnosed(trade)
    assert [one.word for one in trade.notifications()] == ["word.notification.sent"] * 2
    for one in trade.notifications():
        assert not one.is_closable
        assert one.reason is not None
        assert one.reason.facts["by"] == "pat"
        with pytest.raises(Refused):
            trade.hub.notifications.close(one.id, by="pat")
    trade.settle()
    trade.pass_hours(30)
    assert dead(trade, order) == dead(trade, copy) == []


@MODES
@pytest.mark.proves("N8", "Q1")
def test_a_part_that_does_not_leave_is_named_until_the_shop_no_longer_shows_it(
    mode: MatchingMode,
) -> None:
    """The buyer keeps the other part; only the package of the voided label is to be removed."""
    trade = Trade(mode=mode, connected=("shop",))
    order = trade.buy("shop", ("MUG", 1), ("BOWL", 1))
    trade.take_in()
    trade.ship(order, lines=trade.numbered(order, MUG=1))
    trade.ship(order, lines=trade.numbered(order, BOWL=1))
    first = trade.hub.orders.detail(trade.id(order)).shipments[0]
    trade.hub.shipping.void(first.id)
    trade.refund_there(order, MUG=1)
    trade.settle()
    assert trade.status(order) is OrderStatus.SHIPPED
    (said,) = dead(trade, order)
    assert first.tracking in said
    assert "remove only" in said
    trade.world.do(RemovePackage(order.store, order.order_id, packages(trade, order)[0]))
    trade.settle()
    trade.pass_hours(30)
    assert dead(trade, order) == [] == diagnosed(trade)
    assert findings(trade) == []
