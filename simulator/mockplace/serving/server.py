"""Serve a world on ports, on loopback by default.

One server listens on up to three ports: HTTP, HTTPS, and a proxy whose tunnels end in the same
HTTPS server. A request gets the same answer on each port.
"""

from __future__ import annotations

import asyncio
import signal
import socket
import ssl
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mockplace.serving.clock import FROZEN, ServedClock
from mockplace.serving.dispatch import Request, answer
from mockplace.serving.host_check import HostCheck
from mockplace.serving.http_connection import Answered, Answering, Connection
from mockplace.serving.proxy import Proxy

if TYPE_CHECKING:
    from mockplace.kernel.world import World
    from mockplace.serving.webhook_delivery_task import Market, WebhookDelivery

__all__ = ["LOOPBACK", "Server", "SingleWorld", "Site", "TlsSettings", "listen", "serve", "site"]

LOOPBACK = "127.0.0.1"
_BACKLOG = 128
#: Seconds that running answers may still take when the server stops.
_GRACE = 1.0
#: Seconds between idle checks. A check closes each connection that sent nothing since the previous
#: check, so a connection can be idle for twice this time at most.
_QUIET = 60.0


@dataclass(frozen=True, slots=True)
class SingleWorld:
    """A single world with its clock."""

    world: World
    clock: ServedClock


class Site:
    """Answers the requests of all ports, one at a time; any thread may call ``answer``.

    *markets* returns the current worlds, whose webhooks are delivered; *names* are additional host
    names, see ``host_check``.
    """

    def __init__(
        self,
        answering: Answering,
        markets: Callable[[], Iterable[Market]],
        names: Iterable[str] = (),
    ) -> None:
        self._check = HostCheck(names)
        self._answering = answering
        self._markets = markets
        self._lock = threading.Lock()
        self._delivery: WebhookDelivery | None = None

    def answer(self, request: Request) -> Answered:
        """Return the answer to a request, and the real seconds before it is sent."""
        refusal = self._check.refusal(request)
        if refusal is not None:
            return refusal, 0.0
        with self._lock:
            answered = self._answering(request)
            if answered[0].pending:
                answered[0].pending.lock = self._lock
            if self._delivery is None and request.method != "GET":
                self._start_delivery()
        return answered

    def _start_delivery(self) -> None:
        """Start the webhook delivery task once a destination exists."""
        if any(market.world.webhooks.destinations for market in self._markets()):
            from mockplace.serving.webhook_delivery_task import (
                WebhookDelivery,  # httpx loads slowly, and few worlds have subscribers
            )

            self._delivery = WebhookDelivery(self._markets, self._lock)


def site(world: World, clock: ServedClock | None = None) -> Site:
    """Return the site of a single world; without a clock the world's time stands still."""
    kept = clock or ServedClock(world, FROZEN)

    def answering(request: Request) -> Answered:
        kept.catch_up()
        response = answer(world, request)
        return response, kept.pause(response)

    market = SingleWorld(world, kept)
    return Site(answering, lambda: (market,))


@dataclass(frozen=True, slots=True)
class TlsSettings:
    """A server's TLS context, and its sockets for TLS and for the proxy; None: no such socket."""

    context: ssl.SSLContext
    tls: socket.socket | None = None
    proxy: socket.socket | None = None


class Server:
    """Serves until it is stopped.

    ``run`` calls *ready* once it serves, and ends on SIGINT, on SIGTERM, or when any thread calls
    ``stop``. Running requests then have one more second.
    """

    def __init__(
        self,
        answering: Answering,
        ready: Callable[[], None] = lambda: None,
        tls_settings: TlsSettings | None = None,
    ) -> None:
        self._answering = answering
        self._ready = ready
        self._secured = tls_settings
        self._connections: set[Connection] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopped = False
        self._stop_requested = asyncio.Event()

    def run(self, listening: socket.socket) -> None:
        """Serve on the listening, TLS and proxy sockets until ``stop`` is called."""
        with asyncio.Runner(loop_factory=_new_loop) as runner:
            runner.run(self._serve(listening))

    def stop(self) -> None:
        """Stop the server, even before it runs; any thread may call this."""
        self._stopped = True
        loop = self._loop
        if loop is not None:
            with suppress(RuntimeError):  # the loop has ended in the meantime
                loop.call_soon_threadsafe(self._stop_requested.set)

    async def _serve(self, listening: socket.socket) -> None:
        self._loop = asyncio.get_running_loop()
        if self._stopped:  # stop() was called before the loop existed
            self._stop_requested.set()
        self._install_signal_handlers(self._loop)
        servers = [await self._loop.create_server(self._connection, sock=listening)]
        found, proxy = self._secured, None
        if found and found.tls:
            servers.append(
                await self._loop.create_server(self._connection, sock=found.tls, ssl=found.context)
            )
        if found and found.proxy:
            proxy = Proxy(found.proxy, found.context)
            await proxy.open(self._connection)
        self._ready()
        await self._wait_for_stop()
        for server in servers:
            server.close()
        if proxy:
            await proxy.close()
        await self._close_connections()

    def _connection(self) -> Connection:
        return Connection(self._answering, self._connections)

    def _install_signal_handlers(self, loop: asyncio.AbstractEventLoop) -> None:
        if threading.current_thread() is not threading.main_thread():
            return
        for number in (signal.SIGINT, signal.SIGTERM):
            try:
                loop.add_signal_handler(number, self._stop_requested.set)
            except NotImplementedError:  # Windows, where any signal wakes the loop
                signal.signal(number, lambda *_: self.stop())

    async def _wait_for_stop(self) -> None:
        """Wait until ``stop`` is called; meanwhile, close connections that stay idle for long."""
        while not self._stop_requested.is_set():
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stop_requested.wait(), _QUIET)
                return
            for connection in [one for one in self._connections if one.is_idle]:
                if not connection.heard:
                    connection.close()
                connection.heard = False

    async def _close_connections(self) -> None:
        """Close all connections; abort idle TLS ones, whose close would wait for the client."""
        for connection in tuple(self._connections):
            if connection.is_idle:
                connection.abort() if connection.is_secured else connection.close()
        ends = asyncio.get_running_loop().time() + _GRACE
        while self._connections and asyncio.get_running_loop().time() < ends:
            await asyncio.sleep(0.01)
        for connection in tuple(self._connections):
            connection.abort()
        await asyncio.sleep(0)


def _new_loop() -> asyncio.AbstractEventLoop:
    """Return the quickest event loop on this system."""
    try:
        import uvloop
    except ImportError:  # Windows
        return asyncio.new_event_loop()
    return uvloop.new_event_loop()


def listen(port: int, host: str = LOOPBACK) -> socket.socket:
    """Return a listening socket (port 0: any free port); raise OSError if the port is taken."""
    family, kind, protocol, _, address = socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    found = socket.socket(family, kind, protocol)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind(address)
        found.listen(_BACKLOG)
    except OSError:
        found.close()
        raise
    return found


def serve(
    answering: Answering,
    listening: socket.socket,
    ready: Callable[[], None] = lambda: None,
    tls_settings: TlsSettings | None = None,
) -> None:
    """Serve on *listening* and on the sockets of *tls_settings* until the server is stopped."""
    with listening:
        Server(answering, ready, tls_settings).run(listening)
