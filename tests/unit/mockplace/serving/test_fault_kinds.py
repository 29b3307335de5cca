"""Every kind of trouble as a client sees it, on each of the three platforms."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import httpx
import pytest

from mockplace.kernel.fault_plan import CALL_KINDS, DOCUMENT_KINDS, Fault, FaultPlan
from mockplace.kernel.world import World
from tests.unit.mockplace.client import Client
from tests.unit.mockplace.markets import MINUTE, START, after, market


@pytest.fixture
def world() -> World:
    """Five orders on each platform, a minute apart, all copied nowhere."""
    world = market(connector="none")
    for n in range(5):
        for store in ("shop", "amz", "bay"):
            world.buy(f"{store}{n}", store, [("MUG", 1, None)])
        after(world, 1)
    after(world, 10)
    return world


@pytest.fixture
def client(world: World) -> Client:
    """Signed in everywhere."""
    return Client(world)


def listed(answer: httpx.Response) -> list[str]:
    """The order ids of any platform's page."""
    if answer.status_code == 204:
        return []
    document = answer.json()
    if isinstance(document, list):
        return [str(order["id"]) for order in document]
    document = document.get("payload", document)
    orders = document.get("orders", document.get("Orders"))
    return [order.get("orderId") or order["AmazonOrderId"] for order in orders]


LISTINGS: dict[str, Callable[[Client], httpx.Response]] = {
    "shop": Client.shop,
    "amz": Client.amz,
    "amz v0": Client.amz_v0,
    "bay": Client.bay,
}


@pytest.mark.parametrize("name", list(LISTINGS))
def test_a_truncated_page_lacks_orders_and_says_nothing(client: Client, name: str) -> None:
    """It is well formed and as good as any other: only its second half is gone."""
    whole = listed(LISTINGS[name](client))
    assert len(whole) == 5
    client.world.faults.add(Fault("truncated_page"))
    answer = LISTINGS[name](client)
    assert answer.status_code == 200
    assert listed(answer) == whole[:2]
    assert listed(LISTINGS[name](client)) == whole


def test_what_is_no_page_cannot_be_truncated(client: Client) -> None:
    """A refusal and an empty list stay what they are."""
    client.world.faults.add(Fault("truncated_page", times=0))
    assert client.shop("orders/99999").status_code == 404
    assert client.shop("orders?min_id=99999").status_code == 204
    assert client.shop("store").json()["id"]


def test_a_repeated_page_is_the_one_before(client: Client) -> None:
    """Who pages on gets the last page again, once; then the one that was asked for."""
    client.world.faults.add(Fault("repeated_page", operation="getOrders", nth=2))
    pages = [listed(client.shop(f"orders?limit=2&page={n}")) for n in (1, 2, 2, 3)]
    assert pages[0] == pages[1]
    assert not set(pages[0]) & set(pages[2])
    assert len(pages[3]) == 1


def test_a_repeated_page_needs_a_page_before(client: Client) -> None:
    """The first page of all is what it is."""
    client.world.faults.add(Fault("repeated_page", times=0))
    assert len(listed(client.bay())) == 5


def test_an_expired_token_is_refused_in_the_platforms_own_words(client: Client) -> None:
    """At exactly these words client libraries fetch a new one."""
    client.world.faults.add(Fault("auth_expired", times=3))
    amazon, ebay, shop = client.amz(), client.bay(), client.shop()
    assert (amazon.status_code, ebay.status_code, shop.status_code) == (403, 401, 401)
    assert amazon.json()["errors"][0]["details"] == "The access token you provided has expired."
    assert ebay.json()["errors"][0]["errorId"] == 1001
    assert client.amz().is_success


def test_a_refused_connection_never_reached_the_platform(client: Client) -> None:
    """Not even the quota is touched."""
    client.world.faults.add(Fault("connect_refused"))
    before = dict(client.world.limits.windows)
    with pytest.raises(httpx.ConnectError):
        client.shop()
    assert client.world.limits.windows == before
    assert client.shop().is_success


@pytest.mark.parametrize("name", ["shop", "amz", "bay"])
def test_a_stale_read_does_not_show_the_last_change(client: Client, name: str) -> None:
    """A shipment that was taken a moment ago is not seen yet, in the order and in the list."""
    world = client.world
    order_id = next(iter(world.orders_of(name))).order_id
    path = f"orders/{order_id}" if name == "shop" else f"/{order_id}"
    before, page = LISTINGS_OF_ONE[name](client, path).content, listed(LISTINGS[name](client))
    world.shipping.ship_elsewhere(name, order_id, "UPS", "1Z")
    after(world, 1)
    world.faults.add(Fault("stale_read", times=2, delay=2 * MINUTE))
    assert LISTINGS_OF_ONE[name](client, path).content == before
    assert listed(LISTINGS[name](client)) == page
    assert LISTINGS_OF_ONE[name](client, path).content != before


LISTINGS_OF_ONE: dict[str, Callable[[Client, str], httpx.Response]] = {
    "shop": Client.shop,
    "amz": Client.amz,
    "bay": Client.bay,
}


def test_a_stale_read_does_not_know_a_new_order(client: Client) -> None:
    """Neither by its id nor in a list; a moment later it does, and the order is whole."""
    world = client.world
    order = world.buy("new", "shop", [("MUG", 1, None)])
    world.faults.add(Fault("stale_read", times=2))
    assert client.shop(f"orders/{order.order_id}").status_code == 404
    assert order.order_id not in listed(client.shop())
    assert client.shop(f"orders/{order.order_id}").is_success
    assert listed(client.shop())[-1] == order.order_id
    assert [each.order_id for each in world.orders_of("shop")][-1] == order.order_id


def test_a_stale_read_of_what_is_old_is_what_there_is(client: Client) -> None:
    """Nothing happened in the last minute, so nothing is hidden."""
    client.world.faults.add(Fault("stale_read"))
    assert len(listed(client.bay())) == 5


def test_a_window_of_time_is_when_a_fault_strikes(client: Client) -> None:
    """From its beginning, and no longer at its end."""
    world = client.world
    begins = world.now + 5 * MINUTE
    world.faults.add(Fault("server_error", times=0, since=begins, until=begins + 10 * MINUTE))
    told = []
    for _ in range(4):
        told.append(client.shop().status_code)
        after(world, 5)
    assert told == [200, 500, 500, 200]


def test_a_window_counts_only_the_calls_in_it() -> None:
    """The second call of the window suffers, however many there were before."""
    plan = FaultPlan()
    plan.add(Fault("reset", nth=2, since=START))
    struck = [plan.strike("ebay", "getOrders", "", "bay", START + n) for n in (-2, -1, 0, 1, 2)]
    assert [fault is not None for fault in struck] == [False, False, False, True, False]


@pytest.mark.parametrize(
    "wrong",
    [{"nth": 0}, {"times": -1}, {"delay": -5}, {"since": 9, "until": 9}, {"kind": "tiemout"}],
)
def test_a_plan_that_cannot_be_is_refused(wrong: dict[str, object]) -> None:
    """A slip must not become a fault that never strikes, or always."""
    with pytest.raises(ValueError, match=r"."):
        Fault(**({"kind": "slow"} | wrong))  # type: ignore[arg-type]  # that is what is tested


def test_a_fault_of_messages_strikes_no_call(client: Client) -> None:
    """Calls do not even count against it."""
    client.world.faults.add(Fault("drop", times=0))
    assert client.shop().is_success
    assert client.world.faults.seen == [0]


@pytest.mark.parametrize("kind", [one for one in CALL_KINDS if one not in DOCUMENT_KINDS])
def test_every_kind_is_recorded_where_it_struck(client: Client, kind: str) -> None:
    """The journal of calls names the fault, so that a test can say why a client did what."""
    order_id = next(iter(client.world.orders_of("shop"))).order_id
    client.read("shop", order_id)
    client.world.faults.add(Fault(kind))  # type: ignore[arg-type]  # a parameter
    with suppress(httpx.TransportError):  # some kinds have no answer
        if kind in ("forgets", "arrives_twice"):  # what is read is not forgotten, nor repeated
            client.ship("shop", order_id)
        else:
            client.read("shop", order_id)
    assert client.world.calls[-1].fault == kind


@pytest.mark.parametrize("name", ["shop", "amz", "bay"])
def test_not_found_is_said_in_the_platforms_own_words_of_what_is_there(
    client: Client, name: str
) -> None:
    """It is what an order that never was is answered with; a moment later the order is there."""
    order_id = next(iter(client.world.orders_of(name))).order_id
    digit = "8" if order_id[-1] != "8" else "7"
    never = client.read(name, order_id[:-1] + digit if name != "shop" else "99999")
    client.world.faults.add(Fault("not_found", times=2))
    missed, whole = client.read(name, order_id), client.list(name)
    assert missed.status_code == never.status_code == 404
    assert missed.content.replace(order_id.encode(), b"") == never.content.replace(
        (order_id[:-1] + digit).encode(), b""
    )
    assert order_id in listed(whole)
    assert not client.ship(name, order_id).is_success
    assert client.read(name, order_id).is_success
    assert client.ship(name, order_id).is_success


def test_not_found_of_ebay_has_the_status_that_is_chosen(client: Client) -> None:
    """Some sellers see 400 there."""
    order_id = next(iter(client.world.orders_of("bay"))).order_id
    client.world.choose("ebay.unknown-order", "400")
    client.world.faults.add(Fault("not_found"))
    answer = client.read("bay", order_id)
    assert (answer.status_code, answer.json()["errors"][0]["errorId"]) == (400, 32100)


def test_not_found_waits_for_what_is_there(client: Client) -> None:
    """A listing names nothing, and what is not there anyway is no fault of ours."""
    client.world.faults.add(Fault("not_found", platform="bigcommerce"))
    order_id = next(iter(client.world.orders_of("shop"))).order_id
    assert client.shop().is_success
    assert client.shop("orders/99999").status_code == 404
    assert client.world.faults.seen == [0]
    assert client.shop(f"orders/{order_id}").status_code == 404
    assert client.world.faults.seen == [1]
    sequence = [order.order_id for order in client.world.orders_of("shop")]
    assert sequence == listed(client.shop())
