"""A message as it goes over the wire, each platform's in its own form."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from mockplace.http_types import Letter
from mockplace.platforms.amazon.api.notifications.operations import letter as amazon_letter
from mockplace.platforms.bigcommerce.api.webhooks import letter as bigcommerce_letter
from mockplace.platforms.ebay.api.notification import letter as ebay_letter

if TYPE_CHECKING:
    from mockplace.kernel.webhooks.subscriptions import Message
    from mockplace.kernel.world import World

_WRITERS: dict[str, Callable[[World, Message], Letter]] = {
    "bigcommerce": bigcommerce_letter,
    "amazon": amazon_letter,
    "ebay": ebay_letter,
}


def letter(world: World, message: Message) -> Letter:
    """The request that carries a message, or for a queue the body that lies in it."""
    return _WRITERS[message.news.platform](world, message)
