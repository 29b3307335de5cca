"""Acts: everything that leaves the hub and changes something outside."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ActKind(StrEnum):
    """What an act does."""

    #: A label is bought.
    BUY = "buy"
    #: A label is voided.
    VOID = "void"
    #: A platform is told of a package.
    CONFIRM = "confirm"
    #: A platform is told another carrier and tracking number for a package that it knows.
    CORRECT = "correct"
    #: A shop's setting for e-mails to buyers is written.
    EMAILS = "emails"


class ActState(StrEnum):
    """The states of an act; it is recorded as OPEN before its call."""

    OPEN = "open"
    #: Nobody knows yet whether it took effect; what it concerns stays held.
    UNKNOWN = "unknown"
    DONE = "done"
    #: The other side said no, or nothing was sent: it did not take effect.
    REFUSED = "refused"
    #: The other side was read twice, late enough, and knows nothing of it; or a person says so.
    NONE = "none"


#: States that have no end yet.
UNSETTLED = (ActState.OPEN, ActState.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Act:
    """One act in the ledger. Times are milliseconds UTC."""

    id: int
    kind: ActKind
    state: ActState
    shipment_id: int | None
    notification_id: int | None
    store_id: int | None
    #: What the other side knows it by: our reference, the label's id, the tracking number.
    key: str
    at: int
    #: No request of it goes from this time on.
    deadline: int
    #: When its last request may have gone; None as long as that is open.
    sent_by: int | None
    #: How often the other side was read for it, and when it is to be read next.
    looks: int
    look_at: int | None
    #: When a reading that was late enough first showed nothing of it.
    none_at: int | None
