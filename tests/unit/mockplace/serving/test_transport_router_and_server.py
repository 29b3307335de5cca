"""The transport, the respx router and the server, each in front of one world."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import orjson
import pytest

from mockplace.kernel.fault_plan import Fault, FaultKind
from mockplace.kernel.world import World
from mockplace.platforms.ebay.api.oauth import access_token
from mockplace.respx import respx_router
from mockplace.serving.clock import FROZEN, Pace, ServedClock
from mockplace.serving.dispatch import Request, answer
from mockplace.serving.http_connection import MOST_BODY
from mockplace.serving.httpx_transport import Transport
from mockplace.serving.server import site
from tests.doubles.server_thread import running
from tests.unit.mockplace.markets import MINUTE, START, after, market


def path(world: World, rest: str) -> str:
    """An address below the shop's."""
    return f"/stores/{world.accounts['shop'].account}/v2/{rest}"


def token(world: World) -> dict[str, str]:
    """The shop's token as a header."""
    return {"X-Auth-Token": world.accounts["shop"].token}


def shipment(world: World) -> dict[str, object]:
    """The body of a shipment of everything in order 1001."""
    order = world.orders["shop", "1001"]
    items = [{"order_product_id": int(order.lines[0].line_id), "quantity": 1}]
    return {"order_address_id": order.address_id, "tracking_number": "1Z", "items": items}


@pytest.fixture
def world() -> World:
    """A market with one order in the shop."""
    world = market()
    world.buy("mug", "shop", [("MUG", 1, None)])
    return world


@pytest.mark.proves("N3")
@pytest.mark.parametrize(
    ("kind", "parcels", "error"),
    [
        ("timeout_before_commit", 0, httpx.ReadTimeout),
        ("timeout_after_commit", 1, httpx.ReadTimeout),
        ("reset", 0, httpx.RemoteProtocolError),
        ("reset_after_commit", 1, httpx.RemoteProtocolError),
    ],
)
def test_a_lost_answer_looks_the_same_whether_the_platform_acted_or_not(
    world: World, kind: FaultKind, parcels: int, error: type[httpx.HTTPError]
) -> None:
    """The client meets httpx's own error, and waits its own time-out on the world's clock."""
    world.faults.add(Fault(kind, operation="createShipment"))
    where = f"https://api.bigcommerce.com{path(world, 'orders/1001/shipments')}"
    with (
        httpx.Client(transport=Transport(world), timeout=10) as http,
        pytest.raises(error),
    ):
        http.post(where, headers=token(world), json=shipment(world))
    assert len(world.orders["shop", "1001"].packages) == parcels
    assert world.now == START + (10_000 if error is httpx.ReadTimeout else 0)
    assert (world.calls[-1].status, world.calls[-1].fault) == (0, kind)


def test_a_slow_answer_takes_virtual_time_and_may_be_too_late(world: World) -> None:
    """Within the time-out the clock moves on; beyond it the client gives up."""
    world.faults.add(Fault("slow", delay=4_000))
    world.faults.add(Fault("slow", nth=2, delay=60_000))
    where = f"https://api.bigcommerce.com{path(world, 'time')}"
    with httpx.Client(transport=Transport(world), timeout=5) as http:
        assert http.get(where, headers=token(world)).is_success
        assert world.now == START + 4_000
        with pytest.raises(httpx.ReadTimeout):
            http.get(where, headers=token(world))
    assert world.now == START + 9_000


def test_time_passes_for_others_while_a_client_waits(world: World) -> None:
    """What falls due during a time-out happens."""
    world.buy("twin", "amz", [("MUG", 1, None)])
    world.faults.add(Fault("timeout_before_commit"))
    with (
        httpx.Client(transport=Transport(world), timeout=120) as http,
        pytest.raises(httpx.ReadTimeout),
    ):
        http.get(f"https://api.bigcommerce.com{path(world, 'time')}", headers=token(world))
    assert world.purchases()[1].copy_id == "1002"


def test_the_router_answers_clients_that_know_nothing_of_it(world: World) -> None:
    """Any httpx client made anywhere is answered under the real host names, also an async one."""
    where = f"https://api.bigcommerce.com{path(world, 'time')}"
    with respx_router(world):
        assert httpx.get(where, headers=token(world)).json() == {"time": START // 1000}
        with httpx.Client() as http:
            assert http.get(where, headers=token(world)).is_success
            world.faults.add(Fault("timeout_before_commit"))
            with pytest.raises(httpx.ReadTimeout):
                http.get(where, headers=token(world))
    assert len(world.calls) == 3


async def test_the_router_answers_async_clients(world: World) -> None:
    """The same for httpx.AsyncClient."""
    where = f"https://api.bigcommerce.com{path(world, 'time')}"
    with respx_router(world):
        async with httpx.AsyncClient() as http:
            assert (await http.get(where, headers=token(world))).is_success


def test_a_second_router_is_refused_and_an_own_transport_left_alone(world: World) -> None:
    """One router patches the whole process: the first world would answer for the second."""
    other = market(seed=8)
    with respx_router(world) as router:
        with pytest.raises(RuntimeError, match="active in this process"), respx_router(other):
            pass
        with httpx.Client(transport=Transport(other)) as http:
            http.get(f"https://api.bigcommerce.com{path(other, 'time')}", headers=token(other))
        httpx.get(f"https://api.bigcommerce.com{path(world, 'time')}", headers=token(world))
        assert len(router.calls) == 0
    assert (len(world.calls), len(other.calls)) == (1, 1)
    with respx_router(other):
        pass


def test_three_worlds_answer_three_threads(world: World) -> None:
    """Each transport has its own world: ids and clocks do not mix."""
    worlds = [market(seed=seed) for seed in (1, 2, 3)]
    seen: dict[int, set[str]] = {}

    def work(n: int) -> None:
        mine = worlds[n]
        with httpx.Client(transport=Transport(mine)) as http:
            for m in range(20):
                mine.buy(f"p{m}", "shop", [("MUG", 1, None)])
                after(mine, n + 1)
                url = f"https://api.bigcommerce.com{path(mine, 'orders?limit=250')}"
                emails = {
                    order["billing_address"]["email"]
                    for order in http.get(url, headers=token(mine)).json()
                }
            seen[n] = emails

    threads = [threading.Thread(target=work, args=(n,)) for n in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert [len(seen[n]) for n in range(3)] == [20, 20, 20]
    assert not seen[0] & seen[1]
    assert [w.now - START for w in worlds] == [20 * MINUTE, 40 * MINUTE, 60 * MINUTE]


@contextmanager
def served(world: World, clock: ServedClock | None = None) -> Iterator[httpx.Client]:
    """A client for a server of the test's own."""
    with (
        running(site(world, clock).answer) as base,
        httpx.Client(base_url=base, trust_env=False, timeout=0.2) as http,
    ):
        yield http


def test_a_served_world_loses_answers_too(world: World) -> None:
    """Over a port a time-out is silence and a reset is a connection that breaks off."""
    with served(world) as http:
        world.faults.add(Fault("timeout_after_commit", operation="createShipment"))
        with pytest.raises(httpx.ReadTimeout):
            http.post(
                path(world, "orders/1001/shipments"), headers=token(world), json=shipment(world)
            )
        assert len(world.orders["shop", "1001"].packages) == 1
        world.faults.add(Fault("reset"))
        with pytest.raises(httpx.RemoteProtocolError):
            http.get(path(world, "time"), headers=token(world))
        assert http.get(path(world, "time"), headers=token(world)).is_success
        too_long = http.post(path(world, "orders/1001/shipments"), content=b" " * (MOST_BODY + 1))
        assert too_long.status_code == 413


def test_a_served_clock_runs_at_its_speed(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """At x60 a second is a minute, and what falls due happens before the next answer."""
    seconds = [100.0]
    monkeypatch.setattr(time, "monotonic", lambda: seconds[0])
    world.buy("twin", "amz", [("MUG", 1, None)])
    clock = ServedClock(world, Pace.read("x60"))
    seconds[0] += 2
    clock.catch_up()
    assert world.now == START + 2 * MINUTE
    assert world.purchases()[1].copy_id == "1002"
    still = ServedClock(world, FROZEN)
    seconds[0] += 5
    still.catch_up()
    assert world.now == START + 2 * MINUTE


@pytest.mark.parametrize(("scheme", "link"), [("https", "https"), ("http", "http"), ("", "http")])
def test_a_link_leads_back_the_way_that_the_caller_came(
    world: World, scheme: str, link: str
) -> None:
    """Over TLS too: a link in clear would lead a client to a port that speaks none."""
    order = world.buy("sold", "bay", [("MUG", 1, None)])
    headers = {"host": "127.0.0.1:8443", "authorization": f"Bearer {access_token(world, 'bay')}"}
    path = f"/sell/fulfillment/v1/order/{order.order_id}/shipping_fulfillment"
    lines = [{"lineItemId": order.lines[0].line_id, "quantity": 1}]
    body = orjson.dumps({"lineItems": lines, "shippedDate": "2026-11-20T09:00:00.000Z"})
    made = answer(world, Request("POST", path, "", headers, body, scheme))
    assert made.status == 201
    assert made.headers["location"].startswith(f"{link}://127.0.0.1:8443/")
