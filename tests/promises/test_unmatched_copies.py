"""B8 and B11: a copy that names nobody, and how every order out of sight answers "why"."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mockplace.kernel.records import PlatformOrder
from mockplace.platforms.bigcommerce.rules.commands import SetStatus
from shiponce.cli.rule_syntax import read_action, read_test
from shiponce.domain.order import OrderStatus, Visibility
from shiponce.domain.rule import Rule
from shiponce.domain.store import MatchingMode
from shiponce.errors import GuardError, Refused
from shiponce.views.orders import Grid
from shiponce.views.sentence import Sentence
from shiponce.words import LANGUAGES, say
from tests.platform_ids import EXCLUDE_COPIES
from tests.promises.merchant import Trade

MARKETS = pytest.mark.parametrize("market", ["amz", "bay"])


def visibility(trade: Trade, order: PlatformOrder) -> Visibility:
    """Whether an order stands in a grid."""
    return trade.hub.orders.rows([trade.id(order)])[0].visibility


def sayable(*sentences: Sentence | None) -> bool:
    """Whether each is said in every language, with all of its facts."""
    return all(
        one is not None and "{" not in say(one.code, language, **one.facts)
        for one in sentences
        for language in LANGUAGES
    )


@MARKETS
@pytest.mark.proves("B8")
def test_documented_mode_shows_it(market: str) -> None:
    """The article compares ids: without one the copy stands beside its original."""
    trade = Trade(mode=MatchingMode.DOCUMENTED, profile="bare")
    order = trade.buy(market)
    trade.settle()
    assert trade.waiting() == sorted([order.order_id, trade.copy(order).order_id])


@MARKETS
@pytest.mark.proves("B8", "B6", "B11")
def test_reconciling_holds_it_and_proposes_with_the_evidence(market: str) -> None:
    """Likeness alone never hides, not even where only one original is like it."""
    trade = Trade(profile="bare")
    order = trade.buy(market, ("MUG", 2))
    trade.buy(market, ("JAR", 1))
    trade.settle()
    copy = trade.copy(order)
    assert visibility(trade, copy) is Visibility.HELD
    assert order.order_id in trade.waiting()
    assert copy.order_id not in trade.waiting()
    proposal = next(
        one for one in trade.hub.matching.proposals() if one.order.number == copy.order_id
    )
    assert proposal.why.headline.code == "why.origin_unknown"
    assert [one.number for one in proposal.originals] == [order.order_id]
    (original,) = proposal.originals
    fields = {line.field: (line.ours, line.theirs, line.agrees) for line in original.evidence}
    assert {"total", "goods", "placed"} <= set(fields)
    assert all(ours and theirs for ours, theirs, _ in fields.values())
    assert sayable(proposal.why.headline, proposal.why.undo)
    with pytest.raises((Refused, GuardError)):
        trade.hub.shipping.ship(trade.id(copy), "house:ground")
    with pytest.raises((Refused, GuardError)):
        trade.hub.shipping.ship(trade.id(copy), "manual", carrier="UPS", tracking="1Z1")
    assert trade.shown(copy) == ("open", [])


@MARKETS
@pytest.mark.proves("B8", "X4")
def test_a_confirmed_pair_is_one_purchase_from_then_on(market: str) -> None:
    """The copy goes behind its original, and both are told of one parcel."""
    trade = Trade(profile="bare")
    order = trade.buy(market)
    trade.take_in()
    copy = trade.copy(order)
    trade.hub.matching.confirm(trade.id(copy), trade.id(order), by="Ada")
    trade.settle()
    assert visibility(trade, copy) is Visibility.HIDDEN
    shipment = trade.ship(order)
    trade.settle()
    assert [tracking for _, tracking in trade.shown(order)[1]] == [shipment.tracking]
    assert [tracking for _, tracking in trade.shown(copy)[1]] == [shipment.tracking]
    trade.check()


@MARKETS
@pytest.mark.proves("B8", "B9")
def test_a_rejection_is_remembered(market: str) -> None:
    """Whatever is imported later, the order is not proposed again, and nothing is hidden."""
    trade = Trade(profile="bare")
    order = trade.buy(market)
    trade.take_in()
    copy = trade.copy(order)
    trade.hub.matching.reject(trade.id(copy), 0, by="Ada")
    assert visibility(trade, copy) is Visibility.VISIBLE
    trade.world.do(SetStatus("shop", copy.order_id, 9))
    trade.settle()
    assert visibility(trade, copy) is Visibility.VISIBLE
    assert trade.hub.orders.why(trade.id(copy)).headline.code == "why.declared_own"
    assert not [one for one in trade.hub.matching.proposals() if one.order.number == copy.order_id]
    trade.ship(order)
    trade.settle()
    assert trade.shown(copy) == ("open", [])


# -- why, and the way back: each is carried out


def _reject(trade: Trade, order: PlatformOrder) -> None:
    trade.hub.matching.reject(trade.id(trade.copy(order)), trade.id(order), by="Ada")


@MARKETS
@pytest.mark.parametrize("stores", [("amz", "bay", "shop"), ("shop", "amz", "bay")])
@pytest.mark.proves("B11", "B1")
def test_a_hidden_order_says_why_and_comes_back(market: str, stores: tuple[str, ...]) -> None:
    """Fields, both values, when, and the way back, in both languages."""
    trade = Trade()
    order = trade.buy(market)
    trade.take_in(*stores)
    copy = trade.copy(order)
    why = trade.hub.orders.why(trade.id(copy))
    assert why.headline.code == "why.hidden"
    assert sayable(why.headline, why.undo)
    assert order.order_id in say(why.headline.code, **why.headline.facts)
    proofs = [line for line in why.evidence if line.weight == "proves"]
    assert [(line.ours, line.theirs, line.agrees) for line in proofs] == [
        (order.order_id, order.order_id, True)
    ] * len(proofs)
    assert proofs
    assert {"total", "goods", "placed"} <= {line.field for line in why.evidence}
    assert abs((why.at - trade.simulation.clock.now()).total_seconds()) < 60
    _reject(trade, order)
    trade.settle()
    assert copy.order_id in trade.waiting()


@pytest.mark.proves("B11", "R6")
def test_an_excluded_order_says_its_rule_and_comes_back() -> None:
    """The rule's name, the store, the time; let in again it stands in a grid."""
    trade = Trade()
    trade.hub.rules.add(replace(EXCLUDE_COPIES, name="No copies"))
    order = trade.buy("amz")
    trade.take_in()
    (row,) = trade.hub.orders.excluded()
    assert (row.kind, row.store, row.remote_id) == ("rule", "shop", trade.copy(order).order_id)
    assert sayable(row.reason)
    assert "No copies" in say(row.reason.code, **row.reason.facts)
    assert abs((row.at - trade.simulation.clock.now()).total_seconds()) < 60
    trade.hub.imports.let_in(row.id)
    assert visibility(trade, trade.copy(order)) is Visibility.HIDDEN  # in reconciling mode
    assert trade.hub.orders.excluded() == ()


@pytest.mark.proves("B11", "R9")
def test_an_order_on_hold_says_its_rule_and_is_released() -> None:
    """The rule and its criterion stand in the reason; releasing undoes it."""
    trade = Trade()
    rule = Rule("Dear", (read_test("total at least 10"),), (read_action("hold"),))
    trade.hub.rules.add(rule)
    order = trade.buy("amz")
    trade.take_in()
    why = trade.hub.orders.why(trade.id(order))
    assert trade.status(order) is OrderStatus.ON_HOLD
    assert sayable(why.headline, why.undo)
    assert "Dear" in say(why.headline.code, **why.headline.facts)
    trade.hub.orders.release(trade.id(order))
    assert trade.status(order) is OrderStatus.AWAITING_SHIPMENT


@pytest.mark.proves("B11", "X2")
def test_nothing_is_out_of_sight_without_an_answer() -> None:
    """Copies, held and excluded orders, and one without an address: all of a mixed day answer."""
    trade = Trade()
    trade.buy("amz")
    trade.buy("bay", address=False)
    trade.buy("shop")
    trade.take_in()
    held = Trade(profile="bare")
    held.buy("bay")
    held.take_in()
    for one in (trade, held):
        hub = one.hub
        for order_id in (*hub.orders.ids(Grid.HIDDEN), *hub.orders.ids(Grid.HELD)):
            why = hub.orders.why(order_id)
            assert sayable(why.headline, why.undo)
        assert all(sayable(row.reason) for row in hub.orders.excluded())
    assert held.hub.orders.counts()[Grid.HELD] == 1
    assert trade.hub.orders.counts()[Grid.HIDDEN] == 1
