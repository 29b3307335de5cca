"""What stands between the hub and a platform: it repeats requests, and answers in its place."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from mockplace.kernel.fault_plan import Fault
from mockplace.platforms.carrier.rules.labels_and_pickups import labels as carrier_labels
from shiponce.domain.order import OrderStatus
from shiponce.errors import PlatformError, Refused
from tests.promises.merchant import MINUTE, Trade
from tests.promises.test_unknown_acts import CONFIRMS, EVERYWHERE, buy_shipping

#: Each way to buy a label: its store, the operation that buys, and the one that voids.
WAYS = pytest.mark.parametrize(
    ("way", "buys", "voids"),
    [("amazon", "createShipment", "cancelShipment"), ("carrier", "buyLabel", "voidLabel")],
)
KINDS = pytest.mark.parametrize("kind", ["arrives_twice", "gateway"])


def option(trade: Trade, order: Any, way: str) -> str:
    """A label of Amazon's, or of the house carrier."""
    return buy_shipping(trade, order) if way == "amazon" else "house:ground"


def live(trade: Trade) -> list[str]:
    """The tracking numbers of every live label in the world."""
    sold = [one for one in trade.world.labels.values() if not one.voided_at]
    house = [one for one in carrier_labels(trade.world.state).by_id.values() if not one.voided_at]
    return [one.tracking for one in sold] + [one.tracking for one in house]


def plan(trade: Trade, kind: str, operation: str, platform: str, **more: Any) -> None:
    """Let something be wrong with the next call of an operation."""
    trade.world.faults.add(Fault(kind, operation, platform=platform, **more))  # type: ignore[arg-type]


@pytest.mark.proves("W7", "X1", "N3")
@WAYS
@pytest.mark.parametrize("turn", range(7))
def test_a_gateways_word_frees_no_units(way: str, buys: str, voids: str, turn: int) -> None:
    """Whatever status it has: the label was sold, and is found; no second one is bought."""
    trade = Trade()
    order = trade.buy("amz")
    trade.take_in()
    chosen = option(trade, order, way)
    for _ in range(turn):
        trade.hub.orders.look(trade.id(order))  # another status is next
    plan(trade, "gateway", buys, way)
    _try_to_ship(trade, order, chosen)
    for again in ("house:ground", chosen):
        with pytest.raises(Refused):
            trade.hub.shipping.ship(trade.id(order), again)
    trade.settle()
    (shipment,) = trade.hub.orders.detail(trade.id(order)).shipments
    assert [shipment.tracking] == live(trade)
    trade.check()


@pytest.mark.proves("W7", "X1", "N3")
@WAYS
def test_a_refusal_of_the_second_request_is_no_refusal_of_the_first(
    way: str, buys: str, voids: str
) -> None:
    """Amazon says "already shipped" to the second; the first has bought the label."""
    trade = Trade()
    order = trade.buy("amz")
    trade.take_in()
    plan(trade, "arrives_twice", buys, way)
    _try_to_ship(trade, order, option(trade, order, way))
    with pytest.raises(Refused):
        trade.hub.shipping.ship(trade.id(order), "house:ground")
    trade.settle()
    (shipment,) = trade.hub.orders.detail(trade.id(order)).shipments
    assert [shipment.tracking] == live(trade)
    trade.check()


@pytest.mark.proves("W7", "X1", "N3")
@pytest.mark.parametrize("reading", ["stale_read", "server_error", "gateway"])
def test_a_refusal_counts_where_amazon_still_offers_the_units(reading: str) -> None:
    """No reading shows the label of the first request, and still nobody buys another one."""
    trade = Trade()
    order = trade.buy("amz")
    trade.take_in()
    chosen = option(trade, order, "amazon")
    plan(trade, "arrives_twice", "createShipment", "amazon")
    plan(trade, reading, "getOrder", "amazon", times=3, delay=5 * MINUTE)
    with pytest.raises(PlatformError) as doubt:
        trade.hub.shipping.ship(trade.id(order), chosen)
    assert doubt.value.code == "error.buy_refused_perhaps"
    assert "already shipped" in doubt.value.sentence_in("en")
    with pytest.raises(Refused):
        trade.hub.shipping.ship(trade.id(order), "house:ground")
    trade.settle()
    (shipment,) = trade.hub.orders.detail(trade.id(order)).shipments
    assert [shipment.tracking] == live(trade)
    trade.check()


@pytest.mark.proves("N5", "N9")
def test_a_refusal_that_cannot_be_read_back_is_looked_at_again() -> None:
    """EBay took the first of two; its label is voided meanwhile, and the order is open again."""
    trade = Trade()
    order = trade.buy("bay")
    trade.take_in()
    plan(trade, "arrives_twice", CONFIRMS["bay"], "ebay")
    plan(trade, "server_error", "getShippingFulfillments", "ebay")
    shipment = trade.hub.shipping.ship(trade.id(order), "house:ground")
    trade.hub.tick()
    trade.hub.shipping.void(shipment.id)
    trade.settle()
    assert trade.status(order) is OrderStatus.AWAITING_SHIPMENT


@pytest.mark.proves("N8", "X1")
@WAYS
@KINDS
def test_a_void_is_believed_to_its_carrier_only(way: str, buys: str, voids: str, kind: str) -> None:
    """The label is gone, whoever says otherwise: no store is told of it, the order is open."""
    trade = Trade()
    order = trade.buy("amz")
    trade.take_in()
    shipment = trade.hub.shipping.ship(trade.id(order), option(trade, order, way))
    plan(trade, kind, voids, way)
    try:
        trade.hub.shipping.void(shipment.id)
    except PlatformError:
        assert trade.hub.acts.rows()
    trade.settle()
    assert live(trade) == []
    assert trade.status(order) is OrderStatus.AWAITING_SHIPMENT
    again = trade.ship(order)
    trade.settle()
    assert trade.shown(trade.copy(order))[1][-1][1] == again.tracking
    trade.check()


@pytest.mark.proves("N3", "X1")
@EVERYWHERE
@KINDS
@pytest.mark.parametrize("turn", range(7))
def test_a_notification_counts_when_the_platform_shows_it(store: str, kind: str, turn: int) -> None:
    """A gateway's success is none, its refusal stops nothing, and a repeated one is no conflict."""
    trade = Trade(profile="generic-app")
    order = trade.buy(store)
    trade.take_in()
    for _ in range(turn):
        trade.hub.orders.look(trade.id(order))
    platform = {"amz": "amazon", "bay": "ebay", "shop": "bigcommerce"}[store]
    plan(trade, kind, CONFIRMS[store], platform)
    shipment = trade.ship(order)
    trade.settle()
    assert [number for _, number in trade.shown(order)[1]] == [shipment.tracking]
    trade.check()


@pytest.mark.proves("N3")
def test_a_part_that_bigcommerce_was_told_twice_is_said() -> None:
    """It takes both, and no key would stop it: the order and the doctor name it."""
    trade = Trade()
    order = trade.buy("shop", ("MUG", 3))
    trade.take_in()
    plan(trade, "arrives_twice", "createShipment", "bigcommerce")
    shipment = trade.ship(order, lines={1: 1})
    trade.wait(70)
    assert [number for _, number in trade.shown(order)[1]] == [shipment.tracking] * 2
    assert "warning.recorded_twice" in trade.sentences(order)
    assert "recorded_twice" in {one.code for one in trade.hub.maintenance.doctor()}


@pytest.mark.parametrize("store", ["amz", "bay", "shop"])
@pytest.mark.parametrize("status", [200, 201, 204, 207, 299])
def test_a_success_that_no_platform_documents_is_none(
    store: str, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody on the way said so, and passed nothing on: the platform is told in the end."""
    trade = Trade(profile="generic-app")
    order = trade.buy(store)
    trade.take_in()
    documented = {"amz": 204, "bay": 201, "shop": 201}[store]
    swallowed: list[str] = []
    transport = trade.simulation.transport
    carried = transport.handle_request

    def between(request: httpx.Request) -> httpx.Response:
        words = ("shipmentConfirmation", "shipping_fulfillment", "/shipments")
        is_it = request.method == "POST" and request.url.path.endswith(words)
        if is_it and not swallowed and status != documented:
            swallowed.append(request.url.path)
            return httpx.Response(status, html="<p>Welcome</p>", request=request)
        return carried(request)

    monkeypatch.setattr(transport, "handle_request", between)
    shipment = trade.ship(order)
    trade.settle()
    assert bool(swallowed) == (status != documented)
    assert [number for _, number in trade.shown(order)[1]] == [shipment.tracking]
    trade.check()


# -- words of people


@pytest.mark.proves("W7", "X1")
def test_a_persons_none_is_looked_at_before_anything_else_is_bought() -> None:
    """The carrier could not be read; it can now, and shows a label: that one is voided first."""
    trade = Trade()
    order = trade.buy("amz")
    trade.take_in()
    plan(trade, "timeout_after_commit", "buyLabel", "carrier")
    plan(trade, "server_error", "findLabels", "carrier", times=0)
    _try_to_ship(trade, order, "house:ground")
    trade.world.advance_to(trade.world.now + 5 * MINUTE)
    (doubtful,) = trade.hub.acts.unknown_purchases()
    trade.hub.acts.settle_purchase(doubtful.id, by="ann", saw="nothing in its list")
    trade.world.faults.clear()
    shipment = trade.hub.shipping.ship(trade.id(order), "house:ground")
    assert live(trade) == [shipment.tracking]
    trade.settle()
    trade.check()


@pytest.mark.proves("N8", "X1")
@pytest.mark.parametrize("waits", [False, True])
def test_a_persons_voided_is_looked_at_before_anything_else_is_bought(waits: bool) -> None:
    """The void never arrived: the label is voided before the next one, or an hour later."""
    trade = Trade()
    order = trade.buy("amz")
    trade.take_in()
    first = trade.hub.shipping.ship(trade.id(order), "house:ground")
    plan(trade, "timeout_before_commit", "voidLabel", "carrier")
    plan(trade, "server_error", "getLabel", "carrier", times=0)
    with pytest.raises(PlatformError):
        trade.hub.shipping.void(first.id)
    (act,) = trade.hub.acts.rows()
    trade.hub.acts.settle(act.id, happened=True, by="ann", saw="voided in its list")
    assert live(trade) == [first.tracking]
    trade.world.faults.clear()
    if waits:
        trade.wait(70)
        assert live(trade) == []
    again = trade.hub.shipping.ship(trade.id(order), "house:ground")
    assert live(trade) == [again.tracking]
    trade.settle()
    trade.check()


@pytest.mark.proves("N8", "X1")
def test_a_label_that_cannot_be_voided_any_more_forbids_another_one() -> None:
    """The package has left with it: nothing is bought beside it, and the way out is said."""
    trade = Trade()
    order = trade.buy("amz")
    trade.take_in()
    first = trade.hub.shipping.ship(trade.id(order), "house:ground")
    plan(trade, "timeout_before_commit", "voidLabel", "carrier")
    plan(trade, "server_error", "getLabel", "carrier", times=0)
    with pytest.raises(PlatformError):
        trade.hub.shipping.void(first.id)
    (act,) = trade.hub.acts.rows()
    trade.hub.acts.settle(act.id, happened=True, by="ann", saw="voided in its list")
    trade.world.advance_to(next(iter(carrier_labels(trade.world.state).by_id.values())).pickup_at)
    trade.world.faults.clear()
    with pytest.raises(Refused) as refused:
        trade.hub.shipping.ship(trade.id(order), "house:ground")
    assert refused.value.code == "limit.late_label"
    assert refused.value.way_out == "way_out.void_at_carrier"
    assert "warning.late_label" in trade.sentences(order)
    assert live(trade) == [first.tracking]


@pytest.mark.proves("N8", "X1")
def test_a_label_that_is_not_known_for_a_moment_is_not_voided() -> None:
    """A void was refused, and the look an hour later finds nothing: the label keeps its units."""
    trade = Trade()
    order = trade.buy("amz")
    trade.take_in()
    first = trade.hub.shipping.ship(trade.id(order), "house:ground")
    plan(trade, "auth_expired", "voidLabel", "carrier")
    with pytest.raises(PlatformError):
        trade.hub.shipping.void(first.id)
    plan(trade, "not_found", "getLabel", "carrier", times=1)
    trade.wait(150)
    assert trade.status(order) is OrderStatus.SHIPPED
    assert live(trade) == [first.tracking]


@pytest.mark.proves("N8", "X1")
def test_a_void_that_counts_as_not_done_is_looked_at_once_more() -> None:
    """It was carried out later than any request is assumed to live: the order is open again."""
    trade = Trade()
    order = trade.buy("amz")
    trade.take_in()
    first = trade.hub.shipping.ship(trade.id(order), "house:ground")
    plan(trade, "late_commit", "voidLabel", "carrier", delay=30 * MINUTE)
    with pytest.raises(PlatformError):
        trade.hub.shipping.void(first.id)
    trade.wait(10)
    assert trade.hub.acts.rows() == ()
    assert trade.status(order) is OrderStatus.SHIPPED
    trade.wait(80)
    assert live(trade) == []
    assert trade.status(order) is OrderStatus.AWAITING_SHIPMENT


def _try_to_ship(trade: Trade, order: Any, chosen: str) -> None:
    """Ship; whether that is said to be unknown depends on what can be read at once."""
    try:
        trade.hub.shipping.ship(trade.id(order), chosen)
    except PlatformError:
        assert trade.hub.acts.rows()


@pytest.mark.proves("N8", "X1")
def test_nobody_says_voided_of_a_label_whose_package_amazon_shows() -> None:
    """A recovered label has no id here; Amazon's order still has its package, so it is sent."""
    trade = Trade()
    order = trade.buy("amz")
    trade.take_in()
    plan(trade, "timeout_after_commit", "createShipment", "amazon")
    _try_to_ship(trade, order, option(trade, order, "amazon"))
    trade.settle()
    (shipment,) = trade.hub.orders.detail(trade.id(order)).shipments
    with pytest.raises(Refused) as refused:
        trade.hub.shipping.void(shipment.id, saw="Seller Central shows it cancelled", by="ann")
    assert refused.value.code == "limit.still_shown_there"
    assert trade.status(order) is OrderStatus.SHIPPED
    (label,) = trade.world.labels.values()
    trade.world.shipping.void_label(label.shipment_id)
    trade.hub.shipping.void(shipment.id, saw="Seller Central shows it cancelled", by="ann")
    again = trade.ship(order)
    assert live(trade) == [again.tracking]


@pytest.mark.proves("Q6")
def test_the_doctor_says_of_a_cancelled_order_what_why_says() -> None:
    """EBay refused the notification because the buyer had cancelled: the label is to be voided."""
    trade = Trade()
    order = trade.buy("bay")
    trade.take_in()
    trade.world.cancel("bay", order.order_id)
    with trade.unread():
        trade.ship(order)
    assert "stopped_refused" in {one.code for one in trade.hub.maintenance.doctor()}
    trade.take_in()
    assert "stopped_cancelled" in {one.code for one in trade.hub.maintenance.doctor()}
    card = next(one for one in trade.hub.orders.look(trade.id(order)) if one.store == "bay")
    assert card.status == "CANCELED"


@pytest.mark.proves("X6")
def test_a_label_that_another_hub_voids_just_now_holds_up_no_round(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The guard lets one of them void it; the other one's notifications go on."""
    trade = Trade()
    first, second = trade.buy("amz"), trade.buy("amz")
    trade.take_in()
    plan(trade, "late_commit", "buyLabel", "carrier", delay=30 * MINUTE)
    _try_to_ship(trade, first, "house:ground")
    trade.wait(40)

    def at_it(*_: object) -> None:
        raise Refused("guard.act_settled")

    labels = trade.hub._settling._surplus_labels._purchases
    monkeypatch.setattr(labels, "void_label", at_it)
    trade.wait(40)  # the look an hour after the purchase counted as none
    shipment = trade.hub.shipping.ship(trade.id(second), "house:ground")
    trade.wait(3)
    assert [number for _, number in trade.shown(second)[1]] == [shipment.tracking]
