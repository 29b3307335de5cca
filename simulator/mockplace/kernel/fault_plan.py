"""The fault plan: where, when and which fault is injected.

A fault has a kind, an operation (and optionally one order and one account), the first call that it
affects, how many calls it affects, and a time span. Calls are counted per fault, so two faults
never affect each other. A fault of a webhook message names the topic instead of an operation.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, get_args

from mockplace.kernel.past_orders import LONGEST_PAST

if TYPE_CHECKING:
    from mockplace.http_types import Response

FaultKind = Literal[
    "timeout_before_commit",
    "timeout_after_commit",
    "late_commit",
    "reset",
    "reset_after_commit",
    "reset_late_commit",
    "connect_refused",
    "rate_limited",
    "server_error",
    "auth_expired",
    "not_found",
    "malformed",
    "truncated_page",
    "repeated_page",
    "stale_read",
    "wrong_order",
    "forgets",
    "arrives_twice",
    "gateway",
    "slow",
    "late_arrival",
    "suspended",
    "wrong_checksum",
    "no_checksum",
    "damaged_document",
    "no_document",
]
#: Faults of a webhook message on its way to the subscriber.
MessageFaultKind = Literal["drop", "duplicate", "reorder", "delay"]
CALL_KINDS: tuple[str, ...] = get_args(FaultKind)
MESSAGE_KINDS: tuple[str, ...] = get_args(MessageFaultKind)
KINDS = CALL_KINDS + MESSAGE_KINDS
#: Faults of a label document in an answer; the platform has it, and later answers have it whole.
DOCUMENT_KINDS = ("wrong_checksum", "no_checksum", "damaged_document", "no_document")
#: Faults that delay a request: the platform carries it out some time after it was sent.
LATE_KINDS = ("late_commit", "reset_late_commit", "late_arrival", "suspended")
#: The default delay in milliseconds: the age of a stale read, or how late a request or a message
#: is.
SOME_TIME = 60_000
#: The longest delay: a year.
LONGEST_DELAY = 366 * 86_400_000


@dataclass(frozen=True, slots=True)
class Fault:
    """One planned fault; a field that is '' matches any value."""

    kind: FaultKind | MessageFaultKind
    operation: str = ""
    platform: str = ""
    order_id: str = ""
    store: str = ""
    #: The first call that the fault affects, counted from 1 among the matching calls.
    nth: int = 1
    #: How many successive calls the fault affects; 0 means every call from the first one on.
    times: int = 1
    #: Milliseconds: the length of a slow answer, the age of a stale read, or the delay of a message
    #: or a request.
    delay: int = 0
    #: The fault applies from *since* on and ends at *until* (ms UTC on the world's clock); None: no
    #: bound.
    since: int | None = None
    until: int | None = None

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"no such fault: {self.kind}; there are {', '.join(KINDS)}")
        if self.nth < 1 or self.times < 0 or self.delay < 0:
            raise ValueError("nth counts from 1; times and delay are not negative")
        if self.delay > LONGEST_DELAY:
            raise ValueError("a delay is a year at most")
        if self.kind == "stale_read" and self.delay > LONGEST_PAST:
            raise ValueError("a stale read shows what was true a day ago at most")
        if self.since is not None and self.until is not None and self.since >= self.until:
            raise ValueError("a fault ends after it begins: since is not before until")

    @property
    def span(self) -> int:
        """The fault's delay in milliseconds, or the default delay if the fault has none."""
        return self.delay or SOME_TIME


@dataclass(slots=True)
class FaultPlan:
    """The planned faults of a world, and the calls they have seen."""

    faults: list[Fault] = field(default_factory=list)
    #: How many matching calls each fault has seen; same indexes as ``faults``.
    seen: list[int] = field(default_factory=list)
    #: (platform, operation, account) → the last page read; kept while a fault repeats pages.
    pages: dict[tuple[str, str, str], Response] = field(default_factory=dict)

    @property
    def repeats(self) -> bool:
        """Return True if a fault repeats pages, so that the last pages must be kept."""
        return any(fault.kind == "repeated_page" for fault in self.faults)

    def add(self, fault: Fault) -> None:
        """Plan a fault; counting starts now."""
        self.faults.append(fault)
        self.seen.append(0)

    def clear(self) -> None:
        """Remove every fault."""
        self.faults.clear()
        self.seen.clear()
        self.pages.clear()

    def strike(
        self,
        platform: str,
        operation: str,
        order_id: str,
        store: str,
        now: int = 0,
        *,
        of: Collection[str] = CALL_KINDS,
        can: Callable[[Fault], bool] = lambda _fault: True,
    ) -> Fault | None:
        """Return the fault to inject into this call, or None; every matching fault counts the call.

        *of* are the kinds to consider: ``CALL_KINDS`` or ``MESSAGE_KINDS``. *can* returns False for
        a fault that would have no effect on this call; such a fault does not count the call.
        """
        struck = None
        for n, fault in enumerate(self.faults):
            if fault.kind not in of or not _concerns(fault, platform, operation, order_id, store):
                continue
            if not (_is_in_time(fault, now) and can(fault)):
                continue
            self.seen[n] += 1
            if struck is None and _is_due(fault, self.seen[n]):
                struck = fault
        return struck


def _concerns(fault: Fault, platform: str, operation: str, order_id: str, store: str) -> bool:
    return (
        fault.operation in ("", operation)
        and fault.platform in ("", platform)
        and fault.order_id in ("", order_id)
        and fault.store in ("", store)
    )


def _is_in_time(fault: Fault, now: int) -> bool:
    begun = fault.since is None or fault.since <= now
    return begun and (fault.until is None or now < fault.until)


def _is_due(fault: Fault, seen: int) -> bool:
    return seen >= fault.nth and (fault.times == 0 or seen < fault.nth + fault.times)
