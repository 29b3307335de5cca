"""Requests that are carried out later than they were sent, over every way in to every platform."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress

import httpx
import pytest

from mockplace.control.worlds import Worlds, restored, saved
from mockplace.http_types import Response
from mockplace.kernel.fault_plan import Fault, FaultKind
from mockplace.kernel.world import World
from mockplace.respx import respx_router
from mockplace.serving.clock import FROZEN, MANUAL
from mockplace.serving.httpx_transport import Transport, read_request
from mockplace.testing import opened
from tests.unit.mockplace.client import Client
from tests.unit.mockplace.markets import MINUTE, after, market

STORES = ("shop", "amz", "bay")
#: Seconds for which the clients wait over a port; in process they wait on the world's clock.
PATIENCE = 0.3
every_store = pytest.mark.parametrize("store", STORES)


@pytest.fixture
def world() -> World:
    """Two orders on each platform, copied nowhere."""
    world = market(connector="none")
    for n in range(2):
        for store in STORES:
            world.buy(f"{store}{n}", store, [("MUG", 1, None)])
    after(world, 10)
    return world


@pytest.fixture
def client(world: World) -> Client:
    """In process, waiting ten seconds."""
    return Client(world)


class Led(httpx.BaseTransport):
    """Leads the platforms' own host names to a port."""

    def __init__(self, url: str) -> None:
        self._to = httpx.URL(url)
        self._inner = httpx.HTTPTransport()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The same request, to the port."""
        to = self._to
        request.url = request.url.copy_with(scheme="http", host=to.host, port=to.port)
        return self._inner.handle_request(request)

    def close(self) -> None:
        """Lets go of its connections."""
        self._inner.close()


@pytest.fixture(params=["in process", "respx", "served"])
def anywhere(request: pytest.FixtureRequest, world: World) -> Iterator[Client]:
    """A client on each way in; served, the clock stands still until the test moves it."""
    if request.param == "in process":
        yield Client(world)
    elif request.param == "respx":
        with respx_router(world):
            client = Client(world, httpx.HTTPTransport())
            yield client
            client.http.close()
    else:
        with opened(world=world) as place:
            client = Client(world, Led(place.url))
            client.http.timeout = httpx.Timeout(PATIENCE)
            yield client
            client.http.close()


def first(world: World, store: str) -> str:
    """The first order of a store."""
    return next(iter(world.orders_of(store))).order_id


def shipped(world: World, store: str) -> list[str]:
    """The tracking numbers on record for a store's first order."""
    return [parcel.tracking for parcel in world.orders[store, first(world, store)].packages]


def noticed(client: Client) -> None:
    """Over a port, the platform notices a moment later that a client is gone."""
    for _ in range(2_000):
        if client.world.late_requests.waiting:
            return
        client.shop("time")
    raise AssertionError("nobody noticed that the client has gone")


@every_store
def test_late_commit_is_carried_out_after_the_client_gave_up(anywhere: Client, store: str) -> None:
    """The client sees a read time-out; not a moment later, but *delay* later, the platform acts."""
    world = anywhere.world
    world.faults.add(Fault("late_commit", platform=world.accounts[store].platform, delay=MINUTE))
    with pytest.raises(httpx.ReadTimeout):
        anywhere.ship(store, first(world, store))
    noticed(anywhere)
    gave_up = world.now
    sent = next(call for call in world.calls if call.fault)
    assert (sent.status, sent.sent) == (0, 0)
    world.advance_to(gave_up + MINUTE - 1)
    assert shipped(world, store) == []
    world.advance_to(gave_up + MINUTE)
    assert shipped(world, store) == ["1Z999AA1"]
    done = world.calls[-1]
    assert (done.fault, done.sent, done.at) == ("late_commit", sent.seq, gave_up + MINUTE)
    assert done.status in (201, 204)
    assert done.operation == sent.operation


@every_store
def test_a_late_request_is_judged_when_it_arrives(client: Client, store: str) -> None:
    """What was shipped in the meantime by another request cannot be shipped once more."""
    world, order_id = client.world, first(client.world, store)
    world.faults.add(Fault("late_commit", platform=world.accounts[store].platform, delay=MINUTE))
    with pytest.raises(httpx.ReadTimeout):
        client.ship(store, order_id, "1ZLATE")
    world.cancel(store, order_id) if store != "shop" else client.ship(store, order_id, "1ZNOW")
    after(world, 2)
    assert "1ZLATE" not in shipped(world, store)
    assert world.calls[-1].sent
    assert world.calls[-1].status >= 400


def test_late_requests_keep_their_order(client: Client) -> None:
    """By the time at which they are due, and at one moment as they were sent."""
    world, order_id = client.world, first(client.world, "amz")
    for delay in (5 * MINUTE, MINUTE, MINUTE):
        world.faults.add(Fault("reset_late_commit", delay=delay))
        with pytest.raises(httpx.RemoteProtocolError):
            client.ship("amz", order_id, f"1Z{len(world.calls)}")
        world.faults.clear()
    sent = [call.seq for call in world.calls[-3:]]
    after(world, 6)
    assert [call.sent for call in world.calls[-3:]] == [sent[1], sent[2], sent[0]]


@every_store
def test_reset_late_commit_is_carried_out_after_the_connection_broke(
    anywhere: Client, store: str
) -> None:
    """The client knows at once that it knows nothing."""
    world = anywhere.world
    platform = world.accounts[store].platform
    world.faults.add(Fault("reset_late_commit", platform=platform, delay=MINUTE))
    now = world.now
    with pytest.raises(httpx.RemoteProtocolError):
        anywhere.ship(store, first(world, store))
    assert (world.now, shipped(world, store)) == (now, [])
    world.advance_to(now + MINUTE)
    assert shipped(world, store) == ["1Z999AA1"]


@every_store
def test_late_arrival_within_the_time_out_is_answered(anywhere: Client, store: str) -> None:
    """Other requests overtake it; the client only finds the platform slow."""
    world = anywhere.world
    world.faults.add(Fault("late_arrival", platform=world.accounts[store].platform, delay=100))
    answer = anywhere.ship(store, first(world, store))
    assert answer.status_code in (201, 204)
    assert shipped(world, store) == ["1Z999AA1"]
    done = world.calls[-1]
    assert world.calls[done.sent - 1].fault == done.fault == "late_arrival"


@every_store
def test_late_arrival_beyond_the_time_out_is_carried_out_all_the_same(
    client: Client, store: str
) -> None:
    """The client has given up by then, and reads nothing in the meantime."""
    world, now = client.world, client.world.now
    platform = world.accounts[store].platform
    world.faults.add(Fault("late_arrival", platform=platform, delay=MINUTE))
    with pytest.raises(httpx.ReadTimeout):
        client.ship(store, first(world, store))
    assert (world.now, shipped(world, store)) == (now + 10_000, [])
    world.advance_to(now + MINUTE)
    assert shipped(world, store) == ["1Z999AA1"]


@every_store
def test_a_suspended_client_sends_late_and_is_answered(client: Client, store: str) -> None:
    """Its own time-out stands still with it; others act before it goes on."""
    world, order_id = client.world, first(client.world, store)
    until: list[int] = []
    other = Client(world)

    def meanwhile(ms: int) -> None:
        until.append(ms)
        assert other.ship(store, order_id, "1ZOTHER").is_success
        assert shipped(world, store) == ["1ZOTHER"]

    now = world.now
    assert isinstance(client.http._transport, Transport)
    client.http._transport.meanwhile = meanwhile
    platform = world.accounts[store].platform
    world.faults.add(Fault("suspended", platform=platform, delay=10 * MINUTE))
    answer = client.ship(store, order_id, "1ZLATE")
    assert until == [now + 10 * MINUTE]
    assert world.now == now + 10 * MINUTE
    assert answer.status_code == world.calls[-1].status
    assert world.calls[-1].fault == "suspended"


def test_late_requests_survive_a_snapshot(client: Client) -> None:
    """A world that is kept and restored carries out what had been sent before."""
    world = client.world
    world.faults.add(Fault("late_commit", delay=MINUTE))
    with pytest.raises(httpx.ReadTimeout):
        client.ship("amz", first(world, "amz"))
    again = restored(saved(world))
    for one in (world, again):
        after(one, 2)
        assert shipped(one, "amz") == ["1Z999AA1"]


def test_the_journal_of_a_served_world_tells_of_late_requests(world: World) -> None:
    """Twice: when it was sent, and when it was carried out, with its number and what changed."""
    served = Worlds(world, MANUAL).default
    client = Client(served.world, Answering(served.answer))
    served.world.faults.add(Fault("late_commit", delay=MINUTE))
    with pytest.raises(httpx.ReadTimeout):
        client.ship("amz", first(served.world, "amz"))
    served.clock.move_to(served.world.now + MINUTE)
    sent, done = list(served.journal.exchanges)[-2:]
    assert (done.sent, done.call.at) == (sent.number, served.world.now)
    assert [type(event).__name__ for event in done.events] == ["PackagePut", "Mailed"]


class Answering(httpx.BaseTransport):
    """A client that gives up as soon as nothing comes."""

    def __init__(self, answer: Callable[..., tuple[Response, float]]) -> None:
        self._answer = answer

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The answer, or a time-out."""
        response, _ = self._answer(read_request(request))
        if response.pending:
            response.pending.give_up()
            raise httpx.ReadTimeout("", request=request)
        return httpx.Response(response.status, content=response.body, request=request)


def test_hooks_stand_right_before_and_right_after_the_platform_acts(world: World) -> None:
    """A harness can do anything there, and what it raises is what the program meets."""
    order_id = first(world, "shop")
    seen: list[tuple[str, object, int]] = []

    def before(request: httpx.Request) -> None:
        seen.append(("before", request.method, len(shipped(world, "shop"))))

    def stop(request: httpx.Request, response: Response) -> None:
        seen.append(("after", response.status, len(shipped(world, "shop"))))
        raise KeyboardInterrupt

    client = Client(world)
    client.http = httpx.Client(transport=Transport(world, before=before, after=stop))
    with suppress(KeyboardInterrupt):
        client.ship("shop", order_id)
    assert seen == [("before", "POST", 0), ("after", 201, 1)]


@pytest.mark.parametrize("kind", ["late_commit", "late_arrival", "suspended"])
def test_a_request_beyond_the_quota_is_refused_when_it_reaches_the_platform(
    kind: FaultKind,
) -> None:
    """One that is accepted and then queued has been counted; one on its way has not."""
    world = market(limits=True, connector="none")
    order = world.buy("mug", "shop", [("MUG", 1, None)])
    client = Client(world)
    while client.shop("time").status_code == 200:
        pass
    assert world.calls[-1].status == 429
    world.faults.add(Fault(kind, operation="createShipment", delay=MINUTE))
    if kind == "late_commit":
        assert client.ship("shop", order.order_id).status_code == 429
        return
    with suppress(httpx.ReadTimeout):
        client.ship("shop", order.order_id)
    after(world, 2)
    assert (world.calls[-1].sent > 0, world.calls[-1].status) == (True, 201)


def test_a_clock_that_stands_still_does_not_hold_up_who_waits(world: World) -> None:
    """Served without time passing, a request arrives when its client has waited as long."""
    served = Worlds(world, FROZEN).default
    served.world.faults.add(Fault("late_arrival", "createShipment", delay=50))
    client = Client(served.world, Answering(served.answer))
    order_id = first(served.world, "shop")
    with suppress(httpx.ReadTimeout):
        client.ship("shop", order_id)
    assert shipped(served.world, "shop") == []
    pending = served.journal.exchanges[-1].answered.pending
    assert pending is not None
    assert pending.arrive().status == 201
    assert pending.arrive().status == 201
    assert shipped(served.world, "shop") == ["1Z999AA1"]
