"""Retry webhook deliveries on the platform's schedule.

The platform's rules set the pauses, in seconds of the world's clock. When the last retry fails, the
message is given up and its subscription is deactivated.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockplace.kernel.registered_rules import PLATFORMS

if TYPE_CHECKING:
    from mockplace.kernel.webhooks.subscriptions import WebhookSubscriptions


def record_attempt(
    webhooks: WebhookSubscriptions, message_id: str, status: int, now: int, *, proved: bool = True
) -> None:
    """Record the HTTP status of an attempt, 0 for no answer; schedule a retry if it failed.

    *proved* is True if the receiver answered a challenge correctly.
    """
    message = webhooks.messages[message_id]
    if message.status != "waiting":
        return
    message.tries, message.answered = message.tries + 1, status
    destination = webhooks.destination_of(message)
    if 200 <= status < 300 and proved:
        message.status = "sent"
        if destination and message.webhook_event.topic == "challenge":
            destination.proved = True
        return
    pauses = PLATFORMS.selling(message.webhook_event.platform).webhooks.retries
    if message.webhook_event.topic != "challenge" and message.tries <= len(pauses):
        message.due = now + pauses[message.tries - 1] * 1000
        return
    message.status = "given up"
    if message.subscription in webhooks.subscriptions:
        webhooks.subscriptions[message.subscription].active = False
    if destination and message.webhook_event.topic == "challenge":
        destination.status = "MARKED_DOWN"
