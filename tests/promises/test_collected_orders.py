"""O4, O5: what the buyer collects is never shipped, neither as the order nor as its copy."""

from __future__ import annotations

import pytest

from mockplace.kernel.order_facts import LineFacts, OrderFacts
from mockplace.kernel.records import PlatformOrder
from shiponce.domain.alarm import Alarm
from shiponce.domain.order import OrderStatus, Visibility
from shiponce.domain.store import MatchingMode
from shiponce.errors import BadInput, Refused
from shiponce.views.orders import Grid
from shiponce.words import LANGUAGES, say
from tests.promises.merchant import MINUTE, Trade
from tests.torture.books import findings

MARKETS = pytest.mark.parametrize("market", ["amz", "bay"])
ORDERS = pytest.mark.parametrize(
    "stores", [("amz", "bay", "shop"), ("shop", "amz", "bay")], ids=["original first", "copy first"]
)
#: The shop's connector passes nothing on while the test runs.
NEVER = 60 * 24 * 60 * MINUTE


def bought(trade: Trade, market: str, *, address: bool = True) -> PlatformOrder:
    """Somebody buys three mugs that wait in the shop."""
    facts = OrderFacts(programs=("IN_STORE_PICK_UP",)) if market == "amz" else OrderFacts()
    lines = [LineFacts(pickup="SHOP-1")]
    return trade.buy(market, ("MUG", 3), facts=facts, line_facts=lines, address=address)


def refusal(trade: Trade, order: PlatformOrder) -> str:
    """The code of why an order is not shipped."""
    with pytest.raises(Refused) as refused:
        trade.ship(order)
    error = refused.value
    for language in LANGUAGES:
        assert "{" not in say(error.code, language, **error.facts)
    return error.code


@MARKETS
@ORDERS
@pytest.mark.proves("O4", "O5", "W1", "B1")
def test_the_copy_of_an_order_that_is_collected_is_never_offered(
    market: str, stores: tuple[str, ...]
) -> None:
    """It is hidden behind an original that can be seen and not shipped, until it was collected."""
    trade = Trade()
    order = bought(trade, market)
    trade.take_in(*stores)
    assert trade.waiting() == []
    (row,) = trade.hub.orders.rows([trade.id(trade.copy(order))])
    assert row.visibility is Visibility.HIDDEN
    assert trade.status(order) is OrderStatus.PENDING_FULFILLMENT
    assert trade.sentences(order)[0] == "why.waits_for_buyer"
    assert refusal(trade, order) == "limit.collected"
    assert refusal(trade, trade.copy(order)) == "limit.hidden_copy"
    assert trade.due(order) == {}
    trade.world.shipping.collect(market, order.order_id)
    trade.settle()
    assert trade.status(order) is OrderStatus.SHIPPED
    assert trade.waiting() == []
    assert trade.calls("createLabel") == 0
    assert trade.sent(order) == []
    assert trade.hub.matching.double_shipments() == ()
    assert findings(trade) == []


@MARKETS
@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.proves("O4", "O5", "O8", "W8")
def test_a_label_of_the_copy_of_such_an_order_raises_the_alarm(market: str, when: str) -> None:
    """The copy was shipped before its original was imported: both orders and doctor say "void".

    The marketplace hears nothing of the package, and after the void nothing is to be shipped.
    """
    trade = Trade(relays_after=NEVER)
    order = bought(trade, market)
    trade.take_in("shop")
    copy = trade.copy(order)
    label = trade.ship(copy)
    if when == "before":
        trade.take_in(market)
    trade.world.shipping.collect(market, order.order_id)
    trade.settle()
    for one in (order, copy):
        (row,) = trade.hub.orders.rows([trade.id(one)])
        assert Alarm.NOT_DUE in row.alarms
        warnings = trade.hub.orders.why(trade.id(one)).warnings
        (alarm,) = [said for said in warnings if said.code == "warning.not_due"]
        assert (alarm.facts["shipment"], alarm.facts["n"]) == (label.id, 3)
    assert "not_due" in {one.code for one in trade.hub.maintenance.doctor()}
    assert order.order_id in trade.hub.matching.with_surplus_labels()
    assert trade.sent(order) == []
    trade.hub.shipping.void(label.id)
    trade.settle()
    assert trade.status(order) is OrderStatus.SHIPPED
    assert trade.waiting() == []
    assert refusal(trade, order).startswith("limit.")
    assert trade.due(order) == {}
    assert trade.sent(order) == []


@MARKETS
@pytest.mark.proves("O5", "N8")
def test_a_label_that_was_voided_before_the_buyer_came_is_not_bought_again(market: str) -> None:
    """The order waits for its buyer again, and doctor does not say that it is to be shipped."""
    trade = Trade(relays_after=NEVER)
    order = bought(trade, market)
    trade.take_in("shop")
    label = trade.ship(trade.copy(order))
    trade.settle()
    assert trade.status(order) is OrderStatus.PENDING_FULFILLMENT
    trade.hub.shipping.void(label.id)
    trade.settle()
    assert trade.status(order) is OrderStatus.PENDING_FULFILLMENT
    assert trade.sentences(order)[0] == "why.waits_for_buyer"
    assert trade.waiting() == []
    assert refusal(trade, order) == "limit.collected"


@pytest.mark.proves("O5", "A7")
def test_documented_mode_lists_it_and_shows_its_copy() -> None:
    """As the article sees it: the copy is an order like any other."""
    trade = Trade(mode=MatchingMode.DOCUMENTED)
    order = bought(trade, "bay")
    trade.take_in()
    assert [one.reason.code for one in trade.hub.orders.excluded()] == ["excluded.collected"]
    assert trade.waiting() == [trade.copy(order).order_id]
    assert len(trade.hub.orders.ids(Grid.PENDING_FULFILLMENT)) == 0


@pytest.mark.parametrize("stores", [("bay", "shop"), ("shop", "bay")])
@pytest.mark.proves("B11", "O5", "A7")
def test_a_copy_says_that_its_original_is_excluded(stores: tuple[str, ...]) -> None:
    """The original was seen in documented mode, which does not import it: the copy is stopped.

    A person who says that it is not a copy can ship it.
    """
    trade = Trade(mode=MatchingMode.DOCUMENTED)
    order = bought(trade, "bay")
    trade.take_in(*stores)
    trade.hub.matching.choose_mode(MatchingMode.RECONCILING)
    copy = trade.copy(order)
    why = trade.hub.orders.why(trade.id(copy)).headline
    with pytest.raises(BadInput) as asked:
        trade.hub.orders.find(order.order_id)
    for language in LANGUAGES:
        reason = say("excluded.collected", language)
        assert reason in say(asked.value.code, language, **asked.value.facts)
    assert asked.value.code == "error.order_excluded"
    if why.code != "why.hidden":
        assert why.code == "why.original_excluded"
        assert refusal(trade, copy) == "limit.original_not_shipped"
    trade.hub.matching.reject(trade.id(copy), 0)
    trade.ship(copy)
    assert trade.labelled(copy) == {"MUG": 3}


@pytest.mark.proves("B8", "B11")
def test_a_copy_whose_original_was_rejected_awaits_no_other() -> None:
    """Nothing will arrive that hides it."""
    trade = Trade()
    order = trade.buy("amz")
    trade.take_in()
    copy = trade.copy(order)
    trade.hub.matching.reject(trade.id(copy), trade.id(order))
    assert "why.original_awaited" not in trade.sentences(copy)
