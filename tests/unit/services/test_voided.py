"""A label that was voided is not told of any more, whatever became of the first try."""

from __future__ import annotations

import pytest

from shiponce.domain.shipment import NoticeState
from shiponce.errors import ServerTrouble, Unreachable
from tests.platforms_in_memory import World, a_hub, an_order

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
