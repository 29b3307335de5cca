"""Reads of the past for a time, reads of another order, and writes of which nothing remains."""

from __future__ import annotations

import httpx
import pytest

from mockplace.kernel.fault_plan import Fault
from mockplace.kernel.world import World
from tests.unit.mockplace.client import Client
from tests.unit.mockplace.markets import MINUTE, after, market

STORES = ("shop", "amz", "bay")
every_store = pytest.mark.parametrize("store", STORES)


@pytest.fixture
def world() -> World:
    """Three orders on each platform, a minute apart, copied nowhere."""
    world = market(connector="none")
    for n in range(3):
        for store in STORES:
            world.buy(f"{store}{n}", store, [("MUG", 2, None)])
        after(world, 1)
    after(world, 30)
    return world


@pytest.fixture
def client(world: World) -> Client:
    """In process."""
    return Client(world)


def ids(world: World, store: str) -> list[str]:
    """The orders of a store in their sequence."""
    return [order.order_id for order in world.orders_of(store)]


def ship_one(world: World, store: str, order_id: str, tracking: str) -> None:
    """One unit of an order leaves, in the platform's own pages."""
    line = world.orders[store, order_id].lines[0].line_id
    world.shipping.ship_elsewhere(store, order_id, "UPS", tracking, {line: 1})


def plan(world: World, store: str, kind: str, **more: object) -> None:
    """A fault at one platform's calls."""
    platform = world.accounts[store].platform
    world.faults.add(Fault(kind, platform=platform, **more))  # type: ignore[arg-type]  # by name


@every_store
@pytest.mark.parametrize("what", ["read", "packages"])
def test_a_stale_read_shows_the_state_of_that_time_behind_several_changes(
    client: Client, store: str, what: str
) -> None:
    """Not the one before the last change: what stood there ten minutes ago."""
    world, order_id = client.world, ids(client.world, store)[0]

    def read() -> bytes:
        found: httpx.Response = getattr(client, what)(store, order_id)
        return found.content

    seen = [read()]
    for tracking in ("1Z1", "1Z2"):
        after(world, 6)
        ship_one(world, store, order_id, tracking)
        seen.append(read())
    after(world, 3)  # changed three and nine minutes ago
    assert len(set(seen)) == 3
    for delay, then in ((2, 2), (4, 1), (8, 1), (10, 0), (60 * 24, None)):
        world.faults.clear()
        plan(world, store, "stale_read", delay=delay * MINUTE)
        if then is None:
            assert client.read(store, order_id).status_code == 404
        else:
            assert read() == seen[then], delay
    world.faults.clear()
    assert read() == seen[2]


@every_store
def test_a_stale_read_lasts_as_long_as_it_is_planned(client: Client, store: str) -> None:
    """Within its span every read shows the past, whatever the order of reads; then none does."""
    world, order_id = client.world, ids(client.world, store)[0]
    before = client.packages(store, order_id).content
    ship_one(world, store, order_id, "1Z1")
    until = world.now + 5 * MINUTE
    plan(world, store, "stale_read", delay=10 * MINUTE, times=0, until=until)
    for _ in range(5):
        assert client.packages(store, order_id).content == before
        after(world, 1)
    assert client.packages(store, order_id).content != before


@every_store
def test_a_stale_read_leaves_the_world_as_it_is(client: Client, store: str) -> None:
    """Sequences, indexes and what a page is drawn from are those of before it."""
    world = client.world
    new = world.buy("new", store, [("MUG", 1, None)])
    ship_one(world, store, ids(world, store)[1], "1Z1")
    whole, orders = client.list(store).content, list(world.orders)
    plan(world, store, "stale_read", delay=30 * MINUTE)
    assert new.order_id.encode() not in client.list(store).content
    assert client.list(store).content == whole
    assert list(world.orders) == orders
    assert ids(world, store)[-1] == new.order_id


@every_store
def test_a_stale_read_does_not_strike_a_write(client: Client, store: str) -> None:
    """It waits for the next read: what is written is never lost to it."""
    world, order_id = client.world, ids(client.world, store)[0]
    plan(world, store, "stale_read")
    assert client.ship(store, order_id).is_success
    assert world.faults.seen == [0]
    assert len(world.orders[store, order_id].packages) == 1


def test_an_archived_order_stands_in_a_stale_listing(client: Client, world: World) -> None:
    """BigCommerce leaves archived ones out."""
    account, order_id = world.accounts["shop"], ids(world, "shop")[0]
    before = client.list("shop").content
    where = f"https://api.bigcommerce.com/stores/{account.account}/v2/orders/{order_id}"
    assert client.http.delete(where, headers={"x-auth-token": account.token}).is_success
    assert client.list("shop").content != before
    plan(world, "shop", "stale_read")
    assert client.list("shop").content == before


def test_what_is_older_than_a_day_is_forgotten(world: World) -> None:
    """And nobody may ask for it."""
    order_id = ids(world, "amz")[0]
    for n in range(2):
        ship_one(world, "amz", order_id, f"1Z{n}")
        after(world, 25 * 60)
    world.pay("shop", world.buy("late", "shop", [("MUG", 1, None)], paid=False).order_id)
    after(world, 1)
    ship_one(world, "amz", ids(world, "amz")[1], "1Z9")
    assert ("amz", order_id) not in world.state.history.versions
    with pytest.raises(ValueError, match="a day ago at most"):
        Fault("stale_read", delay=24 * 60 * MINUTE + 1)


@every_store
@pytest.mark.parametrize("what", ["read", "packages"])
def test_wrong_order_answers_about_another_order_of_the_account(
    client: Client, store: str, what: str
) -> None:
    """Everything in it is true of the other one; the next read is right again."""
    world = client.world
    mine, other, _ = ids(world, store)
    ship_one(world, store, mine, "1ZMINE")
    ship_one(world, store, other, "1ZOTHER")
    read = getattr(client, what)
    right, another = read(store, mine).content, read(store, other).content
    plan(world, store, "wrong_order")
    assert read(store, mine).content == another
    assert read(store, mine).content == right


def test_wrong_order_answers_a_listing_of_one_order(client: Client, world: World) -> None:
    """EBay is asked for orders by their ids in the query."""
    mine, other, _ = ids(world, "bay")
    plan(world, "bay", "wrong_order")
    (found,) = client.bay(f"?orderIds={mine}").json()["orders"]
    assert found["orderId"] == other
    (found,) = client.bay(f"?orderIds={mine}").json()["orders"]
    assert found["orderId"] == mine


@every_store
def test_wrong_order_waits_for_another_order(store: str) -> None:
    """Where there is none, where nothing is named, and at a write."""
    world = market(connector="none")
    order = world.buy("only", store, [("MUG", 1, None)])
    client = Client(world)
    plan(world, store, "wrong_order")
    assert client.read(store, order.order_id).is_success
    assert client.list(store).is_success
    assert client.ship(store, order.order_id).is_success
    assert world.faults.seen == [0]
    other = world.buy("second", store, [("MUG", 1, None)])
    assert other.order_id.encode() in client.read(store, order.order_id).content
    assert world.faults.seen == [1]


@every_store
def test_a_part_of_an_order_is_mixed_up_with_the_same_part_of_another(
    client: Client, store: str
) -> None:
    """One package by its id."""
    if store == "amz":
        return  # Amazon shows packages within their order
    world = client.world
    mine, other, _ = ids(world, store)
    found = [client.ship(store, one, f"1Z{one[-4:]}") for one in (mine, other)]
    assert all(answer.is_success for answer in found)
    names = [world.orders[store, one].packages[0].package_id for one in (mine, other)]

    def read(order_id: str, name: str) -> bytes:
        if store == "shop":
            return client.shop(f"orders/{order_id}/shipments/{name}").content
        return client.bay(f"/{order_id}/shipping_fulfillment/{name}").content

    another = read(other, names[1])
    plan(world, store, "wrong_order")
    assert read(mine, names[0]) == another


@every_store
def test_forgets_answers_with_success_and_records_nothing(client: Client, store: str) -> None:
    """The answer is the very one of a write that lasts; a second one is taken as the first was."""
    world, order_id = client.world, ids(client.world, store)[0]
    plan(world, store, "forgets")
    first = client.ship(store, order_id)
    assert first.is_success
    assert (world.orders[store, order_id].packages, world.mails) == ([], [])
    assert (world.calls[-1].fault, world.calls[-1].status) == ("forgets", first.status_code)
    again = client.ship(store, order_id)
    assert again.status_code == first.status_code
    assert len(world.orders[store, order_id].packages) == 1


@every_store
def test_forgets_waits_for_a_write_that_is_taken(client: Client, store: str) -> None:
    """A read has nothing to forget, and neither has a refusal."""
    world, order_id = client.world, ids(client.world, store)[0]
    world.cancel(store, order_id)
    plan(world, store, "forgets")
    assert client.read(store, order_id).is_success
    refused = client.ship(store, order_id)
    if store != "shop":  # BigCommerce takes shipments of cancelled orders
        assert refused.status_code >= 400
        assert world.faults.seen == [0]
