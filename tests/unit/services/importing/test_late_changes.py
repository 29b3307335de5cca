"""What arrives late counts as if it had been there in time."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from shiponce.domain.money import Money
from shiponce.domain.order import Grade, ImportedOrder, Line
from shiponce.domain.shipment import NotificationState
from shiponce.domain.store import MatchingMode
from shiponce.errors import ServerTrouble, StoreFileError
from shiponce.hub import Hub
from tests.doubles.platforms_in_memory import World, a_copy, a_hub, an_order, until_sure
from tests.platform_ids import EXCLUDE_COPIES

TROUBLE = ServerTrouble("error.rubbish", platform="word.amazon", operation="word.call.getOrder")
NUMBER = an_order().remote_id


def shipped_alone(mode: MatchingMode = MatchingMode.RECONCILING) -> tuple[Hub, World]:
    """An Amazon order was shipped before anybody heard of its copy."""
    hub, world = a_hub()
    hub.matching.choose_mode(mode)
    world.stores["amz"].orders = {NUMBER: an_order()}
    hub.imports.run("amz")
    hub.shipping.ship(hub.orders.find(NUMBER), "house:ground")
    world.stores["shop"].orders = {"1042": a_copy(an_order())}
    return hub, world


@pytest.mark.proves("R7", "W10")
@pytest.mark.parametrize(("mode", "told"), [("reconciling", 1), ("documented", 0)])
def test_a_copy_kept_out_after_the_shipment_is_told(mode: str, told: int) -> None:
    """The rule leaves no copy; reconciling mode tells BigCommerce all the same, late or not."""
    hub, world = shipped_alone(MatchingMode(mode))
    hub.rules.add(EXCLUDE_COPIES)
    hub.imports.run("shop")
    hub.imports.run("shop")
    hub.tick()
    assert len(world.stores["shop"].told) == told


@pytest.mark.proves("R7", "D1")
def test_a_kept_out_copy_is_not_told_when_notifications_are_off() -> None:
    """The switch covers orders kept out as well."""
    hub, world = shipped_alone()
    hub.stores.set_notifications("shop", False, by="Mary", confirmed=True)
    hub.rules.add(EXCLUDE_COPIES)
    hub.imports.run("shop")
    hub.tick()
    assert world.stores["shop"].told == []


@pytest.mark.proves("R7")
def test_an_editable_field_sends_no_tracking_to_an_order_kept_out() -> None:
    """Nothing but a read-only key says which order BigCommerce is to be told of."""
    hub, world = shipped_alone()
    copy = a_copy(an_order(), grade=Grade.SUPPORTS)
    world.stores["shop"].orders = {"1042": copy}
    hub.rules.add(EXCLUDE_COPIES)
    hub.imports.run("shop")
    hub.tick()
    assert world.stores["shop"].told == []


@pytest.mark.proves("N4")
def test_the_marketplace_comes_first_though_the_copy_arrives_late() -> None:
    """Amazon was out of order when the parcel left: BigCommerce waits, so no relay masks it."""
    hub, world = a_hub()
    world.stores["amz"].orders = {NUMBER: an_order()}
    hub.imports.run("amz")
    world.stores["amz"].before = [TROUBLE]
    hub.shipping.ship(hub.orders.find(NUMBER), "house:ground")
    hub.tick()
    world.stores["shop"].orders = {"1042": a_copy(an_order())}
    hub.imports.run("shop")
    hub.tick()
    assert world.stores["shop"].told == []
    until_sure(hub, world)
    assert [n.state for n in hub.notifications.rows()] == [NotificationState.SENT] * 2


def two_lines() -> ImportedOrder:
    """A mug and a bowl."""
    mug = an_order().lines[0]
    bowl = Line("l2", "BOWL", "Bowl", 1, Money(2100, "USD"), 600)
    return an_order(lines=(mug, bowl))


def changed(lines: tuple[Line, ...]) -> ImportedOrder:
    """The same order, later, with other lines."""
    order = two_lines()
    return replace(order, lines=lines, modified_at=order.modified_at + timedelta(minutes=5))


@pytest.mark.proves("X1")
def test_a_line_that_the_platform_took_out_is_not_shipped() -> None:
    """The buyer cancelled one thing of two: only the other one leaves."""
    hub, world = a_hub()
    world.stores["amz"].orders = {NUMBER: two_lines()}
    hub.imports.run("amz")
    world.stores["amz"].orders = {NUMBER: changed(two_lines().lines[:1])}
    hub.imports.run("amz")
    order_id = hub.orders.find(NUMBER)
    assert [line.sku for line in hub.orders.detail(order_id).lines] == ["MUG-SLATE"]
    hub.shipping.ship(order_id, "house:ground")
    hub.tick()
    assert world.stores["amz"].told[0].lines == (("l1", 2),)


@pytest.mark.proves("X1")
def test_lines_in_another_order_keep_what_was_packed_of_them() -> None:
    """What is in a package is known by the platform's line, not by its place in the list."""
    hub, world = a_hub()
    world.stores["amz"].orders = {NUMBER: two_lines()}
    hub.imports.run("amz")
    order_id = hub.orders.find(NUMBER)
    hub.shipping.ship(order_id, "house:ground")
    world.stores["amz"].orders = {NUMBER: changed(two_lines().lines[::-1])}
    hub.imports.run("amz")
    assert {line.sku: line.shipped for line in hub.orders.detail(order_id).lines} == {
        "MUG-SLATE": 2,
        "BOWL": 1,
    }
    hub.tick()
    assert sorted(world.stores["amz"].told[0].lines) == [("l1", 2), ("l2", 1)]


def test_a_full_disk_is_one_sentence_and_the_next_write_works() -> None:
    """Nothing is half written, and no transaction stays open behind the error (X6)."""
    hub, world = a_hub()
    world.stores["amz"].orders = {NUMBER: two_lines()}
    conn = world.db[0].conn
    conn.execute("PRAGMA max_page_count = 1")  # SQLite makes it what the file has now
    world.stores["amz"].orders = {str(n): an_order(remote_id=str(n)) for n in range(1, 300)}
    with pytest.raises(StoreFileError):
        hub.imports.run("amz")
    assert not world.db[0].in_transaction
    conn.execute("PRAGMA max_page_count = 100000")
    assert hub.imports.run("amz").added == 299
