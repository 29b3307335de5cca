"""The fault plan: where, when and which trouble strikes.

A fault names an operation (and optionally one order and one account), the call of it that is the
first to suffer, how many calls suffer, and the kind. Calls are counted per fault, so that two
faults never disturb each other.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, get_args

FaultKind = Literal[
    "timeout_before_commit",
    "timeout_after_commit",
    "reset",
    "reset_after_commit",
    "rate_limited",
    "server_error",
    "malformed",
    "slow",
]
KINDS: tuple[str, ...] = get_args(FaultKind)


@dataclass(frozen=True, slots=True)
class Fault:
    """One planned trouble; '' matches anything."""

    kind: FaultKind
    operation: str = ""
    platform: str = ""
    order_id: str = ""
    store: str = ""
    #: The first call to suffer, counted from 1 among the calls that match.
    nth: int = 1
    #: How many calls suffer, one after the other; 0 is every one from then on.
    times: int = 1
    #: Milliseconds that a slow answer takes.
    delay: int = 0

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"no such fault: {self.kind}; there are {', '.join(KINDS)}")


@dataclass(slots=True)
class FaultPlan:
    """The troubles of a world, and which calls they have seen."""

    faults: list[Fault] = field(default_factory=list)
    #: How many matching calls each fault has seen, in step with ``faults``.
    seen: list[int] = field(default_factory=list)

    def add(self, fault: Fault) -> None:
        """Plans a fault; counting starts now."""
        self.faults.append(fault)
        self.seen.append(0)

    def clear(self) -> None:
        """Lets nothing go wrong any more."""
        self.faults.clear()
        self.seen.clear()

    def strike(self, platform: str, operation: str, order_id: str, store: str) -> Fault | None:
        """The fault that this call suffers; every fault that matches counts the call."""
        struck = None
        for n, fault in enumerate(self.faults):
            if not _concerns(fault, platform, operation, order_id, store):
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


def _is_due(fault: Fault, seen: int) -> bool:
    return seen >= fault.nth and (fault.times == 0 or seen < fault.nth + fault.times)
