"""What the world's accounts offer: units that go and come back, listings, and overselling."""

from __future__ import annotations

import copy
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockplace.control.worlds import restored, saved
from mockplace.kernel.inventory.listings import Shortage
from mockplace.kernel.records import Product
from mockplace.kernel.refusal import Refusal
from mockplace.kernel.world import World
from mockplace.platforms.bigcommerce.rules.commands import SetStatus
from tests.unit.mockplace.markets import MINUTE, after, market

ACCOUNTS = ("shop", "amz", "bay")


def counted(units: int, *, connector: str = "channel-manager") -> World:
    """A market in which every account has so many mugs."""
    world = market(connector=connector)
    world.inventory.stock_up("MUG", units)
    return world


def levels(world: World) -> list[int | None]:
    """The mugs of the shop, Amazon and eBay."""
    return [
        offer.stock if (offer := world.inventory.offer(store, "MUG")) else None
        for store in ACCOUNTS
    ]


def test_nobody_counts_unless_told_to() -> None:
    """Any number can be bought, and nothing is remembered of it."""
    world = market()
    world.buy("many", "amz", [("MUG", 10_000, None)])
    after(world, 10)
    assert levels(world) == [None, None, None]
    assert not world.state.inventory_records.offers
    assert not world.state.inventory_records.drawn


def test_a_purchase_takes_units_until_none_are_left() -> None:
    """The next one is refused with the number that is left, and changes nothing."""
    world = counted(3)
    world.buy("two", "shop", [("MUG", 1, None), ("CANDLE", 5, None), ("MUG", 1, None)])
    assert levels(world) == [1, 3, 3]
    with pytest.raises(Refusal, match="shop has 1 of MUG left, not 2") as refused:
        world.buy("more", "shop", [("MUG", 1, None), ("MUG", 1, None)])
    assert (refused.value.code, refused.value.facts["left"]) == ("sold-out", 1)
    assert ("more" not in world.state.bought, levels(world)) == (True, [1, 3, 3])
    world.buy("unpaid", "shop", [("MUG", 1, None)], paid=False)
    assert levels(world) == [0, 3, 3]


def test_a_copy_takes_the_shops_units_and_the_connector_tells_the_others() -> None:
    """At once on the marketplace, after ninety seconds in the shop, after sixty more elsewhere."""
    world = counted(5)
    world.buy("sale", "amz", [("MUG", 2, None)])
    assert levels(world) == [5, 3, 5]
    world.advance_to(world.now + 90_000)
    assert levels(world) == [3, 3, 5]
    world.advance_to(world.now + 59_999)
    assert levels(world) == [3, 3, 5]
    world.advance_to(world.now + 1)
    assert levels(world) == [3, 3, 3]


@pytest.mark.parametrize(
    ("connector", "carried"),
    [("channel-manager", 2), ("codisto", 2), ("generic-app", 5), ("bare", 5), ("none", 5)],
)
def test_the_profile_decides_whether_stock_is_carried(connector: str, carried: int) -> None:
    """And the merchant's own count in the shop is carried as a purchase is."""
    world = counted(5, connector=connector)
    world.inventory.set_stock("shop", "MUG", 2)
    after(world, 2)
    assert levels(world) == [2, carried, carried]


def test_what_the_connector_does_not_know_or_has_ended_is_left_alone() -> None:
    """The unlinked teapot, and a listing that is over."""
    world = market()
    for sku in ("TEAPOT", "MUG"):
        world.inventory.stock_up(sku, 5)
    world.inventory.set_listing("bay", "MUG", "ended")
    world.inventory.set_stock("shop", "TEAPOT", 1)
    world.inventory.set_stock("shop", "MUG", 1)
    after(world, 2)
    teapot = world.inventory.offer("amz", "TEAPOT")
    assert (teapot and teapot.stock, levels(world)) == (5, [1, 1, 5])


def test_a_connector_that_tells_before_it_has_copied_tells_of_what_is_gone() -> None:
    """The shop was counted a minute ago and has not heard of the sale: its number comes back."""
    world = counted(5)
    world.inventory.set_stock("shop", "MUG", 4)
    world.buy("sale", "amz", [("MUG", 2, None)])
    after(world, 1)
    assert levels(world) == [4, 4, 4]
    after(world, 5)
    assert levels(world) == [2, 2, 2]


def test_the_last_one_is_sold_twice_by_a_slow_connector() -> None:
    """The second copy finds none: the stock stays at nought, and the report says what is short."""
    world = counted(1)
    world.buy("first", "amz", [("MUG", 1, None)])
    after(world, 1)
    second = world.buy("second", "bay", [("MUG", 1, None)])
    assert world.inventory.shortages == []
    after(world, 5)
    copied = world.state.copies["bay", second.order_id]
    assert world.inventory.shortages == [
        Shortage(second.placed_at + 90_000, "shop", copied[1], "MUG", 1),
    ]
    assert levels(world) == [0, 0, 0]
    for store in ACCOUNTS:
        with pytest.raises(Refusal, match="0 of MUG left"):
            world.buy(f"late {store}", store, [("MUG", 1, None)])


def test_a_cancelled_copy_gives_back_what_it_took_and_no_more() -> None:
    """In the shop, as its setting says; the marketplace hears of it from the connector."""
    world = counted(1)
    first = world.buy("first", "amz", [("MUG", 1, None)])
    second = world.buy("second", "bay", [("MUG", 1, None)])
    after(world, 5)
    world.cancel("bay", second.order_id)
    after(world, 5)
    assert levels(world) == [0, 0, 0]
    world.cancel("amz", first.order_id)
    assert levels(world) == [0, 0, 0]
    after(world, 5)
    assert levels(world) == [1, 1, 1]
    copied = world.state.copies["amz", first.order_id]
    world.do(SetStatus(*copied, 4))  # refunded too: nothing is left to give back
    assert levels(world)[0] == 1


def test_the_setting_can_keep_units_from_coming_back() -> None:
    """BigCommerce lets a merchant switch it off."""
    world = counted(2, connector="none")
    world.accounts["shop"] = replace(world.accounts["shop"], restocks=False)
    order = world.buy("sale", "shop", [("MUG", 2, None)])
    world.do(SetStatus("shop", order.order_id, 5))
    assert levels(world)[0] == 0


def test_amazons_own_stock_is_not_the_merchants() -> None:
    """What Amazon fulfils takes nothing, neither there nor by its copy."""
    world = counted(1)
    world.buy("afn", "amz", [("MUG", 4, None)], afn=True)
    after(world, 5)
    assert (levels(world), world.inventory.shortages) == ([1, 1, 1], [])


def test_what_is_not_on_offer_cannot_be_bought() -> None:
    """Set aside, ended, and listed again: eBay numbers the new listing anew, others do not."""
    world = market()
    before = {store: world.inventory.listing_id(store, "MUG") for store in ACCOUNTS}
    for store in ACCOUNTS:
        for state in ("inactive", "ended"):
            world.inventory.set_listing(store, "MUG", state)
            with pytest.raises(Refusal) as refused:
                world.buy(f"{store} {state}", store, [("MUG", 1, None)])
            assert refused.value.code == "not-listed"
        world.inventory.set_listing(store, "MUG", "active")
        line = world.buy(store, store, [("MUG", 1, None)]).lines[0]
        assert line.listing_id == world.inventory.listing_id(store, "MUG")
        assert (line.listing_id == before[store]) == (store != "bay")


def test_an_article_can_be_listed_where_it_was_not() -> None:
    """With a price and a number of units of its own there."""
    world = market()
    world.inventory.add_article("bay", Product("NEW", "New", 500, 100, ()))
    with pytest.raises(Refusal, match="not sold on bay"):
        world.buy("early", "bay", [("NEW", 1, None)])
    world.inventory.set_listing("bay", "NEW", "active")
    world.inventory.set_stock("bay", "NEW", 1)
    world.inventory.set_price("bay", "NEW", 750)
    assert world.buy("sale", "bay", [("NEW", 1, None)]).lines[0].price == 750
    assert [one.sku for one in world.inventory.offered("bay")][-1] == "NEW"
    assert "NEW" not in [one.sku for one in world.inventory.offered("amz")]


@pytest.mark.parametrize(
    ("code", "wrong"),
    [
        ("unknown-store", lambda world: world.inventory.set_stock("nowhere", "MUG", 1)),
        ("not-listed", lambda world: world.inventory.set_stock("amz", "NOTHING", 1)),
        ("bad-stock", lambda world: world.inventory.set_stock("amz", "MUG", -1)),
        ("bad-stock", lambda world: world.inventory.set_stock("amz", "MUG", 2**31)),
        ("not-counted", lambda world: world.inventory.adjust_stock("amz", [("CANDLE", 1)])),
        ("sold-out", lambda world: world.inventory.adjust_stock("amz", [("MUG", -1), ("MUG", -2)])),
        ("bad-stock", lambda world: world.inventory.adjust_stock("amz", [("MUG", 2**31)])),
        ("bad-price", lambda world: world.inventory.set_price("amz", "MUG", -1)),
        ("unknown-sku", lambda world: world.inventory.set_listing("amz", "NOTHING", "active")),
        ("taken", lambda world: world.inventory.add_article("amz", Product("MUG", "", 1, 1, ()))),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(code: str, wrong: object) -> None:
    """Each with its code."""
    world = counted(2)
    before = copy.deepcopy(world.state.inventory_records)
    with pytest.raises(Refusal) as refused:
        wrong(world)  # type: ignore[operator]  # one of the lambdas above
    assert refused.value.code == code
    assert world.state.inventory_records == before


def test_stock_is_part_of_a_snapshot() -> None:
    """What is sold after it is there again in what was kept."""
    world = counted(2)
    kept = saved(world)
    world.buy("sale", "amz", [("MUG", 2, None)])
    again = restored(kept)
    assert (levels(world), levels(again)) == ([2, 0, 2], [2, 2, 2])
    again.buy("sale", "amz", [("MUG", 2, None)])
    assert again.state.inventory_records == world.state.inventory_records


def test_an_invented_past_sells_no_more_than_there_was() -> None:
    """Its buyers go away again where everything is sold."""
    world = market(connector="none")
    for sku in ("MUG", "CANDLE", "TEAPOT"):
        for store in ACCOUNTS:
            world.inventory.set_stock(store, sku, 3)
    world.populate(60)
    assert 3 < len(world.purchases()) < 60
    assert all((offer.stock or 0) >= 0 for offer in world.state.inventory_records.offers.values())


Step = st.tuples(st.sampled_from([*ACCOUNTS, "wait"]), st.integers(1, 3))


def sold(world: World) -> int:
    """The mugs of every purchase; copies are none."""
    return sum(
        line.quantity
        for order in world.orders.values()
        if not order.mirrors
        for line in order.lines
    )


def buys(world: World, name: str, store: str, count: int) -> bool:
    """Whether somebody could buy so many mugs."""
    try:
        world.buy(name, store, [("MUG", count, None)])
    except Refusal:
        return False
    return True


@settings(deadline=None)
@given(st.integers(0, 6), st.lists(Step, max_size=25))
def test_never_more_is_sold_than_there_was_but_by_a_slow_connector(
    units: int, steps: list[tuple[str, int]]
) -> None:
    """And then the report says how many are short, to the unit, whatever happens in which order."""
    world = counted(units)
    for n, (what, count) in enumerate(steps):
        if what == "wait":
            world.advance_to(world.now + count * MINUTE)
            continue
        before = levels(world)[ACCOUNTS.index(what)] or 0
        assert buys(world, f"b{n}", what, count) == (before >= count)
    after(world, 10)
    left = levels(world)
    short = sum(one.units for one in world.inventory.shortages)
    assert left == [left[0]] * 3
    assert sold(world) == units - (left[0] or 0) + short
    assert sold(world) <= units + short


@settings(deadline=None)
@given(st.integers(0, 6), st.lists(Step, max_size=25))
def test_a_connector_that_is_at_once_never_oversells(
    units: int, steps: list[tuple[str, int]]
) -> None:
    """Where a moment passes between the purchases."""
    world = counted(units)
    world.accounts["shop"] = replace(world.accounts["shop"], copies_after=0, stock_after=0)
    for n, (what, count) in enumerate(steps):
        buys(world, f"b{n}", what if what in ACCOUNTS else "amz", count)
        world.advance_to(world.now + 1)
    assert world.inventory.shortages == []
    assert sold(world) <= units
