"""A store is read again where its answer does not say all that became of a notification."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from mockplace.kernel.fault_plan import Fault
from mockplace.platforms.bigcommerce.rules.commands import RemovePackage
from shiponce.domain.order import OrderStatus, Package
from shiponce.domain.shipment import NotificationState
from shiponce.platforms.bigcommerce.client import BigCommerceAdapter
from tests.promises.merchant import MINUTE, Trade
from tests.promises.test_unknown_acts import EVERYWHERE, READS

#: How a platform refuses a second request for units that the first one has taken.
REFUSALS: dict[str, Any] = {
    "amz": {"errors": [{"code": "InvalidInput", "message": "The order is already shipped."}]},
    "bay": {"errors": [{"errorId": 32500, "category": "REQUEST", "message": "Invalid line item"}]},
    "shop": [{"status": 400, "message": "The field 'quantity' is invalid."}],
}
READ_AT = {"amz": "amazon", "bay": "ebay", "shop": "bigcommerce"}


def refuse_the_next(
    monkeypatch: pytest.MonkeyPatch, trade: Trade, store: str, *, taken: bool
) -> None:
    """Let a store refuse the next notification; *taken*: it has taken an earlier arrival of it."""
    answer_the_next(monkeypatch, trade, 400, REFUSALS[store], arrivals=int(taken))


def answer_the_next(
    monkeypatch: pytest.MonkeyPatch, trade: Trade, status: int, body: Any, *, arrivals: int
) -> None:
    """Let the next notification arrive so many times, and another answer come back."""
    transport = trade.simulation.transport
    carry, refused = transport.handle_request, list[str]()

    def between(request: httpx.Request) -> httpx.Response:
        words = ("shipmentConfirmation", "shipping_fulfillment", "/shipments")
        if request.method != "POST" or not request.url.path.endswith(words) or refused:
            return carry(request)
        refused.append(request.url.path)
        for _ in range(arrivals):
            carry(request)
        return httpx.Response(status, json=body, request=request)

    monkeypatch.setattr(transport, "handle_request", between)


def hide(trade: Trade, store: str, times: int = 0) -> None:
    """Let a store show its orders as they were four minutes ago, or for so many readings."""
    stale = Fault("stale_read", "", platform=READ_AT[store], times=times, delay=4 * MINUTE)
    trade.world.faults.add(stale)


@pytest.mark.proves("N3", "N5", "N8")
@EVERYWHERE
@pytest.mark.parametrize("waits", [True, False])
def test_a_refusal_that_no_reading_explains_is_read_again(
    store: str, waits: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The store has taken the package: the voided label's order is open, and nothing is told."""
    trade = Trade(profile="generic-app")
    order = trade.buy(store)
    trade.take_in()
    refuse_the_next(monkeypatch, trade, store, taken=True)
    hide(trade, store, times=3)
    shipment = trade.hub.shipping.ship(trade.id(order), "house:ground")
    trade.hub.tick()
    trade.world.faults.clear()
    if waits:
        trade.wait(70)
        first = trade.notifications(store)[0]
        assert (first.state, first.reason and first.reason.code) == (
            NotificationState.ALREADY_KNOWN,
            "notification.passed_on",
        )
    assert [number for _, number in trade.shown(order)[1]] == [shipment.tracking]
    trade.hub.shipping.void(shipment.id)
    trade.settle()
    trade.wait(40)
    assert trade.status(order) is OrderStatus.AWAITING_SHIPMENT
    if store != "shop" and not waits:
        assert trade.shown(trade.copy(order))[1] == []
    again = trade.ship(order)
    trade.settle()
    if store != "bay":  # eBay cannot be corrected, and a person is told
        assert [number for _, number in trade.shown(order)[1]] == [again.tracking]
    trade.check()


@pytest.mark.proves("N3", "N8")
def test_a_part_takes_the_place_of_one_that_was_refused_and_taken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The next label follows before the shop is read again: no dead number stays beside it."""
    trade = Trade()
    order = trade.buy("shop", ("MUG", 3))
    trade.take_in()
    refuse_the_next(monkeypatch, trade, "shop", taken=True)
    hide(trade, "shop", times=3)
    shipment = trade.hub.shipping.ship(trade.id(order), "house:ground", lines={1: 1})
    trade.hub.tick()
    trade.world.faults.clear()
    trade.hub.shipping.void(shipment.id)
    again = trade.ship(order, lines={1: 1})
    assert [number for _, number in trade.shown(order)[1]] == [again.tracking]
    trade.check()


@pytest.mark.proves("N11", "W7")
@pytest.mark.parametrize("store", ["amz", "bay", "shop"])
def test_a_true_refusal_leaves_the_order_to_its_platform(
    store: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The label is voided, and somebody ships in the platform's pages: that is seen in the end."""
    trade = Trade()
    order = trade.buy(store)
    trade.take_in()
    refuse_the_next(monkeypatch, trade, store, taken=False)
    shipment = trade.hub.shipping.ship(trade.id(order), "house:ground")
    trade.hub.tick()
    assert trade.notifications(store)[0].state is NotificationState.STOPPED
    trade.hub.shipping.void(shipment.id)
    trade.ship_there(order)
    trade.take_in()
    trade.wait(70)
    assert trade.status(order) is OrderStatus.SHIPPED
    trade.settle()
    assert trade.status(order) is OrderStatus.SHIPPED
    if store != "shop":
        assert [number for _, number in trade.shown(trade.copy(order))[1]] == ["1Z1"]
    trade.check()


@pytest.mark.proves("N3")
@pytest.mark.parametrize("kind", ["server_error", "not_found"])
def test_a_store_that_cannot_be_read_is_not_read_all_the_time(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is read every hour; an order that stays missing is believed to be that after a day."""
    trade = Trade()
    order = trade.buy("shop")
    trade.take_in()
    refuse_the_next(monkeypatch, trade, "shop", taken=False)
    trade.ship(order)
    before = trade.calls("getShipments")
    lie = Fault(kind, READS["shop"], platform="bigcommerce", times=0)  # type: ignore[arg-type]
    trade.world.faults.add(lie)
    trade.wait(250)
    assert 3 <= trade.calls("getShipments") - before <= 5
    if kind == "not_found":
        for _ in range(50):
            trade.world.advance_to(trade.world.now + 40 * MINUTE)
            trade.hub.tick()
        after = trade.calls("getShipments")
        trade.wait(130)
        assert trade.calls("getShipments") == after


# -- packages on record twice


def first_id(trade: Trade, order: Any) -> str:
    """The platform's id of the first package of an order."""
    return trade.world.orders[order.store, order.order_id].packages[0].package_id


@pytest.mark.proves("N3")
def test_a_second_record_that_the_next_try_finds_is_looked_at_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Both arrivals were taken, and a third one was refused: the warning ends with the record."""
    trade = Trade()
    order = trade.buy("shop", ("MUG", 3))
    trade.take_in()
    refusal = [{"status": 401, "message": "The token has expired."}]
    answer_the_next(monkeypatch, trade, 401, refusal, arrivals=2)
    shipment = trade.ship(order, lines={1: 1})
    assert [number for _, number in trade.shown(order)[1]] == [shipment.tracking] * 2
    assert "warning.recorded_twice" in trade.sentences(order)
    trade.world.do(RemovePackage("shop", order.order_id, first_id(trade, order)))
    trade.wait(70)
    assert "warning.recorded_twice" not in trade.sentences(order)


def doubled() -> tuple[Trade, Any, Any]:
    """A shop that has a part on record twice, with other orders beside it."""
    trade = Trade()
    order = trade.buy("shop", ("MUG", 3))
    trade.buy("shop")
    trade.take_in()
    again = Fault("arrives_twice", "createShipment", platform="bigcommerce")
    trade.world.faults.add(again)
    return trade, order, trade.ship(order, lines={1: 1})


@pytest.mark.proves("N3")
@pytest.mark.parametrize("kind", ["wrong_order", "truncated_page", "stale_read"])
def test_one_false_reading_takes_no_warning_back(kind: str) -> None:
    """The shop has the package twice, whatever its next answer shows."""
    trade, order, _ = doubled()
    trade.wait(70)
    assert "warning.recorded_twice" in trade.sentences(order)
    lie = Fault(kind, READS["shop"], platform="bigcommerce", delay=120 * MINUTE)  # type: ignore[arg-type]
    trade.world.faults.add(lie)
    trade.wait(130)
    assert any(call.fault == kind for call in trade.world.calls)
    assert "warning.recorded_twice" in trade.sentences(order)


@pytest.mark.proves("N3")
def test_an_empty_list_of_a_shipped_order_takes_no_warning_back() -> None:
    """Four answers in a row are about an order without packages; this one counts as shipped."""
    trade, order, _ = doubled()
    trade.wait(70)
    lie = Fault("wrong_order", READS["shop"], platform="bigcommerce", times=4)
    trade.world.faults.add(lie)
    trade.wait(250)
    assert sum(call.fault == "wrong_order" for call in trade.world.calls) == 4
    assert "warning.recorded_twice" in trade.sentences(order)


@pytest.mark.proves("N3", "X6")
def test_a_reading_that_another_one_has_followed_counts_for_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A hub reads the past, stands still for its lease, and another hub sees both records."""
    trade, order, _ = doubled()
    trade.wait(70)
    assert "warning.recorded_twice" in trade.sentences(order)
    read = BigCommerceAdapter.packages
    seen: list[str] = []
    inside: list[str] = []

    def once(self: BigCommerceAdapter, remote: str) -> tuple[Package, ...]:
        found = read(self, remote)
        if inside:
            return found
        if seen:
            inside.append(remote)
            trade.world.advance_to(trade.world.now + 6 * MINUTE)
            trade.hub.tick()
        seen.append(remote)
        return found[:1]

    monkeypatch.setattr(BigCommerceAdapter, "packages", once)
    trade.wait(66)
    assert inside
    assert "warning.recorded_twice" in trade.sentences(order)


@pytest.mark.proves("N3")
@pytest.mark.parametrize("kind", ["wrong_order", "truncated_page"])
def test_one_false_reading_hides_no_second_record(kind: str) -> None:
    """The first reading shows the package once, or not at all."""
    trade, order, _ = doubled()
    trade.world.faults.clear()
    lie = Fault(kind, READS["shop"], platform="bigcommerce")  # type: ignore[arg-type]
    trade.world.faults.add(lie)
    trade.wait(135)
    assert any(call.fault == kind for call in trade.world.calls)
    assert "warning.recorded_twice" in trade.sentences(order)


@pytest.mark.proves("N3")
@pytest.mark.parametrize("removed", [1, 2])
def test_the_warning_goes_when_the_second_record_is_removed(removed: int) -> None:
    """One is left, or a person has removed both; that is read twice."""
    trade, order, _ = doubled()
    trade.wait(70)
    for parcel in trade.world.orders["shop", order.order_id].packages[:removed]:
        trade.world.do(RemovePackage("shop", order.order_id, parcel.package_id))
    trade.wait(70)
    assert "warning.recorded_twice" not in trade.sentences(order)
    readings = trade.calls("getShipments")
    trade.wait(120)
    assert trade.calls("getShipments") == readings, "nothing is left to be read"
