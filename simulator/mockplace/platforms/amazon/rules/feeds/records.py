"""A feed's records: an uploaded document, its parts, and their results."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from mockplace.kernel.commands import CancelBySeller, Confirm
    from mockplace.kernel.records import Account
    from mockplace.kernel.world import World

FeedStatus = Literal["IN_QUEUE", "IN_PROGRESS", "DONE", "FATAL", "CANCELLED"]
Severity = Literal["ERROR", "WARNING", "INFO"]


@dataclass(frozen=True, slots=True)
class FeedDocument:
    """A feed's content, or its result, which is written when it is read."""

    document_id: str
    store: str
    content_type: str
    made_at: int
    #: None until something was uploaded.
    content: bytes | None = None
    #: Of a result: the feed that it is about.
    feed_id: str = ""


@dataclass(frozen=True, slots=True)
class Issue:
    """One issue of a part of a feed, with a code of the world's refusals or its own."""

    code: str
    message: str
    severity: Severity = "ERROR"
    #: Of a listing: the attribute that it is about.
    attribute: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """One well-formed message of JSON_LISTINGS_FEED.

    Its platform knows what the attributes mean, so it brings the function that applies them.
    """

    content: Mapping[str, object]
    carry_out: Callable[[World, Account, Mapping[str, object]], tuple[Issue, ...]]


@dataclass(frozen=True, slots=True)
class Part:
    """One message or line of a feed: its command, or why it cannot be parsed.

    A ``Confirm`` may leave out its units, which means everything that is left, and may name a line
    with 0 units, which means what is left of it.
    """

    number: int
    #: The order or the SKU that it is about.
    about: str
    #: None: something that changes nothing.
    wish: Confirm | CancelBySeller | Listing | None = None
    error: Issue | None = None
    #: Of an order: the line, where it names one.
    line: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of one part of a feed."""

    part: Part
    issues: tuple[Issue, ...] = ()

    @property
    def is_good(self) -> bool:
        """Return True if what was wanted has happened."""
        return all(issue.severity != "ERROR" for issue in self.issues)


@dataclass(frozen=True, slots=True)
class Feed:
    """One feed of a seller, in the words of Amazon's model."""

    feed_id: str
    store: str
    kind: str
    markets: tuple[str, ...]
    document_id: str
    made_at: int
    parts: tuple[Part, ...]
    #: Why none of it can be carried out, '' where it can.
    fatal: str = ""
    status: FeedStatus = "IN_QUEUE"
    started_at: int = 0
    ended_at: int = 0
    outcomes: tuple[Outcome, ...] = ()
    result_id: str = ""


@dataclass(slots=True)
class FeedRecords:
    """Every feed of a world by (account, id), and the feeds' documents by id."""

    seed: int
    feeds: dict[tuple[str, str], Feed] = field(default_factory=dict)
    documents: dict[str, FeedDocument] = field(default_factory=dict)
    documents_made: int = 0
