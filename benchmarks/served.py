"""How fast a served simulator answers beside servers that people know; what a large world costs.

    python -m benchmarks.served [--seconds N] [--rounds N] [--orders N]

Each server is a process of its own and is asked for one small document over the same few
connections, in turn: mockplace for one order (token checked, order found, JSON written; that of
BigCommerce is kept until the order changes, that of eBay is not), Starlette for its hello-world on
uvicorn, moto_server for a list of queues, pytest-httpserver for a fixed JSON; who is not installed
does not take part. In the process: httpx on the simulator's transport against httpx on one that
does nothing. Then the same reads in a small world and a large.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import importlib.util
import resource
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from statistics import median
from time import monotonic, perf_counter, sleep
from typing import cast

import httpx
import uvloop

from benchmarks.measure import in_turn, table
from mockplace.kernel.world import World
from mockplace.platforms.ebay.api.oauth import access_token
from mockplace.platforms.shared import iso8601
from mockplace.seeding import default_market
from mockplace.testing import START, Mockplace

CONNECTIONS = 16
_READY = 20.0
_STARLETTE = """
import sys, uvicorn
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route
async def hello(request): return JSONResponse({"hello": "world"})
uvicorn.run(Starlette(routes=[Route("/", hello)]), port=int(sys.argv[1]), log_level="critical",
            access_log=False)
"""
_HTTPSERVER = """
import sys, time
from pytest_httpserver import HTTPServer
server = HTTPServer(port=int(sys.argv[1]))
server.expect_request("/").respond_with_json({"hello": "world"})
server.start()
while True: time.sleep(60)
"""
_QUEUES = "AWS4-HMAC-SHA256 Credential=x/20261120/us-east-1/sqs/aws4_request"


@dataclass(frozen=True, slots=True)
class Contestant:
    """A server's command, which takes its port last, and the request that it is asked."""

    name: str
    command: tuple[str, ...]
    path: str
    headers: str = ""
    #: The library that it is made of, if it is not ours.
    needs: str = ""

    @property
    def there(self) -> bool:
        """Whether it can take part."""
        return not self.needs or importlib.util.find_spec(self.needs) is not None


def contestants() -> list[Contestant]:
    """Mockplace first; the others where they are installed."""
    python = sys.executable
    world = _world(200)
    store, token, order_id = _known_order(world)
    sold = next(iter(world.orders_of("bay"))).order_id
    serve = (
        *("serve", "--seed", "7", "--orders", "200", "--start", iso8601.to_seconds(START)),
        *("--clock", "frozen", "--no-limits", "--port"),
    )
    every = [
        Contestant(
            "mockplace, one order",
            (python, "-m", "mockplace", *serve),
            f"/stores/{store}/v2/orders/{order_id}",
            f"X-Auth-Token: {token}\r\n",
        ),
        Contestant(
            "mockplace, one order of eBay's",
            (python, "-m", "mockplace", *serve),
            f"/sell/fulfillment/v1/order/{sold}",
            f"Authorization: Bearer {access_token(world, 'bay')}\r\n",
        ),
        Contestant("Starlette, hello-world", (python, "-c", _STARLETTE), "/", needs="starlette"),
        Contestant(
            "moto_server, a list of queues",
            (python, "-m", "moto.server", "-p"),
            "/?Action=ListQueues&Version=2012-11-05",
            f"Authorization: {_QUEUES}\r\n",
            needs="moto",
        ),
        Contestant(
            "pytest-httpserver, fixed JSON",
            (python, "-c", _HTTPSERVER),
            "/",
            needs="pytest_httpserver",
        ),
    ]
    return [one for one in every if one.there]


@contextmanager
def running(one: Contestant) -> Iterator[tuple[int, bytes]]:
    """Its port, while it runs, and its request as bytes."""
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    process = subprocess.Popen(  # noqa: S603 - the contestants above
        [*one.command, str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait_for(port, process)
        request = (
            f"GET {one.path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
            f"Connection: keep-alive\r\n{one.headers}\r\n"
        )
        yield port, request.encode()
    finally:
        process.terminate()
        process.wait(10)


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    ends = monotonic() + _READY
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            if process.poll() is not None or monotonic() > ends:
                raise RuntimeError("a server did not start") from None
            sleep(0.05)
        else:
            return


class Asking(asyncio.Protocol):
    """One connection that asks again as soon as it is answered, until its time is over."""

    def __init__(self, request: bytes, ends: float, over: asyncio.Future[None]) -> None:
        self._request = request
        self._ends = ends
        self.over = over
        self._buffer = b""
        self.answers = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Send the first request."""
        self._transport = cast("asyncio.Transport", transport)  # uvloop's is none by class
        self._transport.write(self._request)

    def data_received(self, data: bytes) -> None:
        """Count complete answers; one that is not 200 stops the measurement."""
        self._buffer += data
        while (size := _whole(self._buffer)) is not None:
            if self._buffer[8:13] != b" 200 ":
                self.over.set_exception(RuntimeError(self._buffer[:200].decode("latin-1")))
                return
            parting = b"connection: close" in self._buffer[:size].lower()
            self._buffer = self._buffer[size:]
            self.answers += 1
            if parting or monotonic() >= self._ends:
                self._transport.close()
                return
            self._transport.write(self._request)

    def connection_lost(self, exc: Exception | None) -> None:
        """Over; a server that closes after each answer is asked again by the caller."""
        if not self.over.done():
            self.over.set_result(None)


def _whole(buffer: bytes) -> int | None:
    """Return the length of the first answer in the buffer, once it is complete."""
    head = buffer.find(b"\r\n\r\n")
    if head < 0:
        return None
    lower = buffer[:head].lower()
    start = lower.find(b"content-length:")
    length = int(lower[start + 15 :].split(b"\r\n", 1)[0]) if start >= 0 else 0
    size = head + 4 + length
    return size if len(buffer) >= size else None


async def _answers(port: int, request: bytes, seconds: float) -> int:
    ends = monotonic() + seconds
    asked = (_keep_asking(port, request, ends) for _ in range(CONNECTIONS))
    return sum(await asyncio.gather(*asked))


async def _keep_asking(port: int, request: bytes, ends: float) -> int:
    loop, count = asyncio.get_running_loop(), 0
    while monotonic() < ends:
        asking = Asking(request, ends, loop.create_future())
        await loop.create_connection(lambda asking=asking: asking, "127.0.0.1", port)  # type: ignore[misc]  # mypy knows no type of a lambda with a default
        with suppress(TimeoutError):  # who closes after each answer may leave one unanswered
            await asyncio.wait_for(asking.over, max(0.01, ends - monotonic()) + 1)
        count += asking.answers
    return count


def rates(seconds: float, rounds: int) -> dict[str, list[float]]:
    """Answers a second of each contestant, by round."""
    found: dict[str, list[float]] = {}
    for _ in range(rounds):
        for one in contestants():
            with running(one) as (port, request):
                uvloop.run(_answers(port, request, seconds / 4))  # to warm up
                answers = uvloop.run(_answers(port, request, seconds))
            found.setdefault(one.name, []).append(answers / seconds)
    return found


def _world(orders: int) -> World:
    world = default_market.open_market(seed=7, start=START, limits=False)
    world.populate(orders)
    return world


def _known_order(world: World) -> tuple[str, str, str]:
    account = world.accounts["shop"]
    return account.account, account.token, next(iter(world.orders_of("shop"))).order_id


def in_process(rounds: int, calls: int = 2_000) -> tuple[float, float]:
    """Seconds of a read through httpx, and the part of them that an empty transport takes."""
    world = _world(200)
    store, token, order_id = _known_order(world)
    where = f"https://api.bigcommerce.com/stores/{store}/v2/orders/{order_id}"
    empty = httpx.MockTransport(lambda _request: httpx.Response(200, content=b"{}"))

    def timed(transport: httpx.BaseTransport) -> Callable[[], float]:
        http = httpx.Client(transport=transport, headers={"X-Auth-Token": token})

        def run() -> float:
            began = perf_counter()
            for _ in range(calls):
                assert http.get(where).status_code == 200, "else it measures nothing"  # noqa: S101
            return (perf_counter() - began) / calls

        return run

    ways = {"world": timed(Mockplace(world).transport), "empty": timed(empty)}
    times = in_turn(ways, rounds)
    return times.of("world"), times.ratio("empty", "world")


@dataclass(frozen=True, slots=True)
class Size:
    """Seconds of a list, of a page far in and of one order, and the memory of an order in KiB."""

    listing: float
    paging: float
    reading: float
    memory: float


def of_size(orders: int, calls: int = 200) -> Size:
    """Measure the three reads in a world with that many purchases."""
    gc.collect()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    world = _world(orders)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    shop = world.accounts["shop"]
    http = httpx.Client(
        transport=Mockplace(world).transport,
        base_url=f"https://api.bigcommerce.com/stores/{shop.account}/v2",
        headers={"X-Auth-Token": shop.token},
    )
    ids = [order.order_id for order in world.orders_of("shop")]

    def timed(path: str) -> float:
        taken = []
        for _ in range(calls):
            began = perf_counter()
            assert http.get(path).status_code == 200, "else it measures nothing"  # noqa: S101
            taken.append(perf_counter() - began)
        return median(taken)

    return Size(
        timed("/orders?limit=50"),
        timed(f"/orders?limit=50&page={len(ids) // 50 - 1}"),
        timed(f"/orders/{ids[-1]}"),
        grown / len(world.orders),
    )


def main() -> None:
    """All of it, as a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=2.0)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--orders", type=int, default=100_000)
    asked = parser.parse_args()
    found = rates(asked.seconds, asked.rounds)
    ours = found["mockplace, one order"]
    rows = [
        (
            name,
            f"{median(each):,.0f}/s",
            f"{median(a / b for a, b in zip(ours, each, strict=True)):.2f} ×",
        )
        for name, each in found.items()
    ]
    taken, share = in_process(asked.rounds)
    rows.append(("in process: one order through httpx", f"{taken * 1e6:,.0f} µs", ""))
    rows.append(("  of that, httpx on an empty transport", "", f"{share:.2f}"))
    small, large = of_size(1_000), of_size(asked.orders)
    for name in ("listing", "paging", "reading"):
        before, after = getattr(small, name), getattr(large, name)
        what = f"{name} among {asked.orders:,} purchases, not 1,000"
        rows.append((what, f"{after * 1e6:,.0f} µs", f"{after / before:.2f} ×"))
    rows.append(("memory of an order", f"{large.memory:.1f} KiB", ""))
    print(table(rows))


if __name__ == "__main__":
    main()
