"""What a message of JSON_LISTINGS_FEED does to a seller's listings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from mockplace.world.feed_model import Issue

if TYPE_CHECKING:
    from mockplace.world.model import Account
    from mockplace.world.world import World


def apply(_world: World, _account: Account, message: Mapping[str, object]) -> tuple[Issue, ...]:
    """The issues of one well-formed message; none with severity ERROR means that it was taken.

    *message* has the keys of Amazon's message schema: messageId, sku, operationType, productType,
    and attributes or patches. Listings cannot be changed in this world, and the report says so.
    """
    said = f"Listings are not offered here: {message['operationType']} was not carried out."
    return (Issue("NOT_OFFERED", said),)
