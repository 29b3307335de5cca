"""One server for the whole run, over a port of its own on loopback.

Starting a server takes longer than most tests here do, so it is started once and given the world
of each test in turn.
"""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Iterator

import httpx
import pytest
import uvicorn

from mockplace.server import App, Message, Receive, Send, Server, app, listen
from mockplace.world.world import World


@pytest.fixture(scope="session")
def served() -> Iterator[Callable[[World], httpx.Client]]:
    """Shows a world on the port and gives a client for it. The world's time stands still."""
    shown: list[App] = []
    ready = threading.Event()

    async def application(scope: Message, receive: Receive, send: Send) -> None:
        await shown[0](scope, receive, send)

    config = uvicorn.Config(
        application,
        log_level="critical",
        access_log=False,
        lifespan="off",
        server_header=False,
        date_header=False,
    )
    server = Server(config, ready.set)
    with listen(0) as listening:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        assert ready.wait(10)

        def show(world: World) -> httpx.Client:
            shown[:] = [app(world)]
            base = f"http://127.0.0.1:{listening.getsockname()[1]}"
            # a context without authorities: loading those takes longer than a test
            nothing = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
            return httpx.Client(base_url=base, verify=nothing, trust_env=False)

        yield show
        server.should_exit = True
        thread.join(10)
