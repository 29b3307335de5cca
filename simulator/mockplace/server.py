"""A world behind ports: raw ASGI, on loopback unless somebody insists.

One server listens at up to three places: in clear, with TLS, and as a proxy whose tunnels end in
the same TLS. Requests are answered alike wherever they come in.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import ssl
import threading
from collections.abc import Awaitable, Callable, Iterable, Iterator, MutableMapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import uvicorn

from mockplace.clock import FROZEN, ServedClock
from mockplace.proxy import Proxy
from mockplace.wire import Request, Response, answer

if TYPE_CHECKING:
    from mockplace.courier import Courier, Market
    from mockplace.world.world import World

Message = MutableMapping[str, Any]  # what ASGI itself passes around
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]
#: An answer, and the real seconds that it takes.
Answered = tuple[Response, float]

LOOPBACK = "127.0.0.1"
#: Bytes of a body that are taken; no documented request comes near.
_MOST_BODY = 1_000_000


@dataclass(frozen=True, slots=True)
class Lone:
    """A world that stands alone, with its clock."""

    world: World
    clock: ServedClock


def app(world: World, clock: ServedClock | None = None) -> App:
    """The ASGI application over a world; without a clock the world's time stands still."""
    kept = clock or ServedClock(world, FROZEN)

    def answering(request: Request) -> Answered:
        kept.catch_up()
        response = answer(world, request)
        return response, kept.real(response.delay) + kept.patience(response.idle)

    market = Lone(world, kept)
    return asgi(answering, lambda: (market,))


def asgi(answering: Callable[[Request], Answered], markets: Callable[[], Iterable[Market]]) -> App:
    """The ASGI application over something that answers; one request at a time.

    ``markets`` are the worlds that there are now, whose messages are carried to their receivers.
    """
    lock = threading.Lock()
    at_work: list[Courier] = []

    def look() -> None:
        """From the first destination on somebody carries messages."""
        if not at_work and any(market.world.post.destinations for market in markets()):
            from mockplace.courier import Courier  # httpx takes its time, and few subscribe

            at_work.append(Courier(markets, lock))

    async def application(scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        body = await _body(receive)
        if body is None:
            await _send(send, Response(413))
            return
        with lock:
            response, delay = answering(_request(scope, body))
            look()
        if delay:
            await asyncio.sleep(delay)
        if response.lost == "timeout":
            await _until_gone(receive)
        elif response.lost:  # a connection that stands already cannot be refused any more
            await _break_off(send)
        else:
            await _send(send, response)

    return application


@dataclass(frozen=True, slots=True)
class Secured:
    """Where a server speaks TLS, and with which certificate; None: not there."""

    context: ssl.SSLContext
    tls: socket.socket | None = None
    proxy: socket.socket | None = None


class Server(uvicorn.Server):
    """uvicorn that says when it is ready, and ends without noise on an interrupt."""

    def __init__(
        self, config: uvicorn.Config, ready: Callable[[], None], secured: Secured | None = None
    ) -> None:
        super().__init__(config)
        self._ready = ready
        self._secured = secured
        self._proxy: Proxy | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Starts to listen, and says so."""
        await super().startup(sockets=sockets)
        if self.started:
            await self._secure()
            self._ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stops to listen, and gives what is being answered a second."""
        if self._proxy:
            await self._proxy.close()
        await super().shutdown(sockets=sockets)

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """An interrupt or a termination stops the server; it is not raised again afterwards."""
        with super().capture_signals():
            yield
            self._captured_signals.clear()

    async def _secure(self) -> None:
        found = self._secured
        if found and found.tls:
            loop = asyncio.get_running_loop()
            server = await loop.create_server(self._protocol, sock=found.tls, ssl=found.context)
            self.servers.append(server)
        if found and found.proxy:
            self._proxy = Proxy(found.proxy, found.context)
            await self._proxy.open(self._protocol)

    def _protocol(self) -> asyncio.Protocol:
        """What speaks HTTP on one connection, as uvicorn makes it for its own sockets."""
        made: asyncio.Protocol = self.config.http_protocol_class(  # type: ignore[call-arg]
            config=self.config, server_state=self.server_state, app_state=self.lifespan.state
        )
        return made


def listen(port: int, host: str = LOOPBACK) -> socket.socket:
    """A socket that listens; OSError where the port is taken. Port 0 takes any free one."""
    family, kind, protocol, _, address = socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    found = socket.socket(family, kind, protocol)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind(address)
        found.listen(128)
    except OSError:
        found.close()
        raise
    return found


def serving(
    application: App, ready: Callable[[], None] = lambda: None, secured: Secured | None = None
) -> Server:
    """A server for an application, not started yet."""
    config = uvicorn.Config(
        application,
        interface="asgi3",
        ws="none",
        log_level="critical",
        access_log=False,
        lifespan="off",
        server_header=False,
        date_header=False,  # answers are dated by the world's clock
        timeout_graceful_shutdown=1,
    )
    return Server(config, ready, secured)


def serve(
    application: App,
    listening: socket.socket,
    ready: Callable[[], None] = lambda: None,
    secured: Secured | None = None,
) -> None:
    """Serves an application on listening sockets until it is interrupted."""
    with listening:
        serving(application, ready, secured).run(sockets=[listening])


def _request(scope: Message, body: bytes) -> Request:
    headers = {
        name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]
    }
    query = scope["query_string"].decode("ascii", "replace")
    scheme = str(scope.get("scheme", ""))
    host, port = scope.get("server") or ("", None)
    server = f"{host}:{port}" if port else ""
    return Request(scope["method"], scope["path"], query, headers, body, scheme, server)


async def _body(receive: Receive) -> bytes | None:
    """The whole body, None where it is longer than anything sensible."""
    parts, length = [], 0
    while True:
        message = await receive()
        part = message.get("body", b"")
        length += len(part)
        if length > _MOST_BODY:
            return None
        parts.append(part)
        if not message.get("more_body"):
            return b"".join(parts)


async def _send(send: Send, response: Response) -> None:
    headers = [(name.encode(), value.encode("latin-1")) for name, value in response.headers.items()]
    if response.status != 204:
        headers.append((b"content-length", str(len(response.body)).encode()))
    await send({"type": "http.response.start", "status": response.status, "headers": headers})
    await send({"type": "http.response.body", "body": response.body})


async def _until_gone(receive: Receive) -> None:
    """Says nothing until the client gives up."""
    while (await receive())["type"] != "http.disconnect":
        pass


async def _break_off(send: Send) -> None:
    """Begins an answer and never ends it: the connection is closed in the middle."""
    headers = [(b"content-length", b"1000")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
