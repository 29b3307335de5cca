"""A second event that meets the first: voids, rejections and packages of somebody else."""

from __future__ import annotations

import pytest

from shiponce.domain.order import OrderStatus
from shiponce.domain.shipment import NotificationState
from shiponce.domain.store import MatchingMode
from shiponce.errors import Refused
from tests.promises.merchant import Trade

BOTH = pytest.mark.parametrize("market", ["amz", "bay"])
CLOSED = ("shipped", [("ups", "1Z1")])


@BOTH
@pytest.mark.parametrize("tried", [False, True], ids=["untried", "tried"])
@pytest.mark.proves("N11", "N9")
def test_a_void_leaves_an_order_shipped_that_somebody_else_has_sent(
    market: str, tried: bool
) -> None:
    """No store was told of our label, so the marketplace's word is no echo; the copy is closed."""
    trade = Trade()
    order = trade.buy(market)
    trade.take_in()
    shipment = trade.hub.shipping.ship(trade.id(order), "house:ground")
    trade.ship_there(order) if tried else trade.world.shipping.confirm(
        order.store,
        order.order_id,
        carrier="UPS",
        service="",
        tracking="1Z1",
        units={line.line_id: line.quantity for line in order.lines},
        shipped_at=trade.world.now,
        recorded_by="seller",
    )
    trade.hub.imports.run(market)
    trade.hub.shipping.void(shipment.id)
    trade.settle()
    assert trade.status(order) is OrderStatus.SHIPPED
    with pytest.raises(Refused):
        trade.hub.shipping.ship(trade.id(order), "house:ground")
    assert trade.by(order) == ["seller"]
    assert trade.shown(trade.copy(order)) == CLOSED
    trade.settle()
    assert trade.shown(trade.copy(order)) == CLOSED
    trade.check()


@BOTH
@pytest.mark.proves("N11")
def test_a_try_that_was_stopped_before_it_said_anything_counts_for_nothing(market: str) -> None:
    """Shipped elsewhere, then labelled here, stopped as a conflict and voided: the copy is told."""
    trade = Trade()
    order = trade.buy(market)
    trade.take_in()
    trade.ship_there(order)
    with trade.unread():
        shipment = trade.ship(order)
    assert trade.notifications(market)[0].state is NotificationState.STOPPED
    trade.hub.shipping.void(shipment.id)
    trade.settle()
    assert trade.status(order) is OrderStatus.SHIPPED
    assert trade.shown(trade.copy(order)) == CLOSED
    assert trade.by(order) == ["seller"]
    trade.check()


@BOTH
@pytest.mark.proves("N11", "N3", "B8")
def test_a_confirmed_copy_hears_what_a_rejection_took_back(market: str) -> None:
    """Rejected and confirmed again, the copy of an order shipped elsewhere is told once."""
    trade = Trade()
    order = trade.buy(market)
    trade.ship_there(order)
    for store in ("amz", "bay", "shop"):
        trade.hub.imports.run(store)
    copy, original = trade.id(trade.copy(order)), trade.id(order)
    trade.hub.matching.reject(copy, original, anyway=True)
    trade.settle()
    assert trade.shown(trade.copy(order)) == ("open", [])
    trade.hub.matching.confirm(copy, original)
    trade.settle()
    assert trade.shown(trade.copy(order)) == CLOSED
    trade.settle()
    assert trade.shown(trade.copy(order)) == CLOSED
    trade.check()


@BOTH
@pytest.mark.proves("W8", "N3", "B8")
def test_an_original_hears_again_of_its_copys_label(market: str) -> None:
    """The copy left first; parted and joined again, the marketplace is told, and once."""
    trade = Trade()
    order = trade.buy(market)
    trade.take_in("shop")
    copy = trade.copy(order)
    trade.hub.shipping.ship(trade.id(copy), "house:ground")
    trade.hub.imports.run(market)
    original = trade.id(order)
    trade.hub.matching.reject(trade.id(copy), original)
    trade.hub.matching.confirm(trade.id(copy), original, anyway=True)
    assert [one.state for one in trade.notifications(market)] == [NotificationState.PENDING]
    trade.wait(60 * 5)
    trade.settle()
    assert len(trade.shown(order)[1]) == 1
    assert trade.status(order) is OrderStatus.SHIPPED
    trade.check()


@BOTH
@pytest.mark.parametrize("first", ["void", "import"])
@pytest.mark.proves("N11", "W8")
def test_a_voided_label_that_the_shop_passed_on_is_nobody_elses(market: str, first: str) -> None:
    """The marketplace shows our own number: it is not said to be shipped elsewhere, nor told."""
    trade = Trade()
    order = trade.buy(market)
    trade.take_in("shop")
    shipment = trade.ship(trade.copy(order))
    trade.wait(5)
    if first == "import":
        trade.take_in(market)
    trade.hub.shipping.void(shipment.id)
    trade.settle()
    assert not [code for code in trade.sentences(order) if "elsewhere" in code]
    assert "elsewhere" not in {
        one.state.value for one in trade.hub.orders.detail(trade.id(order)).shipments
    }
    assert trade.status(order) is OrderStatus.AWAITING_SHIPMENT
    assert trade.sentences(order)[0] == "why.label_voided"
    trade.ship(order)
    trade.settle()
    assert trade.status(order) is OrderStatus.SHIPPED
    trade.check()


@BOTH
@pytest.mark.proves("N11", "W8")
def test_another_number_there_is_somebody_elses_all_the_same(market: str) -> None:
    """The copy's label was voided untold; the marketplace shows a package that is not ours."""
    trade = Trade()
    order = trade.buy(market)
    trade.take_in("shop")
    shipment = trade.hub.shipping.ship(trade.id(trade.copy(order)), "house:ground")
    trade.hub.shipping.void(shipment.id)
    trade.ship_there(order)
    trade.settle()
    assert trade.status(order) is OrderStatus.SHIPPED
    assert trade.shown(trade.copy(order)) == CLOSED
    trade.check()


@BOTH
@pytest.mark.proves("N11", "Q1")
def test_a_part_shipped_elsewhere_is_told_as_a_part(market: str) -> None:
    """EBay calls the whole line fulfilled; BigCommerce hears of the one unit that has left."""
    trade = Trade()
    order = trade.buy(market, ("MUG", 2))
    trade.take_in()
    trade.ship_there(order, MUG=1)
    trade.settle()
    copy = trade.world.orders["shop", trade.copy(order).order_id]
    assert sum(sum(parcel.units.values()) for parcel in copy.packages) <= 1
    assert copy.status != "shipped"
    trade.check()


@BOTH
@pytest.mark.parametrize("mode", [*MatchingMode])
@pytest.mark.proves("W7", "N11")
def test_a_package_of_somebody_else_is_asked_about_too(market: str, mode: MatchingMode) -> None:
    """After a person's rejection the copy can be shipped, and it is said that its twin has left."""
    trade = Trade(mode=mode)
    order = trade.buy(market)
    trade.take_in()
    trade.ship_there(order)
    trade.hub.imports.run(market)
    copy, original = trade.id(trade.copy(order)), trade.id(order)
    with pytest.raises(Refused) as asked:
        trade.hub.matching.reject(copy, original)
    assert asked.value.way_out == "way_out.reject_anyway"
    trade.hub.matching.reject(copy, original, anyway=True)
    with pytest.raises(Refused) as refused:
        trade.hub.shipping.ship(copy, "house:ground")
    assert refused.value.code == "limit.twin_left_elsewhere"
    assert "warning.twin_left_elsewhere" in trade.sentences(trade.copy(order))
