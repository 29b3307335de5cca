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
    #: A platform is notified of a package.
    CONFIRM = "confirm"
    #: A platform's record of a package gets another carrier and tracking number.
    CORRECT = "correct"
    #: A shop's setting for e-mails to buyers is written.
    EMAILS = "emails"


class ActState(StrEnum):
    """The states of an act; it is recorded as OPEN before its request is sent."""

    OPEN = "open"
    #: Nobody knows yet whether the act took effect; its order or notification stays blocked.
    UNKNOWN = "unknown"
    DONE = "done"
    #: The act did not take effect: the carrier or platform refused it, or nothing was sent.
    REFUSED = "refused"
    #: The act did not take effect: two reliable readings did not show it, or a person says so.
    NONE = "none"


#: The states of acts whose outcome is not recorded yet.
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
    #: The key by which the carrier or platform identifies the act: our reference, the label's id or
    #: the tracking number.
    key: str
    at: int
    #: From this time on, no request of the act is sent.
    deadline: int
    #: The latest time at which the act's last request may have been sent; None while unknown.
    sent_by: int | None
    #: How many times the carrier or platform was read to find out whether the act took effect.
    looks: int
    #: When to read next.
    look_at: int | None
    #: When a reliable reading first did not show the act (see ``decisions.unknown_act_not_done``).
    none_at: int | None
