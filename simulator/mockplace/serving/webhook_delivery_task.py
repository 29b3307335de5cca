"""Deliver due messages while worlds are served, checking for them about ten times a second.

Like a request, the delivery task holds the server's lock; while it waits for a receiver, it does
not.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Protocol

from mockplace.kernel.webhooks.webhook_urls import is_here
from mockplace.serving.render_webhook import webhook_request

if TYPE_CHECKING:
    import httpx

    from mockplace.http_types import WebhookRequest
    from mockplace.kernel.webhooks.subscriptions import Message
    from mockplace.kernel.world import World
    from mockplace.serving.clock import ServedClock

#: Seconds between two checks for due messages.
_POLL_INTERVAL = 0.1


class Market(Protocol):
    """A served world with its clock; ``world`` may be replaced by another world at any time."""

    @property
    def world(self) -> World:
        """The present world."""
        ...

    @property
    def clock(self) -> ServedClock:
        """The clock of the present world."""
        ...


class WebhookDelivery:
    """The task that delivers the webhooks of every served world until the server ends."""

    def __init__(self, markets: Callable[[], Iterable[Market]], lock: threading.Lock) -> None:
        self._markets = markets
        self._lock = lock
        self._task = asyncio.get_running_loop().create_task(self._run())

    async def _run(self) -> None:
        import httpx  # loads slowly, and a world without subscribers does not need it

        from mockplace.serving.webhook_sender import PATIENCE, report

        async with httpx.AsyncClient(timeout=PATIENCE, verify=False, trust_env=False) as http:  # noqa: S501 - a receiver on this machine has no certificate that anybody knows, and needs no proxy
            while True:
                for world, message, posted in self._due():
                    status, body = await _post(http, posted)
                    with self._lock:
                        report(world, message, status, body)
                await asyncio.sleep(_POLL_INTERVAL)

    def _due(self) -> list[tuple[World, Message, WebhookRequest]]:
        with self._lock:
            return [found for market in self._markets() for found in _due_of(market)]


def _due_of(market: Market) -> list[tuple[World, Message, WebhookRequest]]:
    world = market.world
    if not world.webhooks.destinations:
        return []
    market.clock.catch_up()
    return [
        (world, message, webhook_request(world, message))
        for message in world.webhooks.due(world.now)
    ]


async def _post(http: httpx.AsyncClient, posted: WebhookRequest) -> tuple[int, bytes]:
    if not is_here(posted.url):
        return 0, b""
    import httpx

    try:
        answer = await http.request(
            posted.method, posted.url, headers=posted.headers, content=posted.body
        )
    except (httpx.RequestError, httpx.InvalidURL):  # no answer, or one that cannot be read
        return 0, b""
    return answer.status_code, answer.content
