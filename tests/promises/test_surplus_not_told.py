"""O2, N1: a shop is not told of a package whose units the marketplace shows as another's."""

from __future__ import annotations

import pytest

from shiponce.domain.shipment import NotificationState
from shiponce.domain.store import MatchingMode
from shiponce.words import LANGUAGES, say
from tests.promises.merchant import Trade
from tests.torture.books import findings

MODES = pytest.mark.parametrize("mode", list(MatchingMode))
MARKETS = pytest.mark.parametrize("market", ["amz", "bay"])
THEIRS = "1Z999AA10123480001"


def _with_surplus_label(market: str, mode: MatchingMode) -> Trade:
    """The marketplace shows a package of others; our label is for the same units."""
    trade = Trade(mode=mode, relays_after=10**9)
    order = trade.buy(market, ("MUG", 2))
    trade.take_in()
    trade.ship_there(order, THEIRS)
    with trade.unread():
        trade.hub.shipping.ship(trade.id(order), "house:ground")
    trade.wait(3)
    trade.take_in()
    return trade


@MODES
@MARKETS
@pytest.mark.parametrize("how", ["closed", "waited"])
@pytest.mark.proves("O2", "N1", "N5")
def test_a_surplus_package_is_not_told_to_the_shop(
    market: str, mode: MatchingMode, how: str
) -> None:
    """Neither when the marketplace's notification is closed, nor when the wait for it is over."""
    trade = _with_surplus_label(market, mode)
    (order,) = (one for one in trade.world.orders.values() if one.store == market)
    (there,) = trade.notifications(market)
    assert there.state is NotificationState.STOPPED
    if how == "closed":
        trade.hub.notifications.close(there.id, by="pat")
    trade.wait(90)
    trade.take_in()
    assert trade.shown(trade.copy(order))[1] == []
    (shop,) = trade.notifications("shop")
    assert shop.state is NotificationState.STOPPED
    assert shop.reason is not None
    assert shop.reason.code == "notification.not_owed"
    assert all(say(shop.reason.code, one, **shop.reason.facts) for one in LANGUAGES)
    assert "stopped_not_owed" in [one.code for one in trade.hub.maintenance.doctor()]
    (shipment,) = (
        one for one in trade.hub.orders.detail(trade.id(order)).shipments if one.state == "labelled"
    )
    trade.hub.shipping.void(shipment.id)
    trade.settle()
    trade.wait(90)
    if mode is MatchingMode.RECONCILING:  # documented mode tells no copy of others' packages
        assert [number for _, number in trade.shown(trade.copy(order))[1]] == [THEIRS]
        assert findings(trade) == []
    assert "stopped_not_owed" not in [one.code for one in trade.hub.maintenance.doctor()]
    trade.check()
