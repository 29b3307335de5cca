"""N8, W3: a copy that a person confirmed behind a wrong original is told the right number again."""

from __future__ import annotations

import pytest

from mockplace.kernel.order_facts import Recipient
from shiponce.errors import Refused
from shiponce.words import LANGUAGES, say
from tests.promises.merchant import Trade
from tests.torture.books import findings

MARKETS = pytest.mark.parametrize("market", ["amz", "bay"])


@MARKETS
@pytest.mark.proves("N8", "W3", "O2")
def test_the_number_of_a_wrong_original_is_replaced_without_voiding_its_label(market: str) -> None:
    """The hub put the number there, so it replaces it; until then, page and doctor name it."""
    trade = Trade(profile="bare", relays_after=10**12)
    right, wrong = trade.buy(market, ("MUG", 1)), trade.buy(market, ("BOWL", 1))
    trade.take_in()
    copy, others = trade.copy(right), trade.copy(wrong)
    trade.hub.matching.confirm(trade.id(copy), trade.id(wrong), by="pat", anyway=True)
    package = trade.ship(wrong)
    trade.pass_hours(48)  # it was picked up: the label cannot be voided any more
    trade.take_in()
    assert trade.shown(copy) == ("shipped", [("ups", package.tracking)])
    undo = trade.hub.orders.why(trade.id(copy)).undo
    assert undo is not None
    assert "--anyway" in say(undo.code, "en", **undo.facts)
    with pytest.raises(Refused) as refused:
        trade.hub.matching.reject(trade.id(copy), trade.id(wrong), by="pat")
    assert (refused.value.code, refused.value.way_out) == (
        "limit.original_shipped",
        "way_out.reject_anyway",
    )
    trade.hub.matching.reject(trade.id(copy), trade.id(wrong), by="pat", anyway=True)
    trade.settle()
    assert _named(trade, copy.order_id) == [package.tracking]
    assert trade.shown(copy) == ("shipped", [("ups", package.tracking)])
    trade.hub.matching.confirm(trade.id(copy), trade.id(right), by="pat", anyway=True)
    trade.hub.matching.confirm(trade.id(others), trade.id(wrong), by="pat", anyway=True)
    trade.settle()
    assert trade.due(right) == {"MUG": 1}
    assert trade.due(wrong) == {}
    shipped = trade.ship(right)
    trade.wait(70)
    trade.settle()
    assert trade.shown(copy) == ("shipped", [("ups", shipped.tracking)])
    assert trade.shown(others) == ("shipped", [("ups", package.tracking)])
    assert [number for _, number in trade.shown(right)[1]] == [shipped.tracking]
    assert [number for _, number in trade.shown(wrong)[1]] == [package.tracking]
    assert _named(trade, copy.order_id) == []
    assert findings(trade) == []
    trade.check()


@MARKETS
@pytest.mark.proves("W3", "O2", "X1")
def test_a_number_that_the_shop_passed_on_closes_no_other_order(market: str) -> None:
    """The connector gives the marketplace the wrong package; the goods are still to be sent."""
    trade = Trade(profile="bare")
    right, wrong = trade.buy(market, ("MUG", 1)), trade.buy(market, ("BOWL", 1))
    trade.take_in()
    copy = trade.copy(right)
    trade.hub.matching.confirm(trade.id(copy), trade.id(wrong), by="pat", anyway=True)
    package = trade.ship(wrong)
    trade.settle()
    assert trade.shown(right) == ("shipped", [(trade.shown(right)[1][0][0], package.tracking)])
    for again in range(2):
        assert trade.due(right) == {"MUG": 1}
        why = trade.hub.orders.why(trade.id(right))
        assert why.headline.code == "why.number_of_other_order"
        assert package.tracking in say(why.headline.code, "en", **why.headline.facts)
        if not again:
            trade.hub.matching.reject(trade.id(copy), trade.id(wrong), by="pat", anyway=True)
            trade.hub.matching.confirm(trade.id(copy), trade.id(right), by="pat", anyway=True)
            trade.settle()
    with pytest.raises(Refused) as refused:
        trade.ship(right)
    assert refused.value.code == "limit.number_of_other_order"
    assert refused.value.way_out == "way_out.insist_on_number"
    shipped = trade.hub.shipping.ship(trade.id(right), "house:ground", anyway=True)
    trade.wait(70)
    trade.settle()
    assert trade.due(right) == {}
    assert trade.shown(copy) == ("shipped", [("ups", shipped.tracking)])
    told = trade.notifications(market)[-1]
    assert told.tracking == shipped.tracking
    assert told.state.value == "sent" or told.reason is not None, "nothing waits without a word"


@MARKETS
def test_goods_in_the_other_package_are_entered_there(market: str) -> None:
    """Two orders in one box, typed in on the marketplace's pages: the way out ends the question."""
    trade = Trade()
    home = Recipient(name="Ada Byron", street1="1 Main St", postcode="89501")
    first = trade.buy(market, ("MUG", 1), buyer="Ada Byron", recipient=home)
    second = trade.buy(market, ("BOWL", 1), buyer="Ada Byron", recipient=home)
    trade.take_in()
    package = trade.ship(first)
    trade.settle()
    trade.ship_there(second, package.tracking)
    trade.settle()
    assert trade.due(second) == {"BOWL": 1}
    trade.hub.shipping.ship(
        trade.id(second), "manual", carrier="UPS", tracking=package.tracking, same_package=True
    )
    trade.settle()
    assert trade.due(second) == {}
    trade.check()


def _named(trade: Trade, copy: str) -> list[str]:
    """The numbers of other purchases that page and doctor name at a copy."""
    why = trade.hub.orders.why(trade.hub.orders.find(f"shop:{copy}"))
    found = [one for one in why.warnings if one.code == "warning.number_of_another"]
    assert all(say(one.code, lang, **one.facts) for one in found for lang in LANGUAGES)
    doctor = [one for one in trade.hub.maintenance.doctor() if one.code == "number_of_another"]
    assert [one.what.facts["tracking"] for one in doctor] == [
        one.facts["tracking"] for one in found
    ]
    return [str(one.facts["tracking"]) for one in found]
