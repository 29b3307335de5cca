"""Carries messages while a world is served: it looks after every request and a few times a second.

It shares the server's lock with the requests, and lets go of it while a receiver takes its time.
"""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING

from mockplace.letters import letter
from mockplace.platforms.addresses import is_here

if TYPE_CHECKING:
    import httpx

    from mockplace.clock import ServedClock
    from mockplace.wire_types import Letter
    from mockplace.world.post import Message
    from mockplace.world.world import World

#: Seconds between two looks at what is due.
_A_MOMENT = 0.1


class Courier:
    """One world's messages on their way; it begins with the first subscription."""

    def __init__(self, world: World, clock: ServedClock, lock: threading.Lock) -> None:
        self._world = world
        self._clock = clock
        self._lock = lock
        self._task: asyncio.Task[None] | None = None

    def look(self) -> None:
        """To be called while a request is answered: from the first destination on it is at work."""
        if self._task is None and self._world.post.destinations:
            self._task = asyncio.get_running_loop().create_task(self._carry_on())

    async def _carry_on(self) -> None:
        import httpx  # it takes its time, and a world without subscribers needs none

        from mockplace.delivery import PATIENCE, report

        async with httpx.AsyncClient(timeout=PATIENCE, verify=False) as http:  # noqa: S501 - a receiver on this machine has no certificate that anybody knows
            while True:
                for message, posted in self._due():
                    status, body = await _post(http, posted)
                    with self._lock:
                        report(self._world, message, status, body)
                await asyncio.sleep(_A_MOMENT)

    def _due(self) -> list[tuple[Message, Letter]]:
        with self._lock:
            self._clock.catch_up()
            world = self._world
            return [(message, letter(world, message)) for message in world.post.due(world.now)]


async def _post(http: httpx.AsyncClient, posted: Letter) -> tuple[int, bytes]:
    if not is_here(posted.url):
        return 0, b""
    import httpx

    try:
        answer = await http.request(
            posted.method, posted.url, headers=posted.headers, content=posted.body
        )
    except (httpx.TransportError, httpx.InvalidURL):
        return 0, b""
    return answer.status_code, answer.content
