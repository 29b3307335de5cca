"""Rows and the doctor name the orders that need a person: changed after a label, or in question."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from shiponce.decisions.doctor_checks import Level
from shiponce.domain.alarm import Alarm
from shiponce.domain.order import (
    Address,
    Condition,
    Destination,
    ImportedOrder,
    OrderStatus,
    Visibility,
)
from shiponce.domain.platform import Source
from shiponce.hub import Hub
from shiponce.views.maintenance import Finding
from shiponce.views.orders import OrderRow
from tests.doubles.platforms_in_memory import World, a_copy, a_hub, an_order
from tests.platform_ids import BIGCOMMERCE

ASKS = Condition.BUYER_ASKS_TO_CANCEL
FAR = Address("Ada Byron", "9 Far Road", "Cork", "IE")


def _moved(order: ImportedOrder) -> ImportedOrder:
    return replace(order, ship_to=FAR)


def _one_less(order: ImportedOrder) -> ImportedOrder:
    (line,) = order.lines
    return replace(order, lines=(replace(line, cancelled=1),))


def _cancelled(order: ImportedOrder) -> ImportedOrder:
    lines = tuple(replace(line, cancelled=line.quantity) for line in order.lines)
    return replace(order, status=OrderStatus.CANCELLED, remote_status="Canceled", lines=lines)


CHANGES: dict[Alarm, Callable[[ImportedOrder], ImportedOrder]] = {
    Alarm.ADDRESS_CHANGED: _moved,
    Alarm.NOT_DUE: _one_less,
    Alarm.CANCELLED_AFTER_LABEL: _cancelled,
}


def imported(order: ImportedOrder) -> tuple[Hub, World, int]:
    """A hub with one order of Amazon's."""
    hub, world = a_hub()
    world.stores["amz"].orders[order.remote_id] = order
    hub.imports.run_all()
    return hub, world, hub.orders.find(f"amz:{order.remote_id}")


def again(hub: Hub, world: World, order: ImportedOrder) -> None:
    """Import the order as its platform shows it now."""
    world.clock.wait(minutes=5)
    shown = replace(order, modified_at=world.clock.now())
    world.stores["amz"].orders[order.remote_id] = shown
    hub.imports.run_all()


def row(hub: Hub, order_id: int) -> OrderRow:
    """The order as a list shows it."""
    return hub.orders.rows([order_id])[0]


def finding(hub: Hub, code: str) -> Finding | None:
    """What the doctor says of a kind."""
    return next((one for one in hub.maintenance.doctor() if one.code == code), None)


#: These need a copy or a second order: ``tests/promises`` plays them.
OF_SEVERAL_ORDERS = {Alarm.REFUNDED_IN_COPY, Alarm.COMBINED_AFTER_LABEL}


@pytest.mark.parametrize("alarm", [one for one in Alarm if one not in OF_SEVERAL_ORDERS])
def test_a_change_after_the_label_is_an_alarm_until_the_label_is_voided(alarm: Alarm) -> None:
    """In the row, in the order's own warnings, and at the doctor with its number."""
    order = an_order()
    hub, world, order_id = imported(order)
    shipment = hub.shipping.ship(order_id, "house:ground")
    again(hub, world, order)
    assert row(hub, order_id).alarms == ()
    assert finding(hub, alarm.value) is None
    again(hub, world, CHANGES[alarm](order))
    assert row(hub, order_id).alarms == (alarm,)
    assert hub.orders.detail(order_id).row.alarms == (alarm,)
    assert f"warning.{alarm.value}" in [one.code for one in hub.orders.why(order_id).warnings]
    found = finding(hub, alarm.value)
    assert found is not None
    assert found.level is Level.TROUBLE
    assert found.what.facts == {"n": 1, "orders": order.number}
    assert found.commands == (f"shiponce orders show '#{order_id}'",)
    assert found.place is not None
    assert (found.place.screen, found.place.key) == ("order", order_id)
    hub.shipping.void(shipment.id)
    assert row(hub, order_id).alarms == ()
    assert finding(hub, alarm.value) is None


def test_rows_and_warnings_agree_about_both_orders_of_a_purchase() -> None:
    """The label was bought for the copy before its original came; then the buyer cancels both."""
    order = an_order()
    hub, world = a_hub()
    copy = a_copy(order)
    world.stores["shop"].orders[copy.remote_id] = copy
    hub.imports.run("shop")
    hub.shipping.ship(hub.orders.find(f"shop:{copy.remote_id}"), "house:ground")
    world.stores["amz"].orders[order.remote_id] = order
    hub.imports.run_all()
    gone = replace(_cancelled(copy), modified_at=world.clock.now())
    world.stores["shop"].orders[copy.remote_id] = gone
    again(hub, world, _cancelled(order))
    both = [hub.orders.find(f"shop:{copy.remote_id}"), hub.orders.find(f"amz:{order.remote_id}")]
    seen = {one.visibility: one.alarms for one in hub.orders.rows(both)}
    assert seen == {
        Visibility.HIDDEN: (),
        Visibility.VISIBLE: (Alarm.CANCELLED_AFTER_LABEL,),
    }
    for order_id in both:
        warned = {one.code for one in hub.orders.why(order_id).warnings}
        known = {f"warning.{alarm.value}" for alarm in Alarm}
        assert warned & known == {f"warning.{one.value}" for one in row(hub, order_id).alarms}
    found = finding(hub, Alarm.CANCELLED_AFTER_LABEL.value)
    assert found is not None
    assert found.what.facts == {"n": 1, "orders": order.number}


def test_several_orders_are_counted_and_named() -> None:
    """The screen then opens the list."""
    hub, world = a_hub()
    orders = [an_order(remote_id=f"111-{n}", conditions=(ASKS,)) for n in range(12)]
    world.stores["amz"].orders |= {one.remote_id: one for one in orders}
    hub.imports.run_all()
    found = finding(hub, "buyer_asks_to_cancel")
    assert found is not None
    assert found.level is Level.WARNING
    assert found.what.facts["n"] == 12
    names = str(found.what.facts["orders"]).split(", ")
    assert len(names) == 11
    assert names[-1] == "…"
    assert len(found.commands) == 10
    assert found.place is not None
    assert found.place.screen == "orders"


def test_a_request_to_cancel_stands_until_it_is_overruled() -> None:
    """The row says so, and no longer afterwards."""
    order = an_order(conditions=(ASKS,))
    hub, _, order_id = imported(order)
    assert row(hub, order_id).asks_to_cancel
    (shown,) = hub.orders.detail(order_id).conditions
    assert (shown.kind, shown.overruled, shown.overrulable) == (ASKS, False, True)
    hub.orders.overrule(order_id)
    assert not row(hub, order_id).asks_to_cancel
    assert finding(hub, "buyer_asks_to_cancel") is None
    assert hub.orders.detail(order_id).conditions[0].overruled


def test_a_request_to_cancel_after_the_label_can_still_be_met() -> None:
    """As long as there is a label to void; an order shipped elsewhere is over."""
    order = an_order()
    hub, world, order_id = imported(order)
    shipment = hub.shipping.ship(order_id, "house:ground")
    again(hub, world, replace(order, conditions=(ASKS,)))
    assert row(hub, order_id).asks_to_cancel
    hub.shipping.void(shipment.id)
    assert row(hub, order_id).asks_to_cancel
    shown = replace(order, status=OrderStatus.SHIPPED, remote_status="Shipped", conditions=(ASKS,))
    again(hub, world, shown)
    assert row(hub, order_id).status is OrderStatus.SHIPPED
    assert not row(hub, order_id).asks_to_cancel
    again(hub, world, replace(_cancelled(order), conditions=(ASKS,)))
    assert not row(hub, order_id).asks_to_cancel


def test_what_only_the_platform_ends_is_not_overrulable() -> None:
    """And is no request to cancel."""
    collects = Condition.PLATFORM_COLLECTS
    hub, _, order_id = imported(an_order(conditions=(collects,)))
    (shown,) = hub.orders.detail(order_id).conditions
    assert (shown.kind, shown.overrulable) == (collects, False)
    assert not row(hub, order_id).asks_to_cancel


@pytest.mark.parametrize(("changed", "alarms"), [("a", (Alarm.ADDRESS_CHANGED,)), ("b", ())])
def test_only_the_address_of_the_label_raises_an_alarm(
    changed: str, alarms: tuple[Alarm, ...]
) -> None:
    """Of an order to several addresses, of which one has a package so far."""
    (line,) = an_order().lines
    near = an_order().ship_to
    order = an_order(
        BIGCOMMERCE,
        remote_id="501",
        source=Source.STOREFRONT,
        keys=(),
        destinations=(Destination("a", near), Destination("b", near)),
        lines=(
            replace(line, destination="a"),
            replace(line, remote_id="l2", sku="POT", destination="b"),
        ),
    )
    hub, world = a_hub()
    world.stores["shop"].orders["501"] = order
    hub.imports.run_all()
    order_id = hub.orders.find("shop:501")
    assert hub.shipping.ship(order_id, "house:ground").destination == "a"
    world.clock.wait(minutes=5)
    places = tuple(
        replace(one, address=FAR) if one.remote_id == changed else one for one in order.destinations
    )
    world.stores["shop"].orders["501"] = replace(
        order, destinations=places, ship_to=places[0].address, modified_at=world.clock.now()
    )
    hub.imports.run_all()
    assert row(hub, order_id).alarms == alarms


def test_a_request_that_comes_back_has_to_be_overruled_again() -> None:
    """Overruling is about one request: once it is gone, a later one blocks the label anew."""
    order = an_order(conditions=(ASKS,))
    hub, world, order_id = imported(order)
    hub.orders.overrule(order_id)
    for one in (replace(order, conditions=()), order):
        again(hub, world, one)
    (shown,) = hub.orders.detail(order_id).conditions
    assert not shown.overruled
    assert row(hub, order_id).asks_to_cancel
