"""A label that was voided is not told of any more, whatever became of the first try."""

from __future__ import annotations

import pytest

from shiponce.decisions.doctor_checks import Level
from shiponce.domain.order import OrderStatus
from shiponce.domain.shipment import NotificationState, Route
from shiponce.domain.store import MatchingMode
from shiponce.errors import ServerTrouble, Unreachable
from shiponce.views.maintenance import Finding
from shiponce.words import LANGUAGES, say
from tests.doubles.platforms_in_memory import NOON, World, a_copy, a_hub, an_order, until_sure

TROUBLE = ServerTrouble("error.rubbish", platform="word.amazon", operation="word.call.getOrder")
SILENCE = Unreachable("error.unreachable", platform="word.amazon", operation="word.call.getOrder")


def void_after_a_failed_notification(world_fault: str) -> tuple[World, NotificationState]:
    """Ship, let the first notice fail before or after the platform acted, void, go on."""
    hub, world = a_hub()
    amazon = world.stores["amz"]
    amazon.orders = {an_order().remote_id: an_order()}
    hub.imports.run("amz")
    setattr(amazon, world_fault, [TROUBLE if world_fault == "before" else SILENCE])
    shipment = hub.shipping.ship(hub.orders.find(an_order().number), "house:ground")
    hub.tick()
    hub.shipping.void(shipment.id)
    until_sure(hub, world)
    (notification,) = hub.notifications.rows()
    return world, notification.state


@pytest.mark.proves("N9")
def test_a_notification_that_failed_before_the_void_is_withdrawn() -> None:
    """The platform never took it, and must not hear of a parcel that does not leave."""
    world, state = void_after_a_failed_notification("before")
    assert state is NotificationState.WITHDRAWN
    assert world.stores["amz"].told == []


@pytest.mark.proves("N3", "N8")
def test_a_notification_that_was_accepted_before_the_void_says_so() -> None:
    """Its answer was lost, not the notice: reading the platform back tells the truth."""
    world, state = void_after_a_failed_notification("after")
    assert state is NotificationState.SENT
    assert len(world.stores["amz"].told) == 1


@pytest.mark.proves("N8", "Q6")
def test_the_echo_of_our_own_notification_does_not_ship_a_voided_order() -> None:
    """Amazon shows "shipped" because we said so; the parcel did not leave, so it stays open."""
    hub, world = a_hub()
    amazon = world.stores["amz"]
    amazon.orders = {"1": an_order()}
    hub.imports.run("amz")
    order_id = hub.orders.find(an_order().number)
    shipment = hub.shipping.ship(order_id, "house:ground")
    hub.tick()
    hub.shipping.void(shipment.id)
    amazon.orders = {"1": an_order(status=OrderStatus.SHIPPED, modified_at=NOON)}
    hub.imports.run("amz")
    assert hub.orders.detail(order_id).row.status is OrderStatus.AWAITING_SHIPMENT
    cancelled = an_order(status=OrderStatus.CANCELLED, modified_at=NOON.replace(minute=5))
    amazon.orders = {"1": cancelled}
    hub.imports.run("amz")
    assert hub.orders.detail(order_id).row.status is OrderStatus.CANCELLED


@pytest.mark.proves("Q6")
def test_a_cancellation_during_a_purchase_is_read_again() -> None:
    """Nothing moves under a purchase; when it has failed, the cancellation still counts."""
    hub, world = a_hub()
    amazon, carrier = world.stores["amz"], world.carriers[Route.HOUSE]
    amazon.orders = {"1": an_order()}
    hub.imports.run("amz")
    order_id = hub.orders.find(an_order().number)
    carrier.before, carrier.deaf = [SILENCE], [SILENCE]
    with pytest.raises(Unreachable):
        hub.shipping.ship(order_id, "house:ground")
    amazon.orders = {"1": an_order(status=OrderStatus.CANCELLED, modified_at=NOON)}
    hub.imports.run("amz")
    assert hub.orders.detail(order_id).row.status is OrderStatus.AWAITING_SHIPMENT
    until_sure(hub, world)
    hub.imports.run("amz")
    assert hub.orders.detail(order_id).row.status is OrderStatus.CANCELLED


@pytest.mark.proves("N8")
@pytest.mark.parametrize("mode", list(MatchingMode))
def test_stores_that_were_notified_are_named_until_the_order_is_shipped_again(
    mode: MatchingMode,
) -> None:
    """Asked before and after the label is voided; the doctor has the order, and its way out."""
    hub, world = a_hub()
    hub.matching.choose_mode(mode)
    original = an_order()
    world.stores["amz"].orders = {"1": original}
    world.stores["shop"].orders = {"1042": a_copy(original)}
    hub.imports.run("amz")
    hub.imports.run("shop")
    order_id = hub.orders.find(f"amz:{original.number}")

    def found() -> list[Finding]:
        return [one for one in hub.maintenance.doctor() if one.code == "voided"]

    shipment = hub.shipping.ship(order_id, "house:ground")
    assert hub.shipping.notified_stores(shipment.id) is None
    for _ in range(3):
        hub.tick()
        world.clock.wait(minutes=10)
    told = hub.shipping.notified_stores(shipment.id)
    assert told is not None
    assert told.code == f"warning.void_told_{mode.value}"
    stores = str(told.facts["stores"]).split(", ")
    assert sorted(stores) == sorted(one.store for one in hub.notifications.rows())
    assert found() == []
    hub.shipping.void(shipment.id)
    assert hub.shipping.notified_stores(shipment.id) == told
    (one,) = found()
    assert one.level is Level.WARNING
    assert one.what.facts["stores"] == told.facts["stores"]
    assert one.place is not None
    assert (one.place.screen, one.place.key) == ("order", order_id)
    for lang in LANGUAGES:
        assert all(say(s.code, lang, **s.facts) for s in (told, one.what, one.way_out) if s)
    hub.shipping.ship(order_id, "house:ground")
    assert found() == []


@pytest.mark.proves("N9")
def test_a_store_that_was_not_notified_is_not_named() -> None:
    """Its notification is withdrawn, so it shows nothing."""
    hub, world = a_hub()
    world.stores["amz"].orders = {"1": an_order()}
    hub.imports.run("amz")
    shipment = hub.shipping.ship(hub.orders.find(an_order().number), "house:ground")
    hub.shipping.void(shipment.id)
    assert hub.shipping.notified_stores(shipment.id) is None
    assert "voided" not in {one.code for one in hub.maintenance.doctor()}
