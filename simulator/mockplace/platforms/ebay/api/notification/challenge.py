"""Challenge a new destination: eBay sends it messages only after it has answered correctly."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from mockplace.platforms.shared import request_parsing
from mockplace.platforms.shared.opaque_tokens import keyed_hex

if TYPE_CHECKING:
    from mockplace.kernel.webhooks.subscriptions import Message
    from mockplace.kernel.world import World


def challenge_of(world: World, message: Message) -> str:
    """Return the challenge code that a destination must answer."""
    return keyed_hex(world.seed, "challenge", message.id, size=24)


def webhook_accepted(world: World, message: Message, body: bytes) -> bool:
    """Return True if the receiver answered correctly; only answers to challenges are checked.

    The correct answer is the SHA-256 hash of challenge code, verification token and address.
    """
    if message.webhook_event.topic != "challenge":
        return True
    destination = world.webhooks.destination_of(message)
    if destination is None:
        return False
    secret = challenge_of(world, message) + destination.token + destination.address
    wanted = hashlib.sha256(secret.encode()).hexdigest()
    answered = request_parsing.json_object(body) or {}
    return answered.get("challengeResponse") == wanted
