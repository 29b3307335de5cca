"""A feed's document as the parts that it consists of, or why none of it can be read."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from mockplace.platforms.amazon.feeds import envelope, flat_file, kinds, listings
from mockplace.platforms.amazon.feeds.xml import Unreadable

if TYPE_CHECKING:
    from mockplace.world.feeds.model import FeedDocument, Part
    from mockplace.world.model import Account

_READERS: dict[str, Callable[[Account, FeedDocument], tuple[Part, ...]]] = {
    kinds.FULFILLMENT: envelope.fulfillments,
    kinds.ACKNOWLEDGEMENT: envelope.acknowledgements,
    kinds.FLAT_FULFILLMENT: flat_file.fulfillments,
    kinds.LISTINGS: listings.messages,
}


def read(kind: str, account: Account, document: FeedDocument) -> tuple[tuple[Part, ...], str]:
    """The parts, and '' or the sentence that makes the whole feed FATAL."""
    if kind not in _READERS:
        return (), f"This simulator does not carry out feeds of the type {kind}."
    if document.content is None:
        return (), "No content was uploaded for the feed document."
    try:
        return _READERS[kind](account, document), ""
    except Unreadable as problem:
        return (), str(problem)
