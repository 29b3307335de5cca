"""X1: a wrong "no" about a copy, or a copy that left first, ships nothing twice unasked."""

from __future__ import annotations

import re

import pytest

from mockplace.kernel.fault_plan import Fault
from mockplace.kernel.records import PlatformOrder
from shiponce.domain.order import Visibility
from shiponce.errors import Refused, Unreachable
from shiponce.views.orders import Grid
from shiponce.words import LANGUAGES, say
from tests.promises.merchant import Trade
from tests.torture.books import findings

#: Connectors whose copies wait for a person: nothing names the purchase, or the total lacks a tax.
HELD = pytest.mark.parametrize(
    ("profile", "market"),
    [("bare", "amz"), ("bare", "bay"), ("unsourced-prose", "amz"), ("without-tax", "amz")],
)
#: Those, and one whose copy is hidden because an editable text names its original.
EDITABLE = pytest.mark.parametrize(
    ("profile", "market"), [("bare", "amz"), ("bare", "bay"), ("unsourced-prose", "bay")]
)
ORDERS = pytest.mark.parametrize(
    "stores", [("amz", "bay", "shop"), ("shop", "amz", "bay")], ids=["original first", "copy first"]
)


def ship_anyway(trade: Trade, order: PlatformOrder) -> str:
    """Ship an order as a person who insists; the tracking number."""
    shipment = trade.hub.shipping.ship(trade.id(order), "house:two_day", anyway=True)
    trade.wait(3)
    return shipment.tracking


def asked_before_money(trade: Trade, order: PlatformOrder, code: str, *names: str) -> None:
    """The order is not shipped; the refusal and the options say why, in every language."""
    before = (
        trade.calls("createShipment"),
        trade.hub.orders.rows([trade.id(order)])[0].shipped_units,
    )
    with pytest.raises(Refused) as refused:
        trade.hub.shipping.ship(trade.id(order), "house:ground")
    assert refused.value.code == code
    assert refused.value.way_out == "way_out.insist_on_twin"
    for language in LANGUAGES:
        said = say(refused.value.code, language, **refused.value.facts)
        assert all(name in said for name in names), said
    options = trade.hub.shipping.options(trade.id(order))
    assert all(one.warning is not None for one in options if one.available)
    assert code.replace("limit.", "warning.") in trade.sentences(order)
    after = trade.calls("createShipment"), trade.hub.orders.rows([trade.id(order)])[0].shipped_units
    assert after == before
    assert not doubled(trade)


def doubled(trade: Trade) -> bool:
    """Whether the world's books show more units in packages than were bought."""
    return any("doubled" in one for one in findings(trade))


def reported(trade: Trade, *orders: PlatformOrder) -> bool:
    """Whether the double shipment is listed, with the doctor and both orders saying so."""
    doubles = trade.hub.matching.double_shipments()
    listed = [set(one.orders) for one in doubles] == [{one.order_id for one in orders}]
    known = {"perhaps_twice", "shipped_twice"}
    codes = {one.code for one in trade.hub.maintenance.doctor()} & known
    told = all({f"warning.{one}" for one in known} & {*trade.sentences(order)} for order in orders)
    marked = all(
        row.shipped_twice for row in trade.hub.orders.rows([trade.id(one) for one in orders])
    )
    assert listed is told is marked is bool(codes)
    return listed


@HELD
@ORDERS
@pytest.mark.proves("X1", "B8", "W7")
def test_a_rejection_after_the_original_left_asks_and_then_all_say_it(
    market: str, profile: str, stores: tuple[str, ...]
) -> None:
    """Refused with the shipment; insisted, the ship is asked about; then the double is listed."""
    trade = Trade(profile=profile)
    order = trade.buy(market, ("MUG", 2))
    trade.take_in(*stores)
    copy = trade.copy(order)
    left = trade.ship(order)
    for original in (0, trade.id(order)):
        with pytest.raises(Refused) as refused:
            trade.hub.matching.reject(trade.id(copy), original, by="Ada")
        assert refused.value.way_out == "way_out.reject_anyway"
        for language in LANGUAGES:
            said = say(refused.value.code, language, **refused.value.facts)
            assert order.order_id in said
            assert left.tracking in said
    assert trade.hub.orders.rows([trade.id(copy)])[0].visibility is Visibility.HELD
    trade.hub.matching.reject(trade.id(copy), 0, by="Ada", anyway=True)
    trade.take_in(*stores)
    asked_before_money(trade, copy, "limit.possible_left", order.order_id, left.tracking)
    assert not reported(trade, order, copy)
    ship_anyway(trade, copy)
    trade.take_in(*stores)
    assert reported(trade, order, copy)
    assert doubled(trade)
    trade.hub.shipping.void(left.id)
    assert not reported(trade, order, copy)


@EDITABLE
@ORDERS
@pytest.mark.parametrize("first", ["copy", "original"])
@pytest.mark.proves("X1", "B8", "W7")
def test_a_rejection_before_anything_left_is_remembered_as_a_doubt(
    market: str, profile: str, stores: tuple[str, ...], first: str
) -> None:
    """Nothing is asked at the rejection; whichever leaves second is asked about."""
    trade = Trade(profile=profile)
    order = trade.buy(market)
    trade.take_in(*stores)
    copy = trade.copy(order)
    trade.hub.matching.reject(trade.id(copy), 0, by="Ada")
    trade.take_in(*stores)
    one, other = (copy, order) if first == "copy" else (order, copy)
    shipment = trade.hub.shipping.ship(trade.id(one), "house:ground")
    asked_before_money(trade, other, "limit.possible_left", one.order_id, shipment.tracking)
    ship_anyway(trade, other)
    trade.settle()
    assert reported(trade, order, copy)


@HELD
@pytest.mark.proves("X1", "W8", "O9")
def test_a_copy_that_left_before_its_original_came_is_asked_about(
    market: str, profile: str
) -> None:
    """The shop was connected alone, and the copy shipped; nothing proves whose copy it is."""
    trade = Trade(connected=("shop",), profile=profile)
    order = trade.buy(market, ("BOWL", 1))
    trade.take_in()
    copy = trade.copy(order)
    shipment = trade.hub.shipping.ship(trade.id(copy), "house:ground")
    trade.connect(market)
    trade.take_in(market, "shop")
    code = "limit.possible_left" if profile == "bare" else "limit.twin_left"  # an id names it
    asked_before_money(trade, order, code, copy.order_id, shipment.tracking)
    ship_anyway(trade, order)
    trade.settle()
    assert reported(trade, order, copy)
    assert doubled(trade)


@HELD
@ORDERS
@pytest.mark.proves("X1", "B8", "N11")
def test_an_original_that_others_shipped_is_asked_about_too(
    market: str, profile: str, stores: tuple[str, ...]
) -> None:
    """Shipped in the marketplace's own pages: the rejection and the ship of the copy say so."""
    trade = Trade(profile=profile)
    order = trade.buy(market)
    trade.take_in(*stores)
    trade.ship_there(order)
    trade.take_in(*stores)
    copy = trade.copy(order)
    with pytest.raises(Refused) as refused:
        trade.hub.matching.reject(trade.id(copy), 0, by="Ada")
    assert refused.value.way_out == "way_out.reject_anyway"
    assert order.order_id in str(refused.value.facts["original"])
    trade.hub.matching.reject(trade.id(copy), 0, by="Ada", anyway=True)
    asked_before_money(trade, copy, "limit.possible_left_elsewhere", order.order_id)


@pytest.mark.proves("B8", "X1")
def test_an_original_shipped_without_a_number_is_named() -> None:
    """EBay shows the order as shipped, and no package of it."""
    trade = Trade(profile="bare")
    order = trade.buy("bay")
    trade.take_in()
    trade.ship_there(order, tracking="")
    trade.take_in()
    copy = trade.id(trade.copy(order))
    with pytest.raises(Refused, match=order.order_id) as refused:
        trade.hub.matching.reject(copy, 0, by="Ada")
    assert refused.value.code == "limit.reject_left_untracked"


@pytest.mark.proves("B8", "X1", "W7")
def test_a_label_in_doubt_is_asked_about_too() -> None:
    """The purchase of the original's label has no answer: neither "no" nor a second label."""
    trade = Trade(profile="bare")
    order = trade.buy("amz")
    trade.take_in()
    option = next(
        one.code
        for one in trade.hub.shipping.options(trade.id(order))
        if one.available and one.code.startswith("buy_shipping")
    )
    trade.world.faults.add(Fault("timeout_before_commit", "createShipment", platform="amazon"))
    with pytest.raises(Unreachable):
        trade.hub.shipping.ship(trade.id(order), option)
    copy = trade.copy(order)
    with pytest.raises(Refused, match=order.order_id) as refused:
        trade.hub.matching.reject(trade.id(copy), 0, by="Ada")
    assert refused.value.code == "limit.reject_in_purchase"
    trade.hub.matching.reject(trade.id(copy), 0, by="Ada", anyway=True)
    asked_before_money(trade, copy, "limit.possible_in_purchase", order.order_id)


@HELD
@pytest.mark.proves("B8", "X1")
def test_a_confirmation_ends_the_doubt(market: str, profile: str) -> None:
    """After the right answer nothing is asked, and the purchase leaves once."""
    trade = Trade(profile=profile)
    order = trade.buy(market)
    trade.take_in()
    copy = trade.copy(order)
    trade.hub.matching.reject(trade.id(copy), 0, by="Ada")
    trade.hub.matching.confirm(trade.id(copy), trade.id(order), by="Ada", anyway=True)
    trade.ship(order)
    trade.settle()
    assert not reported(trade, order, copy)
    assert findings(trade) == []


def carry_out(trade: Trade, said: str) -> None:
    """Type the first decision that a sentence prints, exactly as it is printed."""
    found = re.search(
        r"shiponce orders (confirm|reject) ([^\s`]+)( [a-z]+:[^\s`]+)?( --anyway)?", said
    )
    assert found is not None, said
    verb, copy, original, insists = found.groups()
    hub, find = trade.hub.matching, trade.hub.orders.find
    pair = find(copy), find(original.strip()) if original else 0
    decide = hub.confirm if verb == "confirm" else hub.reject
    decide(*pair, by="Ada", anyway=bool(insists))


@HELD
@pytest.mark.parametrize("left", [False, True], ids=["open", "shipped elsewhere"])
@pytest.mark.proves("B8", "B11")
def test_every_printed_decision_is_accepted(profile: str, market: str, left: bool) -> None:
    """The proposals, the refusal to ship, the way back: each command does what it says."""
    trade = Trade(profile=profile)
    order = trade.buy(market)
    trade.take_in()
    if left:
        trade.ship_there(order)
        trade.take_in()
    copy = trade.id(trade.copy(order))

    def shown() -> Visibility:
        return trade.hub.orders.rows([copy])[0].visibility

    def way_back() -> str:
        undo = trade.hub.orders.why(copy).undo
        assert undo is not None
        return say(undo.code, **undo.facts)

    (proposal,) = trade.hub.matching.proposals()
    name = f"shop:{proposal.order.number}"
    carry_out(trade, f"shiponce orders reject {proposal.rejected_as}")
    assert shown() is Visibility.VISIBLE
    carry_out(trade, way_back())
    assert shown() is Visibility.HIDDEN
    carry_out(trade, way_back())
    assert shown() is not Visibility.HIDDEN
    if shown() is Visibility.HELD:
        (proposal,) = trade.hub.matching.proposals()
        assert not proposal.originals
        decision = trade.hub.orders.why(copy).decisions[0]
        carry_out(trade, say(decision.undo.code, **decision.undo.facts))
    else:
        carry_out(trade, way_back())
    assert shown() is Visibility.HIDDEN
    fresh = Trade(profile=profile)
    again = fresh.buy(market)
    fresh.take_in()
    (proposal,) = fresh.hub.matching.proposals()
    carry_out(fresh, f"shiponce orders confirm {name} {proposal.confirmed_as[0]}")
    assert fresh.hub.orders.rows([fresh.id(fresh.copy(again))])[0].visibility is Visibility.HIDDEN
    other = Trade(profile=profile)
    order = other.buy(market)
    other.take_in()
    with pytest.raises(Refused) as refused:
        other.hub.shipping.ship(other.id(other.copy(order)), "house:ground")
    assert refused.value.way_out is not None
    carry_out(other, say(refused.value.way_out, **refused.value.facts))
    assert other.hub.orders.rows([other.id(other.copy(order))])[0].visibility is Visibility.HIDDEN


@pytest.mark.proves("B8", "B11")
def test_separating_a_shipped_original_names_its_label_first() -> None:
    """The printed void, then the printed rejection."""
    trade = Trade()
    order = trade.buy("amz")
    trade.take_in()
    shipment = trade.ship(order)
    copy = trade.id(trade.copy(order))
    undo = trade.hub.orders.why(copy).undo
    assert undo is not None
    for language in LANGUAGES:
        assert f"shiponce void {shipment.id}" in say(undo.code, language, **undo.facts)
    trade.hub.shipping.void(shipment.id)
    trade.take_in()
    undo = trade.hub.orders.why(copy).undo
    assert undo is not None
    carry_out(trade, say(undo.code, **undo.facts))
    assert trade.hub.orders.rows([copy])[0].visibility is Visibility.VISIBLE


@pytest.mark.proves("B8")
def test_two_purchases_of_one_thing_are_not_reported() -> None:
    """Alike purchases whose copies are all known are no doubt; each leaves without a question."""
    trade = Trade()
    bought = [trade.buy("amz") for _ in range(3)]
    trade.take_in()
    for order in bought:
        trade.ship(order)
    assert trade.hub.matching.double_shipments() == ()
    assert not len(trade.hub.orders.ids(Grid.HELD))
    assert findings(trade) == []
