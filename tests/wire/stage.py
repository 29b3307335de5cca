"""One server, given the world of each test in turn: starting one takes longer than a test does."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from mockplace.server import App, Message, Receive, Secured, Send, Server, app, listen, serving
from mockplace.world.world import World


@dataclass
class Stage:
    """The server's place, and the world that it shows there. The world's time stands still."""

    #: The address in clear.
    base: str
    _shown: list[App] = field(default_factory=list)
    _loops: list[asyncio.AbstractEventLoop] = field(default_factory=list)

    def show(self, world: World) -> None:
        """Shows a world instead of the last one."""
        self.put_on(app(world))

    def put_on(self, shown: App) -> None:
        """Shows an application instead of the last one."""
        self._shown[:] = [shown]

    async def answer(self, scope: Message, receive: Receive, send: Send) -> None:
        """The application that is shown now."""
        self._loops[:] = [asyncio.get_running_loop()]
        await self._shown[0](scope, receive, send)

    def end(self, server: Server) -> None:
        """Ends the server, and first the connections that clients keep for next time."""
        for loop in self._loops:
            loop.call_soon_threadsafe(_cut, server)
        server.should_exit = True


@contextmanager
def staged(secured: Secured | None = None) -> Iterator[Stage]:
    """A server on a port of its own on loopback, and where else it is told to listen."""
    ready = threading.Event()
    with listen(0) as listening:
        stage = Stage(f"http://127.0.0.1:{listening.getsockname()[1]}")
        server = serving(stage.answer, ready.set, secured)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        assert ready.wait(10)
        yield stage
        stage.end(server)
        thread.join(10)


def _cut(server: Server) -> None:
    """With TLS a polite goodbye waits for an answer, which an idle client never gives."""
    for connection in tuple(server.server_state.connections):
        connection.transport.abort()
