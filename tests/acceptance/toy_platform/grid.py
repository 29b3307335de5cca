"""Print the screen of a hub's open orders as text: ``python -m … FILE URL LANGUAGE``."""

from __future__ import annotations

import asyncio
import os
import sys

from shiponce.hub import Hub
from shiponce.platforms.connections import HttpConnections
from shiponce.platforms.credentials_from_environment import from_environment
from shiponce.ports import SystemClock
from tests.tui.conftest import open_terminal


async def show(file: str, url: str, language: str) -> None:
    """Print the screen once the hub's orders are on it."""
    credentials = from_environment(os.environ)
    connections = HttpConnections(credentials, clock=SystemClock(), platforms_url=url)
    with Hub.open(file, connections) as hub:
        async with open_terminal(hub, language=language) as terminal:
            print(terminal.text())
            print(terminal.app.theme_variables["toybay"])


if __name__ == "__main__":
    asyncio.run(show(*sys.argv[1:]))
