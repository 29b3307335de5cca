"""Orders that change after they were placed, and facts that a platform does not show."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mockplace.kernel import order_facts
from mockplace.kernel.order_facts import LineFacts, OrderFacts, Recipient
from mockplace.kernel.records import PlatformOrder
from mockplace.kernel.refusal import Refusal
from mockplace.kernel.registered_rules import PLATFORMS
from mockplace.kernel.stale_reads import as_it_was
from mockplace.kernel.world import World
from mockplace.kernel.world_bytes import restored, saved
from mockplace.platforms.amazon.api.orders import render_2026
from mockplace.platforms.bigcommerce.api.orders import render
from mockplace.platforms.ebay.api.fulfillment.render import ebay_order
from tests.unit.mockplace.markets import MINUTE, after, market

EVERYTHING = OrderFacts(
    note="Ring twice", addresses=(Recipient(city="Boise"),), written=(("external_source", "X"),)
)


def test_an_order_without_facts_is_what_it_was() -> None:
    """No fact is invented, on any platform."""
    world = market()
    for store in ("shop", "amz", "bay"):
        order = world.buy(store, store, [("MUG", 1, None)])
        assert order_facts.named(order.facts) == frozenset()
        assert order_facts.named(order.lines[0].facts) == frozenset()
        assert (order.destinations, order.lines[0].address_id) == ({}, 0)


def test_every_platform_names_facts_that_there_are() -> None:
    """A word that is no fact and no part of an address would allow nothing."""
    known = {
        *OrderFacts.__dataclass_fields__,
        *LineFacts.__dataclass_fields__,
        *Recipient.__dataclass_fields__,
    }
    for rules in PLATFORMS.all():
        if rules.selling is not None:
            assert rules.selling.orders.facts <= known, rules.name


def test_a_further_address_is_another_person() -> None:
    """Invented from the purchase's name, and the same every time."""
    first, second = (
        market().buy("one", "shop", [("MUG", 1, None), ("CANDLE", 1, None)], facts=EVERYTHING,
                     line_facts=[LineFacts(), LineFacts(destination=1)])
        for _ in range(2)
    )  # fmt: skip
    assert first.destinations == second.destinations
    ((number, person),) = first.destinations.items()
    assert (person.city, person.name != first.buyer.name) == ("Boise", True)
    assert [line.address_id for line in first.lines] == [0, number]


def test_a_changed_address_is_what_readers_of_the_past_do_not_see() -> None:
    """Neither the order's own nor a further one."""
    world = market()
    order = world.buy("one", "shop", [("MUG", 1, None)], facts=EVERYTHING,
                      line_facts=[LineFacts(destination=1)])  # fmt: skip
    (number,) = order.destinations
    after(world, 1)
    world.change_address("shop", order.order_id, Recipient(city="Reno"), number)
    world.edit_lines("shop", order.order_id, {order.lines[0].line_id: 3})
    with as_it_was(world.state, MINUTE // 2):
        past = world.orders["shop", order.order_id]
        assert (past.destinations[number].city, past.lines[0].quantity) == ("Boise", 1)
    assert (order.destinations[number].city, order.lines[0].quantity) == ("Reno", 3)


def test_a_world_with_facts_is_kept_and_restored() -> None:
    """With everything that its orders say."""
    world = market()
    order = world.buy("one", "shop", [("MUG", 1, None)], facts=EVERYTHING)
    again = restored(saved(world)).orders["shop", order.order_id]
    assert (again.facts, again.destinations) == (order.facts, order.destinations)


def test_a_restored_world_shows_the_same_bodies() -> None:
    """Of orders with facts and without, on every platform."""
    world = market()
    said = [LineFacts(gift=order_facts.Gift("Hello"))]
    world.buy("said", "amz", [("MUG", 1, None)], line_facts=said)
    for store in ("shop", "amz", "bay"):
        world.buy(store, store, [("MUG", 1, None)])
    first, second = (bodies(one) for one in (world, restored(saved(world))))
    assert first == second
    assert len(first) == 4


def bodies(world: World) -> list[object]:
    """Every order as the platform's newest API shows it."""
    sections = frozenset(render_2026.SECTIONS)
    shown: dict[str, Callable[[PlatformOrder], object]] = {
        "amazon": lambda order: render_2026.order_2026(world, order, sections),
        "ebay": lambda order: ebay_order(world, order, "", alone=True),
        "bigcommerce": lambda order: (
            [render.order(world, order)]
            + [render.product(world, order, line) for line in order.lines]
        ),
    }
    return [shown[order.platform](order) for order in world.orders.values()]


def test_nothing_changes_by_the_same_address_or_quantity() -> None:
    """The order does not count as modified."""
    world = market()
    order = world.buy("one", "shop", [("MUG", 2, None)])
    after(world, 1)
    world.change_address("shop", order.order_id, Recipient(city=order.buyer.city))
    world.edit_lines("shop", order.order_id, {order.lines[0].line_id: 2})
    assert order.modified_at == order.placed_at


def test_the_tax_follows_the_quantity() -> None:
    """A line of three times the units has three times the tax."""
    world = market()
    order = world.buy("one", "shop", [("MUG", 2, None)])
    tax = order.lines[0].tax
    world.edit_lines("shop", order.order_id, {order.lines[0].line_id: 6})
    assert order.lines[0].tax == 3 * tax


@pytest.mark.parametrize("store", ["shop", "amz", "bay"])
def test_what_is_for_a_package_is_not_collected(store: str) -> None:
    """Nor is what nobody has ordered."""
    world = market()
    order = world.buy("one", store, [("MUG", 2, None)])
    line = order.lines[0].line_id
    for units, said in (({line: 1}, "not for collection"), ({"9": 1}, "no line 9"), ({}, "left")):
        with pytest.raises(Refusal, match=said):
            world.shipping.collect(store, order.order_id, units)


@pytest.mark.parametrize("store", ["shop", "amz", "bay"])
def test_an_order_that_is_cancelled_is_not_changed(store: str) -> None:
    """No address, no collection, no status."""
    world = market()
    order = world.buy("one", store, [("MUG", 2, None)])
    world.cancel(store, order.order_id)
    with pytest.raises(Refusal, match="cancelled"):
        world.change_address(store, order.order_id, Recipient(city="Reno"))
    with pytest.raises(Refusal, match="cancelled"):
        world.shipping.collect(store, order.order_id)
    with pytest.raises(Refusal, match="cancelled"):
        world.shipping.mark_shipped(store, order.order_id)
