"""What an import did."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from shiponce.views.sentence import Sentence


@dataclass(frozen=True, slots=True)
class ImportReport:
    """The result of one import, as counts of orders."""

    store: str
    fetched: int = 0
    added: int = 0
    refreshed: int = 0
    unchanged: int = 0
    #: Orders that a rule excluded or that are not importable; each of them is recorded.
    excluded: int = 0
    quarantined: int = 0
    #: Copies that this import hid, including copies that were imported before.
    hidden: int = 0
    #: Why the import could not start or finish, or None. Orders imported before the error are kept.
    trouble: Sentence | None = None
    #: When the rate limit allows the next import; None if the rate limit was not reached.
    not_before: datetime | None = None
    #: A warning that a clock is wrong, or None. It names the times here and at the platform if they
    #: differ much, or the requested period if the platform refused to list orders for that period.
    clock: Sentence | None = None
    #: The start of the listed period; None if nothing was listed.
    since: datetime | None = None
    #: The time up to which changes were read, if it lies before now: the next import reads the
    #: rest. None if they were read up to now, or not completely.
    until: datetime | None = None
    #: True for the first import of a store: orders without a change after *since* are left out.
    first: bool = False
    #: Orders that only the sweep by creation date found; None if no sweep was made.
    swept: int | None = None
    #: Quarantined orders that could be read this time and are imported now.
    retried: int = 0
