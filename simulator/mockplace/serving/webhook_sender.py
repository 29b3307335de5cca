"""Send platforms' messages to receivers on this machine only.

A world never sends anything by itself. This module takes the due messages from the world's outbox,
posts them, and reports each result to the world, which then applies the platform's retry schedule.
"""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING

import httpx

from mockplace import registry
from mockplace.kernel.webhooks import retry_or_deactivate
from mockplace.kernel.webhooks.webhook_urls import is_here
from mockplace.serving.render_webhook import webhook_request

if TYPE_CHECKING:
    from mockplace.http_types import WebhookRequest
    from mockplace.kernel.webhooks.subscriptions import Message
    from mockplace.kernel.world import World

#: Seconds in which a receiver has to answer.
PATIENCE = 10.0


def deliver(world: World, client: httpx.Client | None = None) -> int:
    """Deliver all messages that are due now; return how many of them were accepted.

    Without *client*, messages to other machines are not sent and count as unanswered. With
    *client*, all messages are sent; its transport may answer for any address.
    """
    taken = 0
    with _own_client() if client is None else nullcontext(client) as http:
        while due := world.webhooks.due(world.now):  # an accepted challenge makes others due
            for message in due:
                posted = webhook_request(world, message)
                status, body = (0, b"")
                if client is not None or is_here(posted.url):
                    status, body = _post(http, posted)
                taken += report(world, message, status, body)
    return taken


def report(world: World, message: Message, status: int, body: bytes) -> bool:
    """Report the result of an attempt to the world; return True if the message was accepted."""
    proved = registry.platform(message.webhook_event.platform).webhook_accepted(
        world, message, body
    )
    retry_or_deactivate.record_attempt(world.webhooks, message.id, status, world.now, proved=proved)
    return message.status == "sent"


def _post(http: httpx.Client, posted: WebhookRequest) -> tuple[int, bytes]:
    try:
        answer = http.request(
            posted.method, posted.url, headers=posted.headers, content=posted.body
        )
    except (httpx.RequestError, httpx.InvalidURL):  # no answer, or one that cannot be read
        return 0, b""
    return answer.status_code, answer.content


def _own_client() -> httpx.Client:
    """Return a client that verifies no certificate: local receivers have self-issued ones."""
    return httpx.Client(timeout=PATIENCE, verify=False)  # noqa: S501 - see above
