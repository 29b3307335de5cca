"""What a person asks for and may not have, each with its own reason."""

from __future__ import annotations

from dataclasses import replace
from operator import attrgetter

import pytest

from shiponce.domain.order import OrderStatus
from shiponce.domain.shipment import Route
from shiponce.errors import Refused
from shiponce.hub import Hub
from tests.doubles.platforms_in_memory import World, a_copy, a_hub, an_order
from tests.platform_ids import EXCLUDE_COPIES


def pair() -> tuple[Hub, World]:
    """An original with its copy behind it."""
    hub, world = a_hub()
    mug = an_order()
    world.stores["amz"].orders[mug.remote_id] = mug
    world.stores["shop"].orders["1042"] = a_copy(mug)
    hub.imports.run_all()
    return hub, world


def refusal(hub: Hub, act: str, *args: int, **more: object) -> str:
    """Why the hub does not do it."""
    with pytest.raises(Refused) as refused:
        attrgetter(act)(hub)(*args, **more)
    return refused.value.code


def test_what_is_cancelled_is_not_cancelled_again() -> None:
    """It would be a second event for one decision."""
    hub, _ = pair()
    hub.orders.cancel(1, anyway=True)
    assert refusal(hub, "orders.cancel", 1, anyway=True) == "limit.already_cancelled"


def test_what_has_a_label_is_voided_before_it_is_cancelled() -> None:
    """Also when only a part of it has one."""
    hub, _ = pair()
    hub.shipping.ship(1, "house:ground", lines={1: 1})
    assert refusal(hub, "orders.cancel", 1, anyway=True) == "limit.cancel_labelled"


def test_a_label_is_given_back_once() -> None:
    """The carrier is not asked a second time."""
    hub, _ = pair()
    shipment = hub.shipping.ship(1, "house:ground")
    hub.shipping.void(shipment.id)
    assert refusal(hub, "shipping.void", shipment.id) == "limit.no_live_label"


@pytest.mark.proves("W7", "X1")
def test_twins_are_not_parted_when_the_original_has_left() -> None:
    """The copy would stand alone, and could be shipped a second time."""
    hub, _ = pair()
    hub.shipping.ship(1, "house:ground")
    assert (
        refusal(hub, "matching.reject", hub.orders.find("1042"), 1, by="Ada")
        == "limit.original_shipped"
    )


@pytest.mark.proves("R6", "A7")
def test_what_has_no_place_stays_out_when_it_is_let_in() -> None:
    """Past the rules is not past the address."""
    hub, world = a_hub()
    hub.rules.add(EXCLUDE_COPIES)
    copy = a_copy(an_order())
    world.stores["shop"].orders["1042"] = copy
    hub.imports.run("shop")
    world.stores["shop"].orders["1042"] = replace(copy, ship_to=None)
    assert refusal(hub, "imports.let_in", hub.orders.excluded()[0].id) == "limit.stays_out"


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (OrderStatus.AWAITING_PAYMENT, "limit.status_awaiting_payment"),
        (OrderStatus.ON_HOLD, "limit.status_on_hold"),
        (OrderStatus.PENDING_FULFILLMENT, "limit.status_pending_fulfillment"),
        (OrderStatus.SHIPPED, "limit.status_shipped"),
        (OrderStatus.CANCELLED, "limit.status_cancelled"),
    ],
)
def test_only_what_waits_to_be_shipped_is_shipped(status: OrderStatus, code: str) -> None:
    """Each status says its own reason, by every route, and nothing is bought."""
    hub, world = a_hub()
    world.stores["amz"].orders["1"] = an_order(status=status)
    hub.imports.run("amz")
    options = hub.shipping.options(1)
    assert {one.restriction.code for one in options if one.restriction} == {code}
    assert not any(one.available for one in options)
    assert refusal(hub, "shipping.ship", 1, option="house:ground") == code
    assert world.carriers[Route.HOUSE].sold == {}
