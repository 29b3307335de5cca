"""A buyer combines orders on eBay: the new order has their lines, and they are gone."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from mockplace.kernel.judge import judge
from mockplace.kernel.records import Account, Product
from mockplace.kernel.refusal import Refusal
from mockplace.kernel.world import World
from mockplace.platforms.ebay.api.find_order import is_shown

NOON = int(datetime(2026, 11, 20, 12, tzinfo=UTC).timestamp() * 1000)


@pytest.fixture
def world() -> World:
    """A seller on eBay and on Amazon with a shop, and two paid eBay orders of one buyer."""
    world = World(seed=7, start=NOON)
    for platform in ("bigcommerce", "amazon", "ebay"):
        world.open_account(Account(platform, platform, ""))
    world.list_product(Product("MUG", "Mug", 1000, 400, ("amazon", "ebay")))
    world.buy("one", "ebay", [("MUG", 1, None)], buyer="Ada")
    world.buy("two", "ebay", [("MUG", 2, None)], buyer="Ada")
    return world


def combine(world: World, *names: str, store: str = "ebay") -> None:
    """Combine purchases into ``both``."""
    world.combine("both", store, [world.state.bought[name][1] for name in names])


def test_the_new_order_has_the_lines_and_the_copies_of_the_others(world: World) -> None:
    """The ids of the lines stay; the others are cancelled and hidden, and owe nothing."""
    world.advance_to(NOON + 600_000)
    before = [world.orders[world.state.bought[name]] for name in ("one", "two")]
    lines = [line.line_id for order in before for line in order.lines]
    combine(world, "one", "two")
    new = world.orders[world.state.bought["both"]]
    assert [line.line_id for line in new.lines] == lines
    assert new.order_id not in {order.order_id for order in before}
    assert [(order.status, is_shown(order)) for order in before] == [("cancelled", False)] * 2
    copies = [order for order in world.orders.values() if order.mirrors]
    assert {(copy.mirrors, copy.purchase) for copy in copies} == {(new.order_id, "both")}
    assert all(copy.status == "open" for copy in copies)
    ledgers = {one.purchase: one for one in judge(world).ledgers}
    assert sum(line.open for line in ledgers["both"].lines) == 3
    assert sum(line.open for line in ledgers["one"].lines) == 0


def test_what_is_not_combined(world: World) -> None:
    """Orders of two buyers, shipped ones, one alone, and those of other platforms."""
    world.buy("other", "ebay", [("MUG", 1, None)], buyer="Grace")
    world.buy("amazon", "amazon", [("MUG", 1, None)], buyer="Ada")
    world.buy("again", "amazon", [("MUG", 1, None)], buyer="Ada")
    with pytest.raises(Refusal, match="one buyer"):
        combine(world, "one", "other")
    with pytest.raises(Refusal, match="one buyer"):
        combine(world, "one", "one")
    with pytest.raises(Refusal, match="combines no orders"):
        combine(world, "amazon", "again", store="amazon")
    world.shipping.mark_shipped("ebay", world.state.bought["one"][1])
    with pytest.raises(Refusal, match="not shipped"):
        combine(world, "one", "two")
