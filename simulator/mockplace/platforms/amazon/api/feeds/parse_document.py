"""Parse a feed's document into its parts."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from mockplace.platforms.amazon.api.feeds import (
    feed_types,
    flat_file,
    listings_feed,
    xml_envelope,
)
from mockplace.platforms.amazon.api.feeds.xml import Unreadable

if TYPE_CHECKING:
    from mockplace.kernel.records import Account
    from mockplace.platforms.amazon.rules.feeds.records import FeedDocument, Part

_READERS: dict[str, Callable[[Account, FeedDocument], tuple[Part, ...]]] = {
    feed_types.FULFILLMENT: xml_envelope.fulfillments,
    feed_types.ACKNOWLEDGEMENT: xml_envelope.acknowledgements,
    feed_types.FLAT_FULFILLMENT: flat_file.fulfillments,
    feed_types.LISTINGS: listings_feed.messages,
}


def read(kind: str, account: Account, document: FeedDocument) -> tuple[tuple[Part, ...], str]:
    """Return the parts, and the error that makes the whole feed FATAL ('' if it can be parsed)."""
    if kind not in _READERS:
        return (), f"This simulator does not carry out feeds of the type {kind}."
    if document.content is None:
        return (), "No content was uploaded for the feed document."
    try:
        return _READERS[kind](account, document), ""
    except Unreadable as error:
        return (), str(error)
