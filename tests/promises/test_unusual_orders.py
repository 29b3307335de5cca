"""O1 and O9: orders that look odd and are fine, and those that are not ours to ship."""

from __future__ import annotations

from typing import Any

import pytest

from mockplace.kernel.order_facts import Gift, LineFacts, OrderFacts
from mockplace.kernel.records import Product
from mockplace.platforms.bigcommerce.rules.commands import SetStatus, Write
from shiponce.domain.order import OrderStatus
from shiponce.domain.store import MatchingMode
from shiponce.errors import Refused
from shiponce.views.orders import Grid
from tests.promises.merchant import Trade
from tests.torture.books import findings

MODES = pytest.mark.parametrize("mode", list(MatchingMode))


@MODES
@pytest.mark.proves("O1", "Q8")
def test_what_amazon_ships_for_another_shop_is_not_ours(mode: MatchingMode) -> None:
    """A multi-channel order: sold elsewhere, fulfilled by Amazon."""
    trade = Trade(mode=mode)
    order = trade.buy("amz", afn=True, facts=OrderFacts(sold_elsewhere=True))
    trade.take_in()
    assert order.order_id not in trade.waiting()
    with pytest.raises(Refused):
        trade.ship(order)


@MODES
@pytest.mark.proves("O1")
@pytest.mark.parametrize("exchange", [False, True])
def test_a_replacement_is_an_order_of_its_own(mode: MatchingMode, exchange: bool) -> None:
    """It names the order that it replaces, and leaves once like any other."""
    trade = Trade(mode=mode)
    first = trade.buy("amz")
    trade.take_in()
    trade.ship(first)
    facts = OrderFacts(replaces=first.order_id, is_exchange=exchange)
    again = trade.buy("amz", facts=facts)
    trade.take_in()
    assert trade.due(again) == {"MUG": 1}
    trade.ship(again)
    trade.settle()
    assert trade.status(again) is OrderStatus.SHIPPED
    assert findings(trade) == []


@MODES
@pytest.mark.proves("O1", "O9")
@pytest.mark.parametrize(
    ("status_id", "grid"),
    [
        (12, Grid.AWAITING_SHIPMENT),  # its payment is checked by hand
        (13, Grid.ON_HOLD),  # disputed
        (6, Grid.CANCELLED),  # declined
        (7, Grid.AWAITING_PAYMENT),
    ],
)
def test_every_status_of_the_shop_has_its_grid(
    status_id: int, grid: Grid, mode: MatchingMode
) -> None:
    """Whatever the shop calls it by its own label."""
    trade = Trade(mode=mode)
    order = trade.buy("shop")
    trade.take_in()
    trade.world.do(SetStatus("shop", order.order_id, status_id))
    trade.wait(3)
    trade.take_in()
    assert trade.id(order) in trade.hub.orders.ids(grid)


@MODES
@pytest.mark.proves("O1", "O4")
def test_what_is_digital_has_no_package(mode: MatchingMode) -> None:
    """A download and a gift for somebody: only the mug beside it is due."""
    trade = Trade(mode=mode)
    everywhere = ("shop", "amz", "bay")
    trade.world.list_product(Product("GUIDE", "Guide", 900, 0, everywhere, physical=False))
    order = trade.buy("shop", ("MUG", 1), ("GUIDE", 2), line_facts=[LineFacts(gift=_GIFT)])
    trade.take_in()
    assert trade.due(order) == {"MUG": 1}
    trade.ship(order)
    trade.settle()
    assert trade.sent(order) == [{"MUG": 1}]
    assert trade.status(order) is OrderStatus.SHIPPED
    assert findings(trade) == []


@MODES
@pytest.mark.proves("O1", "O4")
def test_a_gift_certificate_of_the_shop_has_no_package(mode: MatchingMode) -> None:
    """It stands among what goes by e-mail, so that no further call is needed for the order."""
    trade = Trade(mode=mode)
    everywhere = ("shop", "amz", "bay")
    trade.world.list_product(Product("CARD", "Gift card", 2500, 0, everywhere, physical=False))
    card = LineFacts(gift=Gift("For Ada", recipient_email="ada@example.test"))
    order = trade.buy("shop", ("MUG", 1), ("CARD", 1), line_facts=[LineFacts(), card])
    trade.take_in()
    assert trade.calls("getOrderProducts") == 0
    assert trade.due(order) == {"MUG": 1}
    trade.ship(order)
    trade.settle()
    assert trade.sent(order) == [{"MUG": 1}]
    assert trade.waiting() == []
    assert findings(trade) == []


@MODES
@pytest.mark.proves("O1", "O4")
def test_a_gift_card_of_ebay_has_no_package(mode: MatchingMode) -> None:
    """EBay names the details of a gift only at cards that it delivers by e-mail."""
    trade = Trade(mode=mode)
    everywhere = ("shop", "amz", "bay")
    trade.world.list_product(Product("CARD", "Gift card", 2500, 0, everywhere, physical=False))
    card = LineFacts(gift=Gift("For Ada", sender="Bo", recipient_email="ada@example.test"))
    order = trade.buy("bay", ("MUG", 1), ("CARD", 1), line_facts=[LineFacts(), card])
    trade.take_in()
    assert trade.due(order) == {"MUG": 1}
    trade.ship(order)
    trade.settle()
    assert trade.sent(order) == [{"MUG": 1}]
    assert trade.waiting() == []
    assert findings(trade) == []


_GIFT = Gift("Hello", "Red paper", 100)


@MODES
@pytest.mark.proves("O9", "B2")
@pytest.mark.parametrize(
    ("written", "is_storefront"),
    [
        ((("order_source", "www"),), True),
        ((("order_source", "manual"),), True),
        ((("order_source", "external"), ("external_source", "CONNECTOR")), False),
        ((("order_source", ""), ("external_source", "CONNECTOR")), False),
    ],
)
def test_an_order_that_says_only_external_source_is_no_storefront_order(
    written: Any, is_storefront: bool, mode: MatchingMode
) -> None:
    """In reconciling mode it waits while it may be the copy of an alike purchase."""
    trade = Trade(mode=mode, connected=("amz", "shop"))
    everywhere = ("shop", "amz", "bay")
    trade.world.list_product(Product("PLATE", "Plate", 900, 300, everywhere, linked=False))
    trade.buy("amz", ("PLATE", 2))  # whose copy is the next order, if it is one
    order = trade.buy("shop", ("PLATE", 2), facts=OrderFacts(written=written))
    trade.take_in("amz")
    trade.take_in("shop")
    code = trade.sentences(order)[0]
    assert (code == "why.storefront") is is_storefront
    if mode is MatchingMode.RECONCILING:
        assert (order.order_id in trade.waiting()) is is_storefront


@pytest.mark.proves("O9", "B8", "W10")
@pytest.mark.parametrize("stores", [("amz", "shop"), ("shop", "amz")])
def test_an_id_that_names_nobody_waits_while_an_alike_purchase_has_no_copy(
    stores: tuple[str, ...],
) -> None:
    """It may be a mistyped one: a person decides, whichever store was imported first."""
    trade = Trade(profile="bare", connected=("amz", "shop"))
    order = trade.buy("amz", ("MUG", 2))
    copy = trade.copy(order)
    trade.world.do(Write("shop", copy.order_id, {"external_order_id": "111-9999999-9999999"}))
    trade.wait(3)
    trade.take_in(*stores)
    assert trade.waiting() == [order.order_id]
    assert trade.sentences(copy)[0] == "why.alike_unaccounted"
    trade.hub.matching.confirm(trade.id(copy), trade.id(order), anyway=True, by="Ada")
    trade.ship(order)
    trade.settle()
    assert trade.sent(copy) == trade.sent(order) == [{"MUG": 2}]
    assert findings(trade) == []


@pytest.mark.proves("O9")
def test_an_id_that_names_nobody_stands_where_nothing_is_alike() -> None:
    """Its own original has not been imported yet."""
    trade = Trade(profile="bare", connected=("amz", "shop"))
    trade.buy("amz", ("JAR", 1))
    copy = trade.copy(trade.buy("bay", ("MUG", 2)))
    trade.world.do(Write("shop", copy.order_id, {"external_order_id": "111-9999999-9999999"}))
    trade.wait(3)
    trade.take_in()
    assert trade.sentences(copy)[0] == "why.original_awaited"
    assert copy.order_id in trade.waiting()
