"""N11: the marketplace shows the order as shipped by somebody else, and the copy is still open."""

from __future__ import annotations

import pytest

from mockplace.kernel.fault_plan import Fault, FaultKind
from mockplace.kernel.records import PlatformOrder
from mockplace.platforms.bigcommerce.rules.commands import SetStatus
from shiponce.domain.order import OrderStatus
from shiponce.domain.shipment import NotificationState
from shiponce.domain.store import MatchingMode
from shiponce.words import LANGUAGES, say
from tests.platform_ids import EXCLUDE_COPIES
from tests.promises.merchant import Trade

BOTH = pytest.mark.parametrize("market", ["amz", "bay"])
ORDERS = pytest.mark.parametrize(
    "stores", [("amz", "bay", "shop"), ("shop", "amz", "bay")], ids=["original first", "copy first"]
)
CLOSED = ("shipped", [("ups", "1Z1")])


def marketplace_shows_only_the_seller(trade: Trade, order: PlatformOrder) -> None:
    """Nobody has told the marketplace anything about a parcel that it knew."""
    assert trade.by(order) == ["seller"]
    assert trade.calls("confirmShipment") + trade.calls("createShippingFulfillment") == 0


@BOTH
@ORDERS
@pytest.mark.proves("N11", "X4", "X5")
def test_an_open_copy_is_closed_once_with_what_the_marketplace_shows(
    market: str, stores: tuple[str, ...]
) -> None:
    """Carrier and tracking number come from the marketplace, which itself hears nothing."""
    trade = Trade()
    order = trade.buy(market)
    trade.ship_there(order)
    trade.take_in(*stores)
    trade.settle()
    copy = trade.copy(order)
    assert trade.shown(copy) == CLOSED
    assert trade.by(copy) == ["api"]
    marketplace_shows_only_the_seller(trade, order)
    trade.settle()
    assert trade.calls("createShipment") == 1
    assert trade.told() == [("shop", NotificationState.SENT, "")]
    trade.check()


@BOTH
@ORDERS
@pytest.mark.proves("N11")
def test_it_is_noticed_at_a_later_import_as_well(market: str, stores: tuple[str, ...]) -> None:
    """Both orders were here and open; then somebody ships in the marketplace's own pages."""
    trade = Trade()
    order = trade.buy(market)
    trade.take_in(*stores)
    trade.ship_there(order)
    trade.take_in(*stores)
    assert trade.status(order) is OrderStatus.SHIPPED
    assert trade.shown(trade.copy(order)) == CLOSED
    trade.settle()
    assert trade.shown(trade.copy(order)) == CLOSED
    marketplace_shows_only_the_seller(trade, order)
    trade.check()


@BOTH
@pytest.mark.proves("N11", "B11")
def test_both_orders_say_it(market: str) -> None:
    """The original names the package, the copy its original, and both say who was told."""
    trade = Trade()
    order = trade.buy(market)
    trade.take_in()
    trade.ship_there(order)
    trade.take_in(market)
    assert trade.sentences(order)[0].startswith("why.shipped_elsewhere")
    trade.wait(2)
    assert trade.sentences(order) == ["why.shipped_elsewhere", "note.copy_sent"]
    copy = trade.copy(order)
    assert trade.sentences(copy) == ["why.hidden", "note.original_elsewhere", "note.copy_sent"]
    for one in (order, copy):
        why = trade.hub.orders.why(trade.id(one))
        for language in LANGUAGES:
            said = [say(s.code, language, **s.facts) for s in (why.headline, *why.notes)]
            assert any("UPS 1Z1" in sentence for sentence in said)
            assert not any("UTC UTC" in sentence for sentence in said)
    detail = trade.hub.orders.detail(trade.id(order))
    assert [(one.state.value, one.tracking) for one in detail.shipments] == [("elsewhere", "1Z1")]
    assert [one.tracking for one in detail.notifications] == ["1Z1"]


@pytest.mark.proves("N11", "D1")
@BOTH
def test_a_shop_that_is_not_to_be_told_is_not(market: str) -> None:
    """The entry says why; after switching on again, the next import tells the open copy."""
    trade = Trade()
    trade.hub.stores.set_notifications("shop", False, by="Ada", confirmed=True)
    order = trade.buy(market)
    trade.ship_there(order)
    trade.settle()
    assert trade.told() == [("shop", NotificationState.WITHDRAWN, "notification.switched_off")]
    assert "note.copy_withdrawn" in trade.sentences(order)
    trade.hub.stores.set_notifications("shop", True, by="Ada", confirmed=True)
    trade.settle()
    assert [number for _, number in trade.shown(trade.copy(order))[1]] == ["1Z1"]
    trade.check()


@BOTH
@pytest.mark.proves("N11", "N5")
def test_a_copy_that_is_closed_there_is_told_nothing(market: str) -> None:
    """Somebody has typed the same number into BigCommerce after its last import."""
    trade = Trade()
    order = trade.buy(market)
    trade.take_in()
    trade.ship_there(order)
    trade.world.shipping.ship_elsewhere("shop", trade.copy(order).order_id, "ups", "1Z1")
    trade.take_in(market)
    trade.settle()
    assert trade.told() == [("shop", NotificationState.ALREADY_KNOWN, "notification.passed_on")]
    assert trade.by(trade.copy(order)) == ["seller"]
    trade.check()


@pytest.mark.proves("N11")
@pytest.mark.parametrize(
    ("status", "state", "code"),
    [
        (10, NotificationState.ALREADY_KNOWN, "notification.copy_shipped"),
        (5, NotificationState.WITHDRAWN, "notification.copy_cancelled"),
    ],
)
def test_a_copy_that_was_completed_by_hand_is_told_nothing(
    status: int, state: NotificationState, code: str
) -> None:
    """Completed or cancelled in the shop, without a shipment, since its last import."""
    trade = Trade()
    order = trade.buy("amz")
    trade.take_in()
    trade.ship_there(order)
    trade.world.do(SetStatus("shop", trade.copy(order).order_id, status))
    trade.take_in("amz")
    trade.settle()
    assert trade.told() == [("shop", state, code)]
    assert trade.calls("createShipment") == 0
    marketplace_shows_only_the_seller(trade, order)


@BOTH
@pytest.mark.proves("N11")
def test_another_parcel_on_the_open_copy_is_shown_and_not_overwritten(market: str) -> None:
    """A part of the copy was shipped in the shop under another number: a person compares."""
    trade = Trade()
    order = trade.buy(market, ("MUG", 2))
    trade.take_in()
    copy = trade.copy(order)
    line = copy.lines[0].line_id
    trade.world.shipping.ship_elsewhere("shop", copy.order_id, "ups", "OTHER", {line: 1})
    trade.ship_there(order)
    trade.take_in(market)
    trade.settle()
    (one,) = trade.notifications("shop")
    assert (one.state, one.reason and one.reason.code) == (
        NotificationState.STOPPED,
        "notification.conflict",
    )
    assert trade.by(copy) == ["seller"]


@BOTH
@pytest.mark.proves("N11", "A2")
def test_what_bigcommerce_passed_on_is_not_echoed(market: str) -> None:
    """Shipped in the shop's own pages: its connector told the marketplace, and nobody else does."""
    trade = Trade()
    order = trade.buy(market)
    trade.take_in()
    trade.world.shipping.ship_elsewhere("shop", trade.copy(order).order_id, "ups", "1Z1")
    trade.wait(5)
    assert trade.by(order) == ["relay"]
    trade.take_in(market)
    trade.settle()
    assert trade.by(order) == ["relay"]
    assert trade.by(trade.copy(order)) == ["seller"]
    assert trade.calls("createShipment") == 0
    trade.check()


@BOTH
@pytest.mark.proves("N11", "W8")
def test_what_the_hub_shipped_as_the_copy_is_not_somebody_elses(market: str) -> None:
    """Method A first: the copy is shipped from here, then the marketplace is connected."""
    trade = Trade(connected=("shop",))
    order = trade.buy(market)
    trade.take_in()
    trade.ship(trade.copy(order))
    trade.wait(5)
    trade.connect(market)
    trade.take_in(market, "shop")
    trade.settle()
    assert trade.by(order) == ["relay"]
    assert trade.by(trade.copy(order)) == ["api"]
    assert not trade.hub._db.conn.execute(
        "SELECT count(*) FROM shipments WHERE state = 'elsewhere'"
    ).fetchone()[0]
    trade.check()


@BOTH
@pytest.mark.proves("N11", "N8")
def test_the_echo_of_a_voided_label_is_not_somebody_elses(market: str) -> None:
    """The marketplace knows our label, which was voided since: the order waits for a new one."""
    trade = Trade()
    order = trade.buy(market)
    trade.take_in()
    shipment = trade.hub.shipping.ship(trade.id(order), "house:ground")
    trade.world.faults.add(
        Fault("server_error", "createShipment", platform="bigcommerce", store="shop")
    )
    trade.hub.tick()
    trade.hub.shipping.void(shipment.id)
    trade.settle()
    assert trade.status(order) is OrderStatus.AWAITING_SHIPMENT
    assert trade.shown(trade.copy(order)) == ("open", [])


@pytest.mark.proves("N11", "Q8")
@pytest.mark.parametrize("profile", ["channel-manager", "generic-app"])
def test_an_order_that_amazon_ships_itself_closes_its_copy_when_it_has_left(profile: str) -> None:
    """Until Amazon shows it as shipped nothing is said; a copy that is closed hears nothing.

    Amazon names no package of what it ships itself, so the copy gets no tracking number.
    """
    trade = Trade(profile=profile)
    order = trade.buy("amz", afn=True)
    trade.settle()
    copy = trade.copy(order)
    before = trade.shown(copy)
    assert trade.status(order) is OrderStatus.SHIPPED
    assert trade.notifications() == []
    trade.ship_there(order, "TBA1")
    trade.settle()
    closed = profile == "channel-manager"
    assert trade.shown(copy) == (before if closed else ("shipped", [("", "")]))
    assert len(trade.notifications()) == (0 if closed else 1)
    trade.check()


@BOTH
@pytest.mark.proves("N11")
def test_without_a_tracking_number_the_copy_is_closed_all_the_same(market: str) -> None:
    """Marked as shipped in the marketplace's pages: the copy says shipped, and no number."""
    trade = Trade()
    order = trade.buy(market)
    trade.ship_there(order, "")
    trade.settle()
    assert trade.shown(trade.copy(order))[0] == "shipped"
    assert [tracking for _, tracking in trade.shown(trade.copy(order))[1]] == [""]
    assert "why.shipped_elsewhere_untracked" in trade.sentences(order)
    trade.settle()
    assert trade.calls("createShipment") == 1
    assert trade.by(order) == ["seller"]


@BOTH
@pytest.mark.proves("N11")
def test_two_packages_are_told_apart(market: str) -> None:
    """Each package goes to the copy with its own lines and number."""
    trade = Trade()
    order = trade.buy(market, ("MUG", 2), ("BOWL", 1))
    trade.take_in()
    trade.ship_there(order, "1Z1", MUG=2)
    trade.ship_there(order, "1Z2", BOWL=1)
    trade.take_in(market)
    trade.settle()
    copy = trade.copy(order)
    names = {line.line_id: line.sku for line in copy.lines}
    packed = [
        (one.tracking, {names[line]: units for line, units in one.units.items()})
        for one in copy.packages
    ]
    assert sorted(packed) == [("1Z1", {"MUG": 2}), ("1Z2", {"BOWL": 1})]
    assert copy.status == "shipped"
    trade.settle()
    assert len(copy.packages) == 2
    assert trade.by(order) == ["seller", "seller"]
    trade.check()


@pytest.mark.proves("N11")
def test_a_part_that_left_elsewhere_closes_nothing() -> None:
    """Amazon calls the order partially shipped: the copy stays open until the rest has left."""
    trade = Trade()
    order = trade.buy("amz", ("MUG", 2))
    trade.take_in()
    trade.ship_there(order, "1Z1", MUG=1)
    trade.settle()
    assert trade.shown(trade.copy(order)) == ("partial", [("ups", "1Z1")])
    trade.hub.shipping.ship(trade.id(order), "house:ground")
    trade.settle()
    assert trade.shown(trade.copy(order))[0] == trade.shown(order)[0] == "shipped"
    assert trade.calls("createShipment") == 2
    trade.check()


@BOTH
@pytest.mark.proves("N11", "Q6")
def test_what_is_cancelled_there_is_told_to_nobody(market: str) -> None:
    """Cancelled is not shipped."""
    trade = Trade(profile="generic-app")
    order = trade.buy(market)
    trade.world.cancel(order.store, order.order_id)
    trade.settle()
    assert trade.notifications() == []
    assert trade.shown(trade.copy(order)) == ("open", [])


@BOTH
@ORDERS
@pytest.mark.proves("N11", "R7")
def test_a_copy_that_a_rule_kept_out_is_closed_too(market: str, stores: tuple[str, ...]) -> None:
    """The record of the rule is enough to tell BigCommerce."""
    trade = Trade()
    trade.hub.rules.add(EXCLUDE_COPIES)
    order = trade.buy(market)
    trade.ship_there(order)
    trade.take_in(*stores)
    trade.settle()
    assert trade.shown(trade.copy(order)) == CLOSED
    trade.settle()
    assert trade.calls("createShipment") == 1
    marketplace_shows_only_the_seller(trade, order)
    trade.check()


@BOTH
@pytest.mark.proves("N11")
def test_documented_mode_tells_a_linked_copy(market: str) -> None:
    """A copy behind its original is told once, as of a shipment that is made here (N1)."""
    trade = Trade(mode=MatchingMode.DOCUMENTED)
    order = trade.buy(market)
    trade.take_in()
    trade.ship_there(order)
    trade.settle()
    assert trade.shown(trade.copy(order)) == CLOSED
    assert len(trade.notifications()) == 1
    trade.check()


@BOTH
@pytest.mark.proves("N11", "W1")
def test_documented_mode_tells_no_copy_that_it_did_not_link(market: str) -> None:
    """After the wrong order of imports the two are strangers to it; reconciling mode tells it."""
    trade = Trade(mode=MatchingMode.DOCUMENTED)
    order = trade.buy(market)
    trade.take_in("shop", "amz", "bay")
    trade.ship_there(order)
    trade.settle()
    assert trade.shown(trade.copy(order)) == ("open", [])
    assert trade.notifications() == []
    trade.hub.matching.choose_mode(MatchingMode.RECONCILING)
    trade.settle()
    assert trade.shown(trade.copy(order)) == CLOSED


@BOTH
@pytest.mark.proves("N11", "N3", "N7")
@pytest.mark.parametrize("kind", ["timeout_after_commit", "server_error"])
def test_a_lost_answer_makes_no_second_shipment(market: str, kind: FaultKind) -> None:
    """BigCommerce is read before it is told again."""
    trade = Trade()
    order = trade.buy(market)
    trade.ship_there(order)
    trade.world.faults.add(Fault(kind, "createShipment", platform="bigcommerce", store="shop"))
    trade.take_in()
    trade.settle()
    assert trade.shown(trade.copy(order)) == CLOSED
    assert trade.notifications()[0].state is NotificationState.SENT
    trade.check()


@pytest.mark.proves("N11", "N4")
def test_it_waits_for_no_notification_to_the_marketplace_but_for_its_answer() -> None:
    """EBay does not say the number at once: it is asked again, and BigCommerce told then."""
    trade = Trade()
    order = trade.buy("bay")
    trade.ship_there(order)
    trade.world.faults.add(
        Fault("server_error", "getShippingFulfillments", platform="ebay", times=1)
    )
    trade.take_in()
    (one,) = trade.notifications()
    assert (one.state, one.reason and one.reason.code) == (
        NotificationState.PENDING,
        "notification.asks_marketplace",
    )
    assert one.next_at is not None
    assert trade.sentences(order) == ["why.shipped_elsewhere_unread", "note.copy_pending"]
    trade.wait(5)
    assert trade.shown(trade.copy(order)) == CLOSED


@BOTH
@pytest.mark.proves("N11", "B8")
def test_a_person_who_parts_the_two_stops_it(market: str) -> None:
    """Rejected before the notification has left: it is withdrawn, with that reason."""
    trade = Trade()
    order = trade.buy(market)
    trade.take_in()
    trade.ship_there(order)
    trade.hub.imports.run(market)
    copy = trade.id(trade.copy(order))
    trade.hub.matching.reject(copy, trade.id(order), by="Ada", anyway=True)
    trade.wait(3)
    assert trade.told() == [("shop", NotificationState.WITHDRAWN, "notification.not_its_twin")]
    assert trade.shown(trade.copy(order)) == ("open", [])


@BOTH
@pytest.mark.proves("N11", "B8")
def test_a_copy_that_a_person_confirms_is_closed_then(market: str) -> None:
    """Nothing named its purchase, so it was held; its original had left elsewhere meanwhile."""
    trade = Trade(profile="bare")
    order = trade.buy(market)
    trade.take_in()
    trade.ship_there(order)
    trade.settle()
    assert trade.shown(trade.copy(order)) == ("open", [])
    trade.hub.matching.confirm(trade.id(trade.copy(order)), trade.id(order), by="Ada")
    trade.wait(3)
    assert trade.shown(trade.copy(order)) == CLOSED
    trade.settle()
    marketplace_shows_only_the_seller(trade, order)
    trade.check()


@BOTH
@pytest.mark.proves("N11", "N3")
def test_what_was_shipped_here_is_not_taken_for_somebody_elses(market: str) -> None:
    """BigCommerce does not answer for hours; the marketplace meanwhile shows our own parcel."""
    trade = Trade()
    order = trade.buy(market)
    trade.take_in()
    trade.world.faults.add(
        Fault("server_error", "createShipment", platform="bigcommerce", store="shop", times=4)
    )
    shipment = trade.ship(order)
    trade.take_in(market)
    assert trade.status(order) is OrderStatus.SHIPPED
    assert trade.sentences(order)[0] == "why.shipped_here"
    trade.settle()
    trade.settle()
    assert trade.by(order) == ["api"]
    assert [tracking for _, tracking in trade.shown(trade.copy(order))[1]] == [shipment.tracking]
    assert [one.store for one in trade.notifications()] == [market, "shop"]
    trade.check()


@BOTH
@pytest.mark.proves("N11", "B11", "O1")
def test_an_order_shipped_by_others_in_part_has_its_own_reason(market: str) -> None:
    """Our label sends the rest: neither twin says that no label was bought here."""
    trade = Trade()
    order = trade.buy(market, ("MUG", 3))
    trade.take_in()
    trade.ship_there(order, MUG=1)
    trade.settle()
    first = trade.ship(order)
    trade.settle()
    assert trade.sentences(order)[0] == "why.shipped_here"
    trade.hub.shipping.void(first.id)
    trade.ship(order)
    trade.settle()
    assert trade.status(order) is OrderStatus.SHIPPED
    assert trade.sentences(order)[0] == "why.shipped_here"
    assert "note.original_elsewhere" not in trade.sentences(trade.copy(order))
    trade.check()


@BOTH
@pytest.mark.proves("N11", "O2", "O11")
@pytest.mark.parametrize("ours_first", [True, False])
def test_parts_without_a_number_or_a_carrier_reach_the_copy(market: str, ours_first: bool) -> None:
    """The shop takes untracked post: the copy closes once our label sends the rest."""
    trade = Trade()
    order = trade.buy(market, ("MUG", 2), ("BOWL", 1), ("JAR", 2))
    trade.take_in()
    if ours_first:
        trade.ship(order, lines=trade.numbered(order, JAR=2))
    trade.ship_there(order, "", MUG=1)
    trade.ship_there(order, "", MUG=1)
    trade.ship_there(order, "1Z9", carrier="", BOWL=1)
    trade.settle()
    if not ours_first:
        assert trade.due(order) == {"JAR": 2}
        trade.ship(order)
    trade.settle()
    trade.settle()
    assert sorted(map(str, trade.sent(trade.copy(order)))) == sorted(
        map(str, [{"MUG": 1}, {"MUG": 1}, {"BOWL": 1}, {"JAR": 2}])
    )
    assert trade.shown(trade.copy(order))[0] == "shipped"
    assert trade.due(order) == {}
    assert {state for _, state, _ in trade.told()} == {NotificationState.SENT}
    assert trade.calls("createShipment") == 4
    trade.check()


@pytest.mark.proves("N11", "O2", "O11")
def test_untracked_post_of_ours_is_not_told_as_a_part_of_others() -> None:
    """EBay lists ours without a number, like another's: the copy hears of each package once."""
    trade = Trade()
    order = trade.buy("bay", ("MUG", 2), ("BOWL", 1))
    trade.take_in()
    trade.hub.shipping.ship(
        trade.id(order),
        "manual",
        carrier="USPS",
        untracked=True,
        lines=trade.numbered(order, MUG=1),
    )
    trade.wait(3)
    trade.ship_there(order, "", MUG=1)
    trade.settle()
    assert trade.due(order) == {"BOWL": 1}
    assert trade.sent(trade.copy(order)) == [{"MUG": 1}, {"MUG": 1}]
    trade.settle()
    assert trade.calls("createShipment") == 2
    trade.check()
