"""A2: only BigCommerce is connected; it is told of a shipment, and passes it on by itself."""

from __future__ import annotations

import pytest

from shiponce.domain.shipment import NotificationState
from shiponce.words import LANGUAGES, say
from tests.promises.merchant import Trade

MARKETS = pytest.mark.parametrize("market", ["amz", "bay"])


@MARKETS
@pytest.mark.proves("A2", "A1", "A5", "X4")
def test_one_notification_goes_to_bigcommerce_and_the_marketplace_shows_the_same(
    market: str,
) -> None:
    """The marketplace has carrier and number from the relay, and never heard of the hub."""
    trade = Trade(connected=("shop",))
    order = trade.buy(market, ("MUG", 2))
    trade.take_in()
    copy = trade.copy(order)
    shipment = trade.ship(copy)
    trade.settle()
    assert [(one.store, one.state) for one in trade.notifications()] == [
        ("shop", NotificationState.SENT)
    ]
    assert trade.shown(copy) == ("shipped", [("ups", shipment.tracking)])
    assert trade.shown(order) == ("shipped", [(shipment.carrier, shipment.tracking)])
    assert (trade.by(copy), trade.by(order)) == (["api"], ["relay"])
    assert {call.platform for call in trade.world.calls} == {"bigcommerce", "carrier"}
    trade.settle()
    assert (trade.by(copy), trade.by(order)) == (["api"], ["relay"])
    trade.check()


@MARKETS
@pytest.mark.proves("A2")
def test_it_says_passed_on_by_bigcommerce_and_never_sent_by_us(market: str) -> None:
    """Once shipped, and not before; of a storefront order nothing of the kind is said."""
    trade = Trade(connected=("shop",))
    order, own = trade.buy(market), trade.buy("shop")
    trade.take_in()
    copy = trade.copy(order)
    assert trade.hub.orders.detail(trade.id(copy)).relays == ()
    trade.ship(copy)
    trade.ship(own)
    (relay,) = trade.hub.orders.detail(trade.id(copy)).relays
    platform = "amazon" if market == "amz" else "ebay"
    assert (relay.platform.value, relay.by.value) == (platform, "bigcommerce")
    facts = {"platform": f"word.{relay.platform.value}", "by": f"word.{relay.by.value}"}
    for code in ("cli.order.relayed", "tui.detail.relay"):
        said = [say(code, language, **facts) for language in LANGUAGES]
        assert all("BigCommerce" in sentence for sentence in said)
    assert trade.hub.orders.detail(trade.id(own)).relays == ()
    assert {one.platform.value for one in trade.notifications()} == {"bigcommerce"}
