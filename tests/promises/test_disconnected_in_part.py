"""X3, O1: a part was shipped, then the marketplace's store was disconnected; the rest is due."""

from __future__ import annotations

import pytest

from shiponce.domain.order import OrderStatus
from shiponce.errors import GuardError, Refused
from tests.promises.merchant import Trade
from tests.torture.books import findings


@pytest.mark.parametrize("market", ["amz", "bay"])
@pytest.mark.proves("X1", "X3", "O1")
def test_the_rest_is_shipped_from_the_copy(market: str) -> None:
    """Two of three units are due in the copy, and no more; connected again, nothing is due."""
    trade = Trade()
    order = trade.buy(market, ("MUG", 3))
    trade.take_in()
    copy = trade.copy(order)
    trade.ship(order, lines=trade.numbered(order, MUG=1))
    trade.hub.stores.disconnect(market)
    assert trade.due(copy) == {"MUG": 2}
    with pytest.raises((Refused, GuardError)):
        trade.ship(copy, lines=trade.numbered(copy, MUG=3))
    trade.ship(copy)
    assert trade.due(copy) == {}
    with pytest.raises((Refused, GuardError)):
        trade.ship(copy)
    trade.connect(market)
    trade.take_in()
    assert trade.due(order) == {}
    assert trade.status(order) is OrderStatus.SHIPPED
    trade.pass_hours(5)
    trade.settle()
    assert trade.labelled(order) + trade.labelled(copy) == {"MUG": 3}
    assert findings(trade) == []
    assert trade.waiting() == []
    trade.check()
