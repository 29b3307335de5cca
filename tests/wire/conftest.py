"""The server of the whole run, and a client for it."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator

import httpx
import pytest

from mockplace.kernel.world import World
from tests.wire.shared_server import staged


@pytest.fixture(scope="session")
def served() -> Iterator[Callable[[World], httpx.Client]]:
    """Shows a world on the port and gives a client for it."""
    with staged() as stage:

        def show(world: World) -> httpx.Client:
            stage.show(world)
            # a context without authorities: loading those takes longer than a test
            nothing = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
            return httpx.Client(base_url=stage.base, verify=nothing, trust_env=False)

        yield show
