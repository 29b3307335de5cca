"""A label that was voided is not told of any more, whatever became of the first try."""

from __future__ import annotations

import pytest

from shiponce.domain.order import OrderStatus
from shiponce.domain.shipment import NoticeState, Route
from shiponce.errors import ServerTrouble, Unreachable
from tests.platforms_in_memory import NOON, World, a_hub, an_order

TROUBLE = ServerTrouble("error.rubbish", platform="word.amazon", operation="word.call.getOrder")
SILENCE = Unreachable("error.unreachable", platform="word.amazon", operation="word.call.getOrder")


def void_after_a_failed_notice(world_fault: str) -> tuple[World, NoticeState]:
    """Ship, let the first notice fail before or after the platform acted, void, go on."""
    hub, world = a_hub()
    amazon = world.stores["amz"]
    amazon.orders = {"1": an_order()}
    hub.import_store("amz")
    setattr(amazon, world_fault, [TROUBLE if world_fault == "before" else SILENCE])
    shipment = hub.ship(hub.find(an_order().number), "house:ground")
    hub.tick()
    hub.void(shipment.id)
    world.clock.wait(hours=1)
    hub.tick()
    (notice,) = hub.notices()
    return world, notice.state


@pytest.mark.proves("N9")
def test_a_notice_that_failed_before_the_void_is_withdrawn() -> None:
    """The platform never took it, and must not hear of a parcel that does not leave."""
    world, state = void_after_a_failed_notice("before")
    assert state is NoticeState.WITHDRAWN
    assert world.stores["amz"].told == []


@pytest.mark.proves("N3", "N8")
def test_a_notice_that_was_accepted_before_the_void_says_so() -> None:
    """Its answer was lost, not the notice: reading the platform back tells the truth."""
    world, state = void_after_a_failed_notice("after")
    assert state is NoticeState.SENT
    assert len(world.stores["amz"].told) == 1


@pytest.mark.proves("N8", "Q6")
def test_the_echo_of_our_own_notice_does_not_ship_a_voided_order() -> None:
    """Amazon shows "shipped" because we said so; the parcel did not leave, so it stays open."""
    hub, world = a_hub()
    amazon = world.stores["amz"]
    amazon.orders = {"1": an_order()}
    hub.import_store("amz")
    order_id = hub.find(an_order().number)
    shipment = hub.ship(order_id, "house:ground")
    hub.tick()
    hub.void(shipment.id)
    amazon.orders = {"1": an_order(status=OrderStatus.SHIPPED, modified_at=NOON)}
    hub.import_store("amz")
    assert hub.order(order_id).row.status is OrderStatus.AWAITING_SHIPMENT
    cancelled = an_order(status=OrderStatus.CANCELLED, modified_at=NOON.replace(minute=5))
    amazon.orders = {"1": cancelled}
    hub.import_store("amz")
    assert hub.order(order_id).row.status is OrderStatus.CANCELLED


@pytest.mark.proves("Q6")
def test_a_cancellation_during_a_purchase_is_read_again() -> None:
    """Nothing moves under a purchase; when it has failed, the cancellation still counts."""
    hub, world = a_hub()
    amazon, carrier = world.stores["amz"], world.carriers[Route.HOUSE]
    amazon.orders = {"1": an_order()}
    hub.import_store("amz")
    order_id = hub.find(an_order().number)
    carrier.before, carrier.deaf = [SILENCE], [SILENCE]
    with pytest.raises(Unreachable):
        hub.ship(order_id, "house:ground")
    amazon.orders = {"1": an_order(status=OrderStatus.CANCELLED, modified_at=NOON)}
    hub.import_store("amz")
    assert hub.order(order_id).row.status is OrderStatus.AWAITING_SHIPMENT
    world.clock.wait(minutes=5)
    hub.tick()
    hub.import_store("amz")
    assert hub.order(order_id).row.status is OrderStatus.CANCELLED
