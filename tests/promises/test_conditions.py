"""O5: what a platform says of an order that changes how it may be shipped."""

from __future__ import annotations

import pytest

from mockplace.kernel.order_facts import LineFacts, OrderFacts, Recipient
from mockplace.kernel.records import PlatformOrder
from shiponce.domain.order import Condition, OrderStatus
from shiponce.domain.store import MatchingMode
from shiponce.errors import Refused
from shiponce.words import LANGUAGES, say
from tests.promises.merchant import Trade
from tests.torture.books import findings

MODES = pytest.mark.parametrize("mode", list(MatchingMode))
MARKETS = pytest.mark.parametrize("market", ["amz", "bay"])
STORES = pytest.mark.parametrize("store", ["amz", "bay", "shop"])


def refused_for(trade: Trade, order: PlatformOrder, option: str = "house:ground") -> str:
    """The code of why an order is not shipped; it is said in every language, with a way out."""
    with pytest.raises(Refused) as refused:
        trade.ship(order, option)
    error = refused.value
    assert error.way_out is not None
    for language in LANGUAGES:
        assert "{" not in say(error.code, language, **error.facts)
        assert "{" not in say(error.way_out, language, **error.facts)
    assert trade.hub.orders.detail(trade.id(order)).shipments == ()
    return error.code


def conditions(trade: Trade, order: PlatformOrder) -> list[tuple[Condition, bool]]:
    """The conditions of an order, and whether a person overruled each."""
    found = trade.hub.orders.detail(trade.id(order)).conditions
    return [(one.kind, one.overruled) for one in found]


@MODES
@MARKETS
@pytest.mark.proves("O5", "Q6")
@pytest.mark.parametrize("later", [False, True], ids=["before the import", "after it"])
def test_a_buyer_who_asks_to_cancel_stops_the_label(
    market: str, mode: MatchingMode, later: bool
) -> None:
    """Until the seller has answered on the marketplace; refused, the order goes out.

    Amazon shows a request that was refused as before, so a person overrules it.
    """
    trade = Trade(mode=mode)
    order = trade.buy(market, ("MUG", 2))
    if later:
        trade.take_in()
    trade.world.after_sale.request_cancellation(market, order.order_id)
    trade.wait(3)
    trade.take_in()
    assert refused_for(trade, order) == "limit.buyer_asks_to_cancel"
    assert conditions(trade, order) == [(Condition.BUYER_ASKS_TO_CANCEL, False)]
    trade.world.after_sale.decline_cancellation(market, order.order_id)
    trade.wait(3)
    trade.take_in()
    if market == "amz":
        trade.hub.orders.overrule(trade.id(order))
    assert [one for one in conditions(trade, order) if not one[1]] == []
    trade.ship(order)
    trade.settle()
    assert trade.sent(order) == [{"MUG": 2}]
    assert findings(trade) == []


@pytest.mark.proves("O5")
def test_a_buyer_who_asks_no_more_stops_nothing() -> None:
    """The request was withdrawn, which an Amazon buyer can do."""
    trade = Trade()
    order = trade.buy("amz")
    trade.world.after_sale.request_cancellation("amz", order.order_id)
    trade.wait(3)
    trade.take_in()
    trade.world.after_sale.withdraw_cancellation("amz", order.order_id)
    trade.wait(3)
    trade.take_in()
    trade.ship(order)
    assert trade.status(order) is OrderStatus.SHIPPED


@MARKETS
@pytest.mark.proves("O5", "O3", "Q6")
def test_a_request_that_is_granted_leaves_nothing_to_ship(market: str) -> None:
    """The order is cancelled then."""
    trade = Trade()
    order = trade.buy(market)
    trade.world.after_sale.request_cancellation(market, order.order_id)
    trade.wait(3)
    trade.take_in()
    trade.world.after_sale.approve_cancellation(market, order.order_id)
    trade.wait(5)
    trade.take_in()
    assert trade.status(order) is OrderStatus.CANCELLED
    assert trade.waiting() == []
    with pytest.raises(Refused):
        trade.ship(order)


@MARKETS
@pytest.mark.proves("O5")
def test_a_person_may_overrule_the_request_by_name(market: str) -> None:
    """It is recorded; importing again asks nobody twice."""
    trade = Trade()
    order = trade.buy(market)
    trade.world.after_sale.request_cancellation(market, order.order_id)
    trade.wait(3)
    trade.take_in()
    trade.hub.orders.overrule(trade.id(order))
    trade.take_in()
    assert conditions(trade, order) == [(Condition.BUYER_ASKS_TO_CANCEL, True)]
    assert "event.overruled" in [
        one.what.code for one in trade.hub.orders.detail(trade.id(order)).history
    ]
    trade.ship(order)
    assert trade.status(order) is OrderStatus.SHIPPED
    with pytest.raises(Refused) as none_left:
        trade.hub.orders.overrule(trade.id(order))
    assert none_left.value.code == "error.no_condition"


@MARKETS
@pytest.mark.proves("O5", "P5")
def test_the_hidden_copy_of_such_an_order_gets_no_label_either(market: str) -> None:
    """It leads to its original, which is stopped."""
    trade = Trade()
    order = trade.buy(market)
    trade.world.after_sale.request_cancellation(market, order.order_id)
    trade.wait(3)
    trade.take_in("shop", "amz", "bay")
    with pytest.raises(Refused) as refused:
        trade.ship(trade.copy(order))
    assert refused.value.code == "limit.hidden_copy"
    assert refused_for(trade, order) == "limit.buyer_asks_to_cancel"


@MODES
@pytest.mark.proves("O5", "P4")
@pytest.mark.parametrize(
    ("programs", "line", "code"),
    [
        (("AMAZON_EASY_SHIP",), LineFacts(), "limit.platform_collects"),
        (("FBM_SHIP_PLUS",), LineFacts(), "limit.platform_confirms"),
        (("IN_STORE_PICK_UP",), LineFacts(pickup="SHOP-1"), "limit.collected"),
        ((), LineFacts(programs=("TRANSPARENCY",)), "limit.transparency_codes"),
    ],
)
def test_an_amazon_program_says_what_is_different_before_a_label(
    programs: tuple[str, ...], line: LineFacts, code: str, mode: MatchingMode
) -> None:
    """No label is bought, and Amazon hears nothing."""
    trade = Trade(mode=mode)
    order = trade.buy("amz", ("MUG", 1), facts=OrderFacts(programs=programs), line_facts=[line])
    trade.take_in()
    assert refused_for(trade, order) == code
    options = trade.hub.shipping.options(trade.id(order))
    assert {one.restriction.code for one in options if one.restriction} >= {code}
    trade.settle()
    assert trade.calls("confirmShipment") == 0
    assert trade.calls("createLabel") == 0
    assert "{" not in say(code, **trade_facts(trade, order))


def trade_facts(trade: Trade, order: PlatformOrder) -> dict[str, object]:
    """What a limit is said with."""
    return {"number": order.order_id, "platform": "word.amazon", "ref": f"amz:{order.order_id}"}


@pytest.mark.proves("O5")
def test_only_conditions_that_a_person_can_end_are_overruled() -> None:
    """Amazon's own carrier collects an Easy Ship package, whatever a person decides."""
    trade = Trade()
    order = trade.buy("amz", facts=OrderFacts(programs=("AMAZON_EASY_SHIP",)))
    trade.take_in()
    with pytest.raises(Refused) as refused:
        trade.hub.orders.overrule(trade.id(order))
    assert refused.value.code == "error.no_condition"


@MODES
@STORES
@pytest.mark.proves("O5", "P4")
@pytest.mark.parametrize(
    "missing", [Recipient(name=""), Recipient(street1="")], ids=["no name", "no street"]
)
def test_no_label_without_name_or_street(
    store: str, missing: Recipient, mode: MatchingMode
) -> None:
    """The role that an Amazon application lacks is named; a company is a name."""
    trade = Trade(mode=mode, profile="bare")
    order = trade.buy(store, recipient=missing)
    trade.take_in(store)
    with pytest.raises(Refused) as refused:
        trade.ship(order)
    role = "address_role" if store == "amz" else "complete_address"
    assert (refused.value.code, refused.value.way_out) == (
        "limit.address_incomplete",
        f"way_out.{role}",
    )
    said = say(f"way_out.{role}", **refused.value.facts)
    assert ("role" in said) is (store == "amz")
    assert trade.calls("createLabel") == 0


@pytest.mark.proves("O5")
@STORES
def test_a_company_is_a_name(store: str) -> None:
    """A package can be addressed to it."""
    trade = Trade(profile="bare")
    order = trade.buy(store, recipient=Recipient(name="", company="Example Ltd"))
    trade.take_in(store)
    trade.ship(order)
    assert trade.labelled(order) == {"MUG": 1}


@pytest.mark.proves("O5")
@STORES
def test_an_address_that_was_completed_gets_its_label(store: str) -> None:
    """On the platform; the next import brings it."""
    trade = Trade(profile="bare")
    order = trade.buy(store, recipient=Recipient(street1=""))
    trade.take_in(store)
    trade.world.change_address(store, order.order_id, Recipient(street1="1 Main St"))
    trade.wait(3)
    trade.take_in(store)
    trade.ship(order)
    assert trade.labelled(order) == {"MUG": 1}


@MARKETS
@pytest.mark.proves("O5", "Q6")
@pytest.mark.parametrize("overruled", [False, True])
def test_a_copy_keeps_the_condition_when_its_originals_store_is_away(
    market: str, overruled: bool
) -> None:
    """What was known of the purchase stays known: in the list, at the doctor, before a label."""
    trade = Trade()
    order = trade.buy(market, ("MUG", 2))
    trade.take_in()
    trade.world.after_sale.request_cancellation(market, order.order_id)
    trade.wait(3)
    trade.take_in()
    copy = trade.copy(order)
    if overruled:
        trade.hub.orders.overrule(trade.id(order))
    trade.hub.stores.disconnect(market)
    trade.take_in("shop")
    assert conditions(trade, copy) == [(Condition.BUYER_ASKS_TO_CANCEL, overruled)]
    asked = [one for one in trade.hub.maintenance.doctor() if one.code == "buyer_asks_to_cancel"]
    assert bool(asked) is not overruled
    if not overruled:
        assert refused_for(trade, copy) == "limit.buyer_asks_to_cancel"
        trade.hub.orders.overrule(trade.id(copy))
    assert trade.ship(copy).tracking
    assert findings(trade) == []
