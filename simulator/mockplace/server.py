"""A world behind a port: raw ASGI, on loopback unless somebody insists.

The virtual clock follows the real one, at its speed or a multiple, or stands still. It is moved
when a request comes, so that whatever fell due in between has happened before it is answered.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
import time
from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from typing import TYPE_CHECKING, Any

import uvicorn

from mockplace.wire import Request, Response, answer

if TYPE_CHECKING:
    from mockplace.world.world import World

Message = MutableMapping[str, Any]  # what ASGI itself passes around
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]

LOOPBACK = "127.0.0.1"
#: Bytes of a body that are taken; no documented request comes near.
_MOST_BODY = 1_000_000


class ServedClock:
    """The world's time while it is served: ``speed`` virtual seconds a second, 0 stands still."""

    def __init__(self, world: World, speed: float = 1.0) -> None:
        self.speed = speed
        self._world = world
        self._from = world.now
        self._started = time.monotonic()

    def catch_up(self) -> None:
        """Brings the world to the time that it is now."""
        if self.speed:
            passed = (time.monotonic() - self._started) * 1000 * self.speed
            self._world.advance_to(self._from + int(passed))

    def real(self, ms: int) -> float:
        """Real seconds of virtual milliseconds; a still clock waits at real speed."""
        return ms / 1000 / (self.speed or 1.0)


def app(world: World, clock: ServedClock | None = None) -> App:
    """The ASGI application over a world; without a clock the world's time stands still."""
    clock = clock or ServedClock(world, 0)
    lock = threading.Lock()

    async def application(scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        body = await _body(receive)
        if body is None:
            await _send(send, Response(413))
            return
        with lock:
            clock.catch_up()
            response = answer(world, _request(scope, body))
        await asyncio.sleep(clock.real(response.delay))
        if response.lost == "timeout":
            await _until_gone(receive)
        elif response.lost == "reset":
            await _break_off(send)
        else:
            await _send(send, response)

    return application


class Server(uvicorn.Server):
    """uvicorn that says when it is ready, and ends without noise on an interrupt."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Starts to listen, and says so."""
        await super().startup(sockets=sockets)
        if self.started:
            self._ready()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """An interrupt or a termination stops the server; it is not raised again afterwards."""
        with super().capture_signals():
            yield
            self._captured_signals.clear()


def listen(port: int, host: str = LOOPBACK) -> socket.socket:
    """A socket that listens; OSError where the port is taken. Port 0 takes any free one."""
    found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind((host, port))
        found.listen(128)
    except OSError:
        found.close()
        raise
    return found


def serving(
    world: World, clock: ServedClock | None = None, ready: Callable[[], None] = lambda: None
) -> Server:
    """A server for a world, not started yet."""
    config = uvicorn.Config(
        app(world, clock),
        interface="asgi3",
        log_level="critical",
        access_log=False,
        lifespan="off",
        server_header=False,
        date_header=False,  # answers are dated by the world's clock
        timeout_graceful_shutdown=1,
    )
    return Server(config, ready)


def serve(
    world: World,
    where: int | socket.socket,
    clock: ServedClock | None = None,
    ready: Callable[[int], None] = lambda _port: None,
) -> None:
    """Serves a world on a port or a listening socket until it is interrupted.

    ``ready`` is told the port once requests are taken; OSError where the port is taken.
    """
    listening = listen(where) if isinstance(where, int) else where
    number = listening.getsockname()[1]
    with listening:
        serving(world, clock, lambda: ready(number)).run(sockets=[listening])


def _request(scope: Message, body: bytes) -> Request:
    headers = {
        name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]
    }
    query = scope["query_string"].decode("ascii", "replace")
    return Request(scope["method"], scope["path"], query, headers, body)


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
