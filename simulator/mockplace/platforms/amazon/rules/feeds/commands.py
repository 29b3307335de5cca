"""Commands about feeds."""

from __future__ import annotations

from dataclasses import dataclass

from mockplace.kernel.commands import Command
from mockplace.platforms.amazon.rules.feeds.records import Outcome, Part


@dataclass(frozen=True, slots=True)
class OpenDocument(Command):
    """Create a document for a feed's content."""

    store: str
    content_type: str


@dataclass(frozen=True, slots=True)
class FillDocument(Command):
    """Upload a document's content."""

    document_id: str
    content: bytes


@dataclass(frozen=True, slots=True)
class CreateFeed(Command):
    """Create a feed from a document."""

    store: str
    kind: str
    markets: tuple[str, ...]
    document_id: str
    parts: tuple[Part, ...] = ()
    #: Why the whole feed will fail, '' if it can be processed.
    fatal: str = ""


@dataclass(frozen=True, slots=True)
class CancelFeed(Command):
    """Cancel a feed."""

    store: str
    feed_id: str


@dataclass(frozen=True, slots=True)
class StartFeed(Command):
    """Start processing a queued feed."""

    store: str
    feed_id: str


@dataclass(frozen=True, slots=True)
class EndFeed(Command):
    """End a feed, with the result of each part."""

    store: str
    feed_id: str
    outcomes: tuple[Outcome, ...]
