"""Events about feeds and their documents."""

from __future__ import annotations

from dataclasses import dataclass

from mockplace.kernel.events import Event
from mockplace.platforms.amazon.rules.feeds.records import Feed, FeedDocument


@dataclass(frozen=True, slots=True)
class DocumentPut(Event):
    """A feed's document was created or filled, or a feed's result document was created."""

    document: FeedDocument

    @property
    def store(self) -> str:
        """The seller's account."""
        return self.document.store


@dataclass(frozen=True, slots=True)
class FeedPut(Event):
    """A feed was created, or its status changed."""

    feed: Feed

    @property
    def store(self) -> str:
        """The seller's account."""
        return self.feed.store
