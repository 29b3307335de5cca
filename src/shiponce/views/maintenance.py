"""What the doctor finds, a backup that was made, and personal data that is removed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from shiponce.decisions.doctor_advice import Place
from shiponce.decisions.doctor_checks import Level
from shiponce.views.sentence import Sentence


@dataclass(frozen=True, slots=True)
class BackupMade:
    """A finished, checked copy of the database."""

    file: str
    #: Bytes.
    size: int
    orders: int
    shipments: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding of the doctor."""

    code: str
    #: trouble, warning or ok.
    level: Level
    what: Sentence
    #: What would help; null when all is well.
    way_out: Sentence | None = None
    #: Complete commands, with all ids, that help with the finding; all are safe to run.
    commands: tuple[str, ...] = ()
    #: The screen on which the finding can be resolved; null if there is none.
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class PurgedPart:
    """One order whose personal data was, or would be, removed."""

    #: The order's id; null for a quarantined order.
    order_id: int | None
    #: The order, as ``store:number``.
    order: str
    #: The number of removed values of each kind: buyer, email, address, phone, note, raw.
    removed: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Purge:
    """What a purge removed, or would remove."""

    #: True if the purge was done; false if this is only a preview.
    done: bool
    parts: tuple[PurgedPart, ...]
    #: The number of removed values of each kind, in all orders together.
    removed: Mapping[str, int]
    #: Sentences naming the purchases whose personal data is kept, each with the reason.
    kept: tuple[Sentence, ...] = ()
    #: What a person should know before the purge.
    warnings: tuple[Sentence, ...] = ()
    #: True if the removed data was also overwritten in the database file; null before the purge.
    overwritten: bool | None = None

    def with_overwritten(self, overwritten: bool) -> Purge:
        """Return a copy with *overwritten* set."""
        return replace(self, overwritten=overwritten)
