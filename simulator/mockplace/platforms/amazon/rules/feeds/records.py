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
    """A feed's content, or its result; a result is rendered when a client reads it."""

    document_id: str
    store: str
    content_type: str
    made_at: int
    #: None until content is uploaded.
    content: bytes | None = None
    #: For a result document: the feed's id.
    feed_id: str = ""


@dataclass(frozen=True, slots=True)
class Issue:
    """One issue of a feed's part; *code* is the code of a ``Refusal`` or an error code of feeds."""

    code: str
    message: str
    severity: Severity = "ERROR"
    #: For a listing: the attribute with the issue.
    attribute: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """One well-formed message of JSON_LISTINGS_FEED.

    Only the API package knows what the attributes mean, so *carry_out*, which applies them, is
    passed in.
    """

    content: Mapping[str, object]
    carry_out: Callable[[World, Account, Mapping[str, object]], tuple[Issue, ...]]


@dataclass(frozen=True, slots=True)
class Part:
    """One message or line of a feed: its command, or the error if it cannot be parsed.

    A ``Confirm`` without units means all unshipped units of the order; a line with 0 units means
    all unshipped units of that line.
    """

    number: int
    #: The order id or SKU that the part concerns.
    about: str
    #: None for a part that changes nothing.
    wish: Confirm | CancelBySeller | Listing | None = None
    error: Issue | None = None
    #: For an order: the line's id, '' if the part names no line.
    line: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of one part of a feed."""

    part: Part
    issues: tuple[Issue, ...] = ()

    @property
    def is_good(self) -> bool:
        """Return True if the part was carried out: it has no issue of severity ERROR."""
        return all(issue.severity != "ERROR" for issue in self.issues)


@dataclass(frozen=True, slots=True)
class Feed:
    """One feed of a seller, with the statuses of Amazon's model."""

    feed_id: str
    store: str
    kind: str
    markets: tuple[str, ...]
    document_id: str
    made_at: int
    parts: tuple[Part, ...]
    #: Why the whole feed fails, '' if it can be processed.
    fatal: str = ""
    status: FeedStatus = "IN_QUEUE"
    started_at: int = 0
    ended_at: int = 0
    outcomes: tuple[Outcome, ...] = ()
    result_id: str = ""


@dataclass(slots=True)
class FeedRecords:
    """A world's feeds, by account and feed id, and their documents, by document id."""

    seed: int
    feeds: dict[tuple[str, str], Feed] = field(default_factory=dict)
    documents: dict[str, FeedDocument] = field(default_factory=dict)
    documents_made: int = 0
