"""O1, O3, Q6: what is not due any more is not to be shipped again after its label is voided."""

from __future__ import annotations

import pytest

from mockplace.kernel.order_facts import Recipient
from mockplace.kernel.records import PlatformOrder
from shiponce.domain.order import OrderStatus
from shiponce.domain.store import MatchingMode
from shiponce.errors import ShiponceError
from shiponce.words import LANGUAGES, say
from tests.promises.merchant import Trade

MODES = pytest.mark.parametrize("mode", list(MatchingMode))
ALL = ("amz", "bay", "shop")
#: Amazon's order API shows no refund.
SHOW_REFUNDS = ("bay", "shop")
CLOSED = (OrderStatus.CANCELLED, OrderStatus.SHIPPED)


def _undo(trade: Trade, order: PlatformOrder) -> str:
    """How to undo the shipment, in English."""
    undo = trade.hub.orders.why(trade.id(order)).undo
    assert undo is not None
    assert all(say(undo.code, lang, **undo.facts) for lang in LANGUAGES)
    return say(undo.code, "en", **undo.facts)


def _is_not_to_be_shipped(trade: Trade, order: PlatformOrder) -> None:
    """Nowhere does the hub ask for the order to be shipped, and it refuses to."""
    assert trade.status(order) in CLOSED
    assert trade.due(order) == {}
    assert order.order_id not in trade.waiting()
    why = trade.hub.orders.why(trade.id(order)).headline
    assert "shipped again" not in say(why.code, "en", **why.facts)
    for finding in trade.hub.maintenance.doctor():
        assert not any(one.startswith("shiponce ship ") for one in finding.commands)
    with pytest.raises(ShiponceError):
        trade.hub.shipping.ship(trade.id(order), "house:ground")


@MODES
@pytest.mark.parametrize(
    ("store", "what", "when"),
    [
        *((store, "cancelled", "before the void") for store in ALL),
        *((store, "shipped by others", "before the void") for store in ALL),
        *((store, "refunded", "before the void") for store in SHOW_REFUNDS),
        *((store, "refunded", "after the void") for store in SHOW_REFUNDS),
    ],
)
@pytest.mark.proves("O1", "O3", "Q6", "N8")
def test_an_order_of_which_nothing_is_due_is_not_to_be_shipped_again(
    store: str, mode: MatchingMode, what: str, when: str
) -> None:
    """The label can be voided for its postage; neither page nor doctor asks for another one."""
    trade = Trade(mode=mode, connected=(store,))
    order = trade.buy(store, ("MUG", 2))
    trade.take_in()
    if what == "cancelled":
        trade.world.cancel(order.store, order.order_id)
    if what == "shipped by others":
        trade.ship_there(order)
    with trade.unread():
        shipment = trade.hub.shipping.ship(trade.id(order), "house:ground")
    trade.wait(5)
    if when == "after the void":
        trade.hub.shipping.void(shipment.id)
    if what == "refunded":
        trade.refund_there(order)
    trade.settle()
    if when == "before the void":
        said = _undo(trade, order)
        assert f"shiponce void {shipment.id}" in said
        assert "Nothing of" in said
        assert "to ship" not in said.partition("Nothing of")[0]
        trade.hub.shipping.void(shipment.id)
    _is_not_to_be_shipped(trade, order)
    told = trade.hub.shipping.notified_stores(shipment.id)
    if told is not None:
        assert "until the order is shipped again" not in say(told.code, "en", **told.facts)
    trade.settle()
    trade.pass_hours(30)
    trade.take_in()
    _is_not_to_be_shipped(trade, order)
    trade.check()


@MODES
@pytest.mark.parametrize("store", ALL)
@pytest.mark.proves("O1", "N8")
def test_an_order_of_which_something_is_due_is_to_be_shipped_again(
    store: str, mode: MatchingMode
) -> None:
    """Others shipped one of two units: the other one is shipped again."""
    trade = Trade(mode=mode, connected=(store,))
    order = trade.buy(store, ("MUG", 2))
    trade.take_in()
    trade.ship_there(order, MUG=1)
    with trade.unread():
        shipment = trade.hub.shipping.ship(trade.id(order), "house:ground")
    trade.settle()
    assert "ship" in _undo(trade, order)
    assert "Nothing of" not in _undo(trade, order)
    trade.hub.shipping.void(shipment.id)
    trade.settle()
    assert trade.due(order) == {"MUG": 1}
    assert order.order_id in trade.waiting()


@MODES
@pytest.mark.parametrize("market", ["amz", "bay"])
@pytest.mark.parametrize("when", ["before the label", "after the label"])
@pytest.mark.proves("O8", "Q7")
def test_a_page_says_to_which_address_the_package_goes(
    market: str, mode: MatchingMode, when: str
) -> None:
    """To the original's, unless the label was bought before that address was changed."""
    trade = Trade(mode=mode)
    order = trade.buy(market, ("MUG", 1))
    trade.take_in()
    if when == "after the label":
        trade.ship(order)
    trade.world.change_address(order.store, order.order_id, Recipient(street1="99 New Home"))
    trade.wait(5)
    trade.take_in()
    said = [
        say(one.code, "en", **one.facts)
        for one in trade.hub.orders.why(trade.id(order)).warnings
        if one.code.startswith("warning.differs_address")
    ]
    (sentence,) = said
    to_the_original = sentence.endswith(f"The package goes to the address of {order.order_id}.")
    assert to_the_original is (when == "before the label")
