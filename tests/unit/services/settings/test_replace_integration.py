"""The day on which a legacy BigCommerce connection is replaced by the new integration."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shiponce.domain.order import ImportedOrder, OrderStatus
from shiponce.domain.shipment import NotificationState
from shiponce.domain.store import Integration, MatchingMode, Method
from shiponce.errors import BadInput, Refused, Unreachable
from shiponce.hub import Hub
from shiponce.views.orders import Grid
from tests.doubles.platforms_in_memory import (
    NOON,
    FakePlatform,
    World,
    a_copy,
    a_hub,
    an_order,
    never_sent,
)
from tests.platform_ids import AMAZON, BIGCOMMERCE, EXCLUDE_COPIES

DOWN = never_sent(Unreachable("error.not_reached", platform="bigcommerce", operation="confirm"))


def day(mode: MatchingMode) -> tuple[Hub, World]:
    """A hub with open copies, a storefront order, and a shipment that BigCommerce does not know."""
    hub, world = a_hub()
    hub.matching.choose_mode(mode)
    mug, pot = an_order(), an_order(remote_id="111-0000002-0000002")
    world.stores["amz"].orders = {order.remote_id: order for order in (mug, pot)}
    world.stores["shop"].orders = {
        "1042": a_copy(mug),
        "1043": a_copy(pot, "1043"),
        "1050": an_order(BIGCOMMERCE, "1050"),
        "1051": an_order(BIGCOMMERCE, "1051"),
    }
    hub.imports.run_all(["amz", "bay", "shop"])
    world.stores["shop"].before = [DOWN, DOWN]
    hub.shipping.ship(hub.orders.find("amz:111-0000002-0000002"), "house:ground")
    hub.shipping.ship(hub.orders.find("1051"), "house:ground")
    hub.tick()
    return hub, world


def migrate(hub: Hub, world: World) -> None:
    """The new connection to the same account; BigCommerce shows what was shipped as shipped."""
    hub.stores.replace("shop", "shop2")
    old = world.stores["shop"]
    world.stores["shop2"] = FakePlatform(old.platform, world.clock, world.db, dict(old.orders))
    for number in ("1043", "1051"):
        order = old.orders[number]
        assert isinstance(order, ImportedOrder)
        shipped = replace(order, status=OrderStatus.SHIPPED, modified_at=NOON)
        world.stores["shop2"].orders[number] = shipped


@pytest.mark.proves("I2")
def test_reconciling_sees_not_one_new_open_row() -> None:
    """Every order is the one that the hub knows, in the place that it had."""
    hub, world = day(MatchingMode.RECONCILING)
    before = hub.orders.counts()
    migrate(hub, world)
    report = hub.imports.run("shop2")
    assert (report.fetched, report.added) == (4, 0)
    assert hub.orders.counts() == before
    assert {row.store for row in hub.orders.page(Grid.HIDDEN)} == {"shop2"}
    assert hub.imports.run("shop2").unchanged == 4
    assert hub.orders.detail(hub.orders.find("1050")).row.status is OrderStatus.AWAITING_SHIPMENT


@pytest.mark.proves("I2", "I3")
def test_documented_brings_every_open_copy_back() -> None:
    """The former copies stand in the new store as rows; what was shipped does not come again."""
    hub, world = day(MatchingMode.DOCUMENTED)
    assert hub.orders.counts()[Grid.AWAITING_SHIPMENT] == 2
    migrate(hub, world)
    report = hub.imports.run("shop2")
    assert (report.fetched, report.added, report.unchanged) == (4, 2, 2)
    rows = {(row.number, row.store) for row in hub.orders.page(Grid.AWAITING_SHIPMENT)}
    assert rows == {
        ("111-0000001-0000001", "amz"),
        ("1042", "shop2"),
        ("1050", "shop"),
        ("1050", "shop2"),
    }
    assert "warning.new_integration" in {one.code for one in hub.state().warnings}


@pytest.mark.proves("I3", "X5")
@pytest.mark.parametrize("mode", list(MatchingMode))
def test_a_notification_that_was_due_goes_out_through_the_new_connection(
    mode: MatchingMode,
) -> None:
    """Once each, whether the import comes before it or after it."""
    hub, world = day(mode)
    open_ones = [one for one in hub.notifications.rows() if one.state is NotificationState.PENDING]
    assert {one.target_number for one in open_ones} == {"1043", "1051"}
    migrate(hub, world)
    hub.imports.run("shop2")
    world.clock.wait(hours=2)
    hub.tick()
    assert {one.remote_order for one in world.stores["shop2"].told} == {"1043", "1051"}
    assert world.stores["shop"].told == []
    assert {one.state for one in hub.notifications.rows()} == {NotificationState.SENT}


@pytest.mark.proves("I3", "R7")
def test_what_was_kept_out_is_still_told() -> None:
    """The record of a kept-out copy goes over as well, and is told by the new connection."""
    hub, world = a_hub()
    mug = an_order()
    hub.rules.add(EXCLUDE_COPIES)
    world.stores["amz"].orders[mug.remote_id] = mug
    world.stores["shop"].orders["1042"] = a_copy(mug)
    hub.imports.run_all()
    migrate_to = FakePlatform(BIGCOMMERCE, world.clock, world.db)
    hub.stores.replace("shop", "shop2")
    world.stores["shop2"] = migrate_to
    assert [(row.store, row.remote_id) for row in hub.orders.excluded()] == [("shop2", "1042")]
    hub.shipping.ship(hub.orders.find(mug.remote_id), "house:ground")
    hub.tick()
    hub.tick()
    assert [one.remote_order for one in migrate_to.told] == ["1042"]


@pytest.mark.proves("I1")
def test_the_old_connection_is_over() -> None:
    """It is shown, it imports nothing, and method B is no choice any more."""
    hub, world = day(MatchingMode.RECONCILING)
    hub.stores.set_notifications("shop", False, by="Ada", confirmed=True)
    row = hub.stores.replace("shop", "shop2")
    assert (row.name, row.account, row.integration) == ("shop2", "account-shop", Integration.NEW)
    assert (row.notifications_on, row.notifications_changed_by) == (False, "Ada")
    assert {one.name: one.replaced for one in hub.stores.rows()} == {
        "shop": True,
        "amz": False,
        "bay": False,
        "shop2": False,
    }
    with pytest.raises(Refused) as over:
        hub.imports.run("shop")
    assert over.value.code == "limit.store_replaced"
    world.stores["shop2"] = world.stores["shop"]
    assert [one.store for one in hub.imports.run_all()] == ["amz", "bay", "shop2"]
    with pytest.raises(Refused) as refused:
        hub.stores.choose_method(Method.B)
    assert refused.value.code == "limit.method_b_new_integration"


def test_what_cannot_be_replaced() -> None:
    """Only a live BigCommerce store, by a name that is free and is one."""
    hub, _ = a_hub()
    for name in ("amz", "nobody"):
        with pytest.raises(BadInput) as bad:
            hub.stores.replace(name, "shop2")
        assert bad.value.code == "error.no_store_to_replace"
    with pytest.raises(Refused) as taken:
        hub.stores.replace("shop", "amz")
    assert taken.value.code == "limit.store_taken"
    hub.stores.replace("shop", "shop2", integration=Integration.LEGACY)
    with pytest.raises(BadInput):
        hub.stores.replace("shop", "shop3")
    with pytest.raises(Refused):
        hub.stores.connect("shop4", BIGCOMMERCE, "account-shop")
    hub.stores.replace("shop2", "shop3")
    assert [one.replaced for one in hub.stores.rows()] == [True, False, False, True, False]


@pytest.mark.parametrize("name", ["", "  ", " shop", "shop "])
def test_a_name_can_be_typed_and_told_apart(name: str) -> None:
    """A store without a visible name could be neither imported nor told of."""
    hub, _ = a_hub()
    with pytest.raises(BadInput) as bad:
        hub.stores.connect(name, AMAZON, "other")
    assert bad.value.code == "error.blank_store_name"
    with pytest.raises(BadInput, match="cannot be a store's name"):
        hub.stores.replace("shop", name)


def test_a_store_asked_for_twice_is_imported_once() -> None:
    """A slip of the hand costs no second listing."""
    hub, world = a_hub()
    assert [one.store for one in hub.imports.run_all(["shop", "shop"])] == ["amz", "bay", "shop"]
    assert len(world.stores["shop"].begun_at) == 1
