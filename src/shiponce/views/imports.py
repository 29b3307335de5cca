"""What an import did."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from shiponce.views.sentence import Sentence


@dataclass(frozen=True, slots=True)
class ImportReport:
    """The result of one import: fetched is the sum of the other counts."""

    store: str
    fetched: int = 0
    added: int = 0
    refreshed: int = 0
    unchanged: int = 0
    #: Kept out by a rule or not importable, with a record.
    excluded: int = 0
    quarantined: int = 0
    #: Orders that became hidden by this import, on either side.
    hidden: int = 0
    #: Set when the import could not run or end; nothing that was imported is lost.
    trouble: Sentence | None = None
    #: When the rate limit allows the next import; None: it was not reached.
    not_before: datetime | None = None
    #: This machine's clock and the platform's are far apart: a sentence with both times. Or the
    #: platform refused to list: what it was asked for.
    clock: Sentence | None = None
    #: From when on changes were listed; None when nothing was listed.
    since: datetime | None = None
    #: The store's first import: what is older than *since* is not brought in.
    first: bool = False
    #: Orders that only the sweep by creation date has found; None when none was due.
    swept: int | None = None
    #: Quarantined orders that could be read this time, and are in.
    retried: int = 0
