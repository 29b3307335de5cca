"""An answer that is lost, late, stale or about something else frees nothing and doubles nothing."""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain
from pathlib import Path

import pytest

from mockplace.kernel.fault_plan import Fault
from mockplace.kernel.records import PlatformOrder
from mockplace.platforms.carrier.rules.labels_and_pickups import labels as carrier_labels
from shiponce.domain.act import ActKind
from shiponce.domain.order import OrderStatus
from shiponce.domain.shipment import Confirmation, NotificationState, ShipmentState
from shiponce.errors import BadInput, Refused, Unreachable
from shiponce.platforms.amazon.client import AmazonAdapter
from shiponce.platforms.bigcommerce.client import BigCommerceAdapter
from shiponce.platforms.ebay.client import EbayAdapter
from tests.promises.merchant import MINUTE, Trade

MARKETS = pytest.mark.parametrize("market", ["amz", "bay"])
EVERYWHERE = pytest.mark.parametrize("store", ["amz", "bay", "shop"])
CONFIRMS = {"amz": "confirmShipment", "bay": "createShippingFulfillment", "shop": "createShipment"}
READS = {"amz": "getOrder", "bay": "getShippingFulfillments", "shop": "getShipments"}
ADAPTERS = {"amz": AmazonAdapter, "bay": EbayAdapter, "shop": BigCommerceAdapter}


def buy_shipping(trade: Trade, order: PlatformOrder) -> str:
    """The first label that Amazon offers for an order."""
    ways = trade.hub.shipping.options(trade.id(order))
    return next(w.code for w in ways if w.available and w.code.startswith("buy_shipping:"))


def sold_by_amazon(trade: Trade) -> list[str]:
    """Tracking numbers of Amazon's live labels."""
    return [one.tracking for one in trade.world.labels.values() if not one.voided_at]


# -- buying


@pytest.mark.proves("W7", "X1", "N3")
@pytest.mark.parametrize("kind", ["timeout_after_commit", "reset_after_commit", "malformed"])
def test_a_purchase_without_an_answer_keeps_its_units(kind: str) -> None:
    """Amazon sold it, and the reading that follows is from before: nobody ships another way."""
    trade = Trade()
    order = trade.buy("amz")
    trade.take_in()
    option = buy_shipping(trade, order)
    faults = trade.world.faults
    faults.add(Fault(kind, "createShipment", platform="amazon"))  # type: ignore[arg-type]
    faults.add(Fault("stale_read", "getOrder", platform="amazon", times=2, delay=20 * MINUTE))
    with pytest.raises(Unreachable):  # the order is read before the label, and after it
        trade.hub.shipping.ship(trade.id(order), option)
    (act,) = trade.hub.acts.rows()
    assert (act.kind, act.order_number) == (ActKind.BUY, order.order_id)
    for way in ("house:ground", option):
        with pytest.raises(Refused):
            trade.hub.shipping.ship(trade.id(order), way)
    with pytest.raises(Refused):
        trade.hub.shipping.ship(trade.id(order), "manual", carrier="UPS", tracking="1Z9")
    trade.wait(10)
    assert trade.hub.acts.rows() == ()
    (shipment,) = trade.hub.orders.detail(trade.id(order)).shipments
    assert [shipment.tracking] == sold_by_amazon(trade)
    trade.settle()
    assert [number for _, number in trade.shown(trade.copy(order))[1]] == [shipment.tracking]
    trade.check()


@pytest.mark.proves("W7", "X1")
def test_none_heard_once_frees_nothing() -> None:
    """Nothing was sold; the units are free when that was heard twice, late enough."""
    trade = Trade()
    order = trade.buy("amz")
    trade.take_in()
    option = buy_shipping(trade, order)
    trade.world.faults.add(Fault("timeout_before_commit", "createShipment", platform="amazon"))
    with pytest.raises(Unreachable):
        trade.hub.shipping.ship(trade.id(order), option)
    trade.wait(15)  # one reading that counts
    with pytest.raises(Refused):
        trade.hub.shipping.ship(trade.id(order), "house:ground")
    trade.wait(5)
    assert trade.hub.acts.rows() == ()
    trade.ship(order, "house:ground")
    assert sold_by_amazon(trade) == []
    trade.settle()
    trade.check()


# -- voiding


@pytest.mark.proves("N8", "N9", "X1")
def test_a_void_without_an_answer_is_found_out() -> None:
    """Amazon has cancelled the label: BigCommerce is not told of it, and the order stands open."""
    trade = Trade()
    order = trade.buy("amz")
    trade.take_in()
    shipment = trade.hub.shipping.ship(trade.id(order), buy_shipping(trade, order))
    trade.world.faults.add(Fault("timeout_after_commit", "cancelShipment", platform="amazon"))
    trade.world.faults.add(Fault("server_error", "getShipment", platform="amazon"))
    with pytest.raises(Unreachable):
        trade.hub.shipping.void(shipment.id)
    (act,) = trade.hub.acts.rows()
    assert act.kind is ActKind.VOID
    with pytest.raises(Refused) as refused:
        trade.hub.shipping.void(shipment.id)
    assert refused.value.code == "limit.void_unknown"
    trade.hub.tick()
    assert trade.shown(trade.copy(order))[1] == []
    trade.wait(10)
    assert trade.hub.acts.rows() == ()
    assert trade.status(order) is OrderStatus.AWAITING_SHIPMENT
    trade.settle()
    assert trade.shown(trade.copy(order))[1] == []
    again = trade.ship(order)
    trade.settle()
    assert [number for _, number in trade.shown(trade.copy(order))[1]] == [again.tracking]
    trade.check()


@pytest.mark.proves("N8")
def test_a_void_that_never_arrived_leaves_the_label_live() -> None:
    """It is read twice, late enough; then the label is used, and BigCommerce is told of it."""
    trade = Trade()
    order = trade.buy("amz")
    trade.take_in()
    shipment = trade.hub.shipping.ship(trade.id(order), buy_shipping(trade, order))
    trade.world.faults.add(Fault("timeout_before_commit", "cancelShipment", platform="amazon"))
    with pytest.raises(Unreachable):
        trade.hub.shipping.void(shipment.id)
    trade.wait(25)
    assert trade.hub.acts.rows() == ()
    assert trade.hub.orders.detail(trade.id(order)).shipments[0].state is ShipmentState.LABELLED
    assert sold_by_amazon(trade) == [shipment.tracking]
    assert [number for _, number in trade.shown(trade.copy(order))[1]] == [shipment.tracking]


# -- notifying


@pytest.mark.proves("N3")
@EVERYWHERE
@pytest.mark.parametrize("kind", ["timeout_after_commit", "reset_after_commit", "malformed"])
def test_a_notification_that_was_accepted_is_not_sent_again(store: str, kind: str) -> None:
    """Its answer is lost, and the platform shows the past once: one package, told once."""
    trade = Trade()
    order = trade.buy(store)
    trade.take_in()
    trade.world.faults.add(Fault(kind, CONFIRMS[store], store=store))  # type: ignore[arg-type]
    stale = Fault("stale_read", READS[store], store=store, times=2, delay=20 * MINUTE)
    trade.world.faults.add(stale)
    shipment = trade.ship(order)
    assert trade.calls(CONFIRMS[store]) == 1
    trade.settle()
    assert trade.calls(CONFIRMS[store]) == 1
    assert [number for _, number in trade.shown(order)[1]] == [shipment.tracking]
    assert {one.state for one in trade.notifications()} == {NotificationState.SENT}
    trade.check()


@pytest.mark.proves("N3")
@EVERYWHERE
def test_a_notification_that_was_not_accepted_is_sent_again(store: str) -> None:
    """Only after the platform was read twice, late enough."""
    trade = Trade()
    order = trade.buy(store)
    trade.take_in()
    trade.world.faults.add(Fault("timeout_before_commit", CONFIRMS[store], store=store))
    shipment = trade.ship(order)
    trade.wait(6)
    assert (trade.calls(CONFIRMS[store]), trade.shown(order)[1]) == (1, [])
    assert [act.kind for act in trade.hub.acts.rows()] == [ActKind.CONFIRM]
    trade.settle()
    assert [number for _, number in trade.shown(order)[1]] == [shipment.tracking]
    trade.check()


@pytest.mark.proves("N3", "X4")
@EVERYWHERE
@pytest.mark.parametrize("late", [4, 20])
def test_a_sender_that_slept_sends_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, store: str, late: int
) -> None:
    """Suspended between its claim and its call; another hub has gone on, or nobody has."""
    trade = Trade(file=tmp_path / "hub.db")
    order = trade.buy(store)
    trade.take_in()
    other = trade.hub if late == 4 else trade.simulation.hub(trade.file)
    adapter = ADAPTERS[store]
    confirm: Callable[..., str] = adapter.confirm  # type: ignore[attr-defined]
    naps = chain([late], iter(lambda: 0, None))

    def slowly(self: object, confirmation: Confirmation) -> str:
        for _ in range(next(naps)):
            trade.world.advance_to(trade.world.now + MINUTE)
            if other is not trade.hub:
                other.tick()
        return confirm(self, confirmation)

    monkeypatch.setattr(adapter, "confirm", slowly)
    shipment = trade.ship(order)
    trade.settle()
    assert [number for _, number in trade.shown(order)[1]] == [shipment.tracking]
    assert trade.calls(CONFIRMS[store]) == 1
    trade.check()


@pytest.mark.proves("W10", "N1")
@MARKETS
def test_our_own_first_package_is_no_strangers(market: str) -> None:
    """Two packages have left before the copy comes: BigCommerce is told of both."""
    trade = Trade()
    order = trade.buy(market, ("MUG", 1), ("BOWL", 1))
    trade.take_in(market)
    first = trade.hub.shipping.ship(trade.id(order), "house:ground", lines={1: 1})
    second = trade.hub.shipping.ship(trade.id(order), "house:ground", lines={2: 1})
    trade.wait(3)
    trade.take_in("shop")
    trade.settle()
    told = sorted(number for _, number in trade.shown(trade.copy(order))[1])
    assert told == sorted([first.tracking, second.tracking])
    assert {one.state for one in trade.notifications()} == {NotificationState.SENT}
    trade.check()


@pytest.mark.proves("N7")
@EVERYWHERE
def test_a_momentary_404_stops_nothing(store: str) -> None:
    """The platform does not know its own order for a while; then it is told."""
    trade = Trade()
    order = trade.buy(store)
    trade.take_in()
    trade.world.faults.add(Fault("not_found", CONFIRMS[store], store=store, times=3))
    shipment = trade.ship(order)
    assert NotificationState.STOPPED not in {one.state for one in trade.notifications()}
    trade.settle()
    assert [number for _, number in trade.shown(order)[1]] == [shipment.tracking]


@pytest.mark.proves("N3", "X1")
@EVERYWHERE
def test_an_answer_about_another_order_counts_for_nothing(store: str) -> None:
    """The notification was accepted; the readings that follow are about another order."""
    trade = Trade()
    trade.buy(store)
    order = trade.buy(store)
    trade.take_in()
    faults = trade.world.faults
    faults.add(Fault("timeout_after_commit", CONFIRMS[store], store=store, order_id=order.order_id))
    faults.add(Fault("wrong_order", READS[store], store=store, order_id=order.order_id, times=3))
    shipment = trade.ship(order)
    trade.settle()
    assert trade.calls(CONFIRMS[store]) == 1
    assert [number for _, number in trade.shown(order)[1]] == [shipment.tracking]
    trade.check()


@pytest.mark.proves("W7", "X1")
@pytest.mark.parametrize("kind", ["wrong_order", "stale_read", "not_found", "server_error"])
def test_a_purchase_is_not_given_up_on_a_strange_reading(kind: str) -> None:
    """Whatever Amazon's readings say for ten minutes, the label that it sold is found."""
    trade = Trade()
    trade.buy("amz")
    order = trade.buy("amz")
    trade.take_in()
    option = buy_shipping(trade, order)
    faults, now = trade.world.faults, trade.world.now
    faults.add(Fault("timeout_after_commit", "createShipment", platform="amazon"))
    strange = Fault(
        kind,  # type: ignore[arg-type]
        "getOrder",
        platform="amazon",
        times=0,
        delay=60 * MINUTE,
        since=now,
        until=now + 10 * MINUTE,
    )
    faults.add(strange)
    with pytest.raises(Unreachable):
        trade.hub.shipping.ship(trade.id(order), option)
    trade.wait(9)
    with pytest.raises(Refused):
        trade.hub.shipping.ship(trade.id(order), "house:ground")
    trade.wait(30)
    (shipment,) = trade.hub.orders.detail(trade.id(order)).shipments
    assert [shipment.tracking] == sold_by_amazon(trade)
    trade.check()


@pytest.mark.proves("W7", "X1", "N3")
@pytest.mark.parametrize("what", ["buy", "confirm", "void"])
def test_what_is_carried_out_after_the_time_out_is_not_done_again(what: str) -> None:
    """The request is carried out four minutes after the client has given up."""
    trade = Trade()
    order = trade.buy("amz")
    trade.take_in()
    option = buy_shipping(trade, order)
    operation = {"buy": "createShipment", "confirm": "createShipment", "void": "cancelShipment"}
    platform = "bigcommerce" if what == "confirm" else "amazon"
    late = Fault("late_commit", operation[what], platform=platform, delay=4 * MINUTE)
    if what == "buy":
        trade.world.faults.add(late)
        with pytest.raises(Unreachable):
            trade.hub.shipping.ship(trade.id(order), option)
    else:
        if what == "confirm":
            trade.world.faults.add(late)
        shipment = trade.ship(order, option)
        if what == "void":
            trade.world.faults.add(late)
            with pytest.raises(Unreachable):
                trade.hub.shipping.void(shipment.id)
    trade.settle()
    assert trade.hub.acts.rows() == ()
    (shipment,) = trade.hub.orders.detail(trade.id(order)).shipments
    voided = what == "void"
    assert shipment.state is (ShipmentState.VOIDED if voided else ShipmentState.LABELLED)
    assert sold_by_amazon(trade) == ([] if voided else [shipment.tracking])
    if not voided:
        told = [number for _, number in trade.shown(trade.copy(order))[1]]
        assert told == [shipment.tracking]
    trade.check()


@pytest.mark.proves("N3", "N8")
def test_a_correction_of_other_content_records_the_package_anew() -> None:
    """Two goods were labelled and told; the label is voided, and only one of them leaves."""
    trade = Trade()
    order = trade.buy("shop", ("MUG", 1), ("JAR", 1))
    trade.take_in()
    first = trade.ship(order)
    trade.hub.shipping.void(first.id)
    second = trade.hub.shipping.ship(trade.id(order), "house:ground", lines={1: 1})
    trade.settle()
    third = trade.hub.shipping.ship(trade.id(order), "house:ground", lines={2: 1})
    trade.settle()
    current = trade.world.orders["shop", order.order_id]
    packed = {one.tracking: list(one.units.values()) for one in current.packages}
    assert packed == {second.tracking: [1], third.tracking: [1]}
    trade.check()


@pytest.mark.proves("N3", "N8")
@pytest.mark.parametrize("kind", ["truncated_page", "stale_read"])
def test_a_package_that_is_missing_once_is_replaced_all_the_same(kind: str) -> None:
    """A cut or old reading shows nothing of the dead package in whose place the new one belongs."""
    trade = Trade()
    order = trade.buy("shop", ("MUG", 3))
    trade.take_in()
    first = trade.hub.shipping.ship(trade.id(order), "house:ground", lines={1: 2})
    trade.hub.tick()
    trade.hub.shipping.void(first.id)
    read = Fault(kind, "getShipments", platform="bigcommerce", delay=6 * MINUTE)  # type: ignore[arg-type]  # one of its kinds
    trade.world.faults.add(read)
    second = trade.hub.shipping.ship(trade.id(order), "house:ground")
    trade.settle()
    (parcel,) = trade.world.orders["shop", order.order_id].packages
    assert (parcel.tracking, list(parcel.units.values())) == (second.tracking, [3])
    trade.check()


@pytest.mark.proves("N1", "X2")
@MARKETS
def test_a_cut_list_of_lines_tells_no_part_for_the_whole(market: str) -> None:
    """BigCommerce shows half of a copy's lines for a moment, and says nothing of it."""
    trade = Trade()
    order = trade.buy(market, ("MUG", 1), ("BOWL", 1))
    trade.take_in()
    cut = Fault("truncated_page", "getOrderProducts", platform="bigcommerce", times=2)
    trade.world.faults.add(cut)
    shipment = trade.ship(order)
    trade.settle()
    copy = trade.copy(order)
    (parcel,) = trade.world.orders[copy.store, copy.order_id].packages
    assert (parcel.tracking, sum(parcel.units.values())) == (shipment.tracking, 2)
    trade.check()


@pytest.mark.proves("N3", "N8")
def test_a_dead_number_is_replaced_once() -> None:
    """Two labels take the place of one; a stale reading still shows the dead number."""
    trade = Trade()
    order = trade.buy("amz", ("MUG", 2))
    trade.take_in()
    first = trade.ship(order)
    trade.hub.shipping.void(first.id)
    second = trade.ship(order, lines={1: 1})
    stale = Fault("stale_read", "getOrder", platform="amazon", times=0, delay=6 * MINUTE)
    trade.world.faults.add(stale)
    third = trade.ship(order, lines={1: 1})
    trade.world.faults.clear()
    trade.settle()
    told = sorted(number for _, number in trade.shown(order)[1])
    assert told == sorted([second.tracking, third.tracking])
    trade.check()


@pytest.mark.proves("N3")
def test_a_request_that_outlives_all_assumptions_is_found_and_said() -> None:
    """BigCommerce carries the first one out after half an hour: nobody can prevent the double."""
    trade = Trade()
    order = trade.buy("shop", ("MUG", 2))
    trade.take_in()
    late = Fault("late_commit", "createShipment", platform="bigcommerce", delay=30 * MINUTE)
    trade.world.faults.add(late)
    shipment = trade.ship(order, lines={1: 1})
    trade.wait(90)
    assert [number for _, number in trade.shown(order)[1]] == [shipment.tracking] * 2
    assert trade.told() == [("shop", NotificationState.SENT, "notification.recorded_twice")]
    assert "warning.recorded_twice" in trade.sentences(order)


@pytest.mark.proves("N8", "N3")
def test_a_cut_list_of_packages_leaves_no_dead_number_beside_the_new() -> None:
    """The shop does not show the package that is to be replaced, once."""
    trade = Trade()
    order = trade.buy("shop", ("MUG", 1))
    trade.take_in()
    first = trade.ship(order)
    trade.hub.shipping.void(first.id)
    trade.world.faults.add(Fault("truncated_page", "getShipments", platform="bigcommerce"))
    second = trade.ship(order)
    trade.settle()
    assert [number for _, number in trade.shown(order)[1]] == [second.tracking]
    trade.check()


# -- a person's word


@pytest.mark.proves("W7", "X1")
@pytest.mark.parametrize("way", ["house", "buy_shipping"])
def test_nobody_says_none_while_a_label_may_still_come(way: str) -> None:
    """The carrier shows none just now, and sells the label a moment later."""
    trade = Trade()
    order = trade.buy("amz")
    trade.take_in()
    option = buy_shipping(trade, order) if way == "buy_shipping" else "house:ground"
    operation = "createShipment" if way == "buy_shipping" else "buyLabel"
    trade.world.faults.add(Fault("late_commit", operation, delay=100_000))
    with pytest.raises(Unreachable):
        trade.hub.shipping.ship(trade.id(order), option)
    (act,) = trade.hub.acts.rows()
    shipment = act.shipment_id or 0
    with pytest.raises(BadInput) as silent:
        trade.hub.acts.settle_purchase(shipment)
    assert silent.value.code == "error.nothing_seen"
    assert trade.hub.acts.labels(shipment) == ()
    with pytest.raises(Refused) as early:
        trade.hub.acts.settle_purchase(shipment, saw="the carrier shows none")
    assert early.value.code == "limit.too_early_for_none"
    with pytest.raises(Refused):
        trade.hub.shipping.ship(trade.id(order), "house:ground")
    trade.settle()
    assert len(live_labels(trade)) == 1
    assert trade.hub.orders.detail(trade.id(order)).shipments[0].state is ShipmentState.LABELLED


@pytest.mark.proves("W7", "X1")
def test_a_label_that_outlives_all_assumptions_is_voided() -> None:
    """A person said "none", truly, and shipped again; half an hour later the first one is there."""
    trade = Trade()
    order = trade.buy("amz")
    trade.take_in()
    trade.world.faults.add(Fault("late_commit", "buyLabel", delay=30 * MINUTE))
    with pytest.raises(Unreachable):
        trade.hub.shipping.ship(trade.id(order), "house:ground")
    (act,) = trade.hub.acts.rows()
    trade.world.advance_to(trade.world.now + 3 * MINUTE)
    trade.hub.acts.settle_purchase(act.shipment_id or 0, saw="the carrier shows none")
    second = trade.ship(order)
    trade.wait(35)
    assert len(live_labels(trade)) == 2, "nobody can prevent that"
    trade.wait(60)
    assert live_labels(trade) == [second.tracking]
    history = {one.what.code for one in trade.hub.orders.detail(trade.id(order)).history}
    assert "event.given_up" in history
    trade.check()


@pytest.mark.proves("W7", "B11")
def test_a_late_label_that_cannot_be_voided_is_said_until_it_is_gone() -> None:
    """The carrier has collected it, or refuses: the order and the doctor name it, every hour."""
    trade = Trade()
    order = trade.buy("amz")
    trade.take_in()
    faults = trade.world.faults
    faults.add(Fault("late_commit", "buyLabel", delay=30 * MINUTE))
    with pytest.raises(Unreachable):
        trade.hub.shipping.ship(trade.id(order), "house:ground")
    (act,) = trade.hub.acts.rows()
    trade.world.advance_to(trade.world.now + 3 * MINUTE)
    trade.hub.acts.settle_purchase(act.shipment_id or 0, saw="the carrier shows none")
    trade.ship(order)
    faults.add(Fault("auth_expired", "voidLabel", times=0))
    trade.wait(95)
    assert "warning.late_label" in trade.sentences(order)
    assert "late_label" in {one.code for one in trade.hub.maintenance.doctor()}
    faults.clear()
    trade.wait(65)
    assert "warning.late_label" not in trade.sentences(order)
    assert len(live_labels(trade)) == 1


@pytest.mark.proves("N3", "N8", "X1")
@pytest.mark.parametrize("what", ["notification", "void"])
def test_nobody_says_none_while_a_request_may_still_come(what: str) -> None:
    """A second notification, or a live label whose stores were told, would come of it."""
    trade = Trade()
    order = trade.buy("shop", ("MUG", 2))
    trade.take_in()
    if what == "void":
        shipment = trade.hub.shipping.ship(trade.id(order), "house:ground", lines={1: 1})
        trade.world.faults.add(Fault("late_commit", "voidLabel", delay=100_000))
        with pytest.raises(Unreachable):
            trade.hub.shipping.void(shipment.id)
    else:
        late = Fault("late_commit", "createShipment", platform="bigcommerce", delay=4 * MINUTE)
        trade.world.faults.add(late)
        trade.ship(order, lines={1: 1})
    (act,) = trade.hub.acts.rows()
    with pytest.raises(Refused) as early:
        trade.hub.acts.settle(act.id, happened=False, saw="nothing there")
    assert early.value.code == "limit.too_early_for_none"
    trade.settle()
    told = [number for _, number in trade.shown(order)[1]]
    assert len(told) == (0 if what == "void" else 1)
    trade.check()


@pytest.mark.proves("X1", "N8")
def test_nobody_says_voided_of_a_label_that_the_carrier_shows_as_live() -> None:
    """Its units would get a second one."""
    trade = Trade()
    order = trade.buy("amz")
    trade.take_in()
    shipment = trade.hub.shipping.ship(trade.id(order), "house:ground")
    trade.world.faults.add(Fault("timeout_before_commit", "voidLabel"))
    with pytest.raises(Unreachable):
        trade.hub.shipping.void(shipment.id)
    (act,) = trade.hub.acts.rows()
    with pytest.raises(Refused) as refused:
        trade.hub.acts.settle(act.id, happened=True, saw="I think so")
    assert refused.value.code == "limit.label_is_live"
    assert live_labels(trade) == [shipment.tracking]


def live_labels(trade: Trade) -> list[str]:
    """The tracking numbers of every label that can be used, whoever sold it."""
    house = [one for one in carrier_labels(trade.world.state).by_id.values() if not one.voided_at]
    return sorted([one.tracking for one in house] + sold_by_amazon(trade))
