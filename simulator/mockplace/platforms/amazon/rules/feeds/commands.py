"""What can be asked of a world about feeds."""

from __future__ import annotations

from dataclasses import dataclass

from mockplace.kernel.commands import Command
from mockplace.platforms.amazon.rules.feeds.records import Outcome, Part


@dataclass(frozen=True, slots=True)
class OpenDocument(Command):
    """A seller wants a place for a feed's content."""

    store: str
    content_type: str


@dataclass(frozen=True, slots=True)
class FillDocument(Command):
    """Somebody who has its address uploads a document."""

    document_id: str
    content: bytes


@dataclass(frozen=True, slots=True)
class CreateFeed(Command):
    """A seller wants what stands in a document to be carried out."""

    store: str
    kind: str
    markets: tuple[str, ...]
    document_id: str
    parts: tuple[Part, ...] = ()
    #: Why none of it can be, '' where it can.
    fatal: str = ""


@dataclass(frozen=True, slots=True)
class CancelFeed(Command):
    """A seller takes a feed back."""

    store: str
    feed_id: str


@dataclass(frozen=True, slots=True)
class StartFeed(Command):
    """Return a feed whose turn has come."""

    store: str
    feed_id: str


@dataclass(frozen=True, slots=True)
class EndFeed(Command):
    """A feed was carried out, with what came of each part."""

    store: str
    feed_id: str
    outcomes: tuple[Outcome, ...]
