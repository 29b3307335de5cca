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
    #: What can be run about it, with every id in it; none of it makes anything worse.
    commands: tuple[str, ...] = ()
    #: Where on the screen it is mended; null: outside.
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class PurgedPart:
    """One order whose personal data was, or would be, removed."""

    #: The order's id; null for one that could not be read.
    order_id: int | None
    #: The order, as ``store:number``.
    order: str
    #: How many values of each kind: buyer, email, address, phone, note, raw.
    removed: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Purge:
    """What a purge removed, or would remove."""

    #: It was done; false: this is what would happen.
    done: bool
    parts: tuple[PurgedPart, ...]
    #: The same counts over all parts.
    removed: Mapping[str, int]
    #: Purchases that keep theirs, each with the reason.
    kept: tuple[Sentence, ...] = ()
    #: What a person should know before it is done.
    warnings: tuple[Sentence, ...] = ()
    #: Nothing of it is left in the file's bytes; null: nothing was removed yet.
    overwritten: bool | None = None

    def with_overwritten(self, overwritten: bool) -> Purge:
        """Return a copy with *overwritten* set."""
        return replace(self, overwritten=overwritten)
