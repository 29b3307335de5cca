"""Fault injection: what is planned, planning more, and clearing it."""

from __future__ import annotations

import difflib

from mockplace.control import shapes
from mockplace.control.request_context import Mistake, Visit
from mockplace.kernel.durations import duration, instant, written
from mockplace.kernel.fault_plan import MESSAGE_KINDS, Fault
from mockplace.serving.dispatch import table


def faults(visit: Visit) -> shapes.Faults:
    """The troubles that are planned, and how many matching calls each has seen."""
    plan = visit.served.world.faults
    return shapes.Faults(
        faults=[
            shapes.FaultTold.of(fault, seen, _written(fault.since), _written(fault.until))
            for fault, seen in zip(plan.faults, plan.seen, strict=True)
        ]
    )


def plan_fault(visit: Visit) -> shapes.Faults:
    """Plan a trouble behind those that are planned already."""
    asked: shapes.FaultAsked = visit.asked
    world = visit.served.world
    if asked.store and asked.store not in world.accounts:
        raise Mistake(f"there is no store {asked.store!r}; there are: {', '.join(world.accounts)}")
    if asked.operation and asked.kind not in MESSAGE_KINDS:
        _check_operation(asked.operation)
    fault = Fault(
        asked.kind,
        asked.operation,
        asked.platform or "",
        asked.order_id,
        asked.store,
        asked.nth,
        asked.times,
        duration(asked.delay),
        instant(asked.since) if asked.since else None,
        instant(asked.until) if asked.until else None,
    )
    world.faults.add(fault)
    return faults(visit)


def clear_faults(visit: Visit) -> shapes.Faults:
    """Let nothing go wrong any more."""
    visit.served.world.faults.clear()
    return faults(visit)


def _check_operation(name: str) -> None:
    known = sorted({route.operation for route in table().routes})
    if name not in known:
        near = difflib.get_close_matches(name, known, 3, 0.5)
        hint = (
            f"; did you mean {' or '.join(near)}?" if near else f"; there are: {', '.join(known)}"
        )
        raise Mistake(f"no platform has an operation {name!r}{hint}")


def _written(ms: int | None) -> str | None:
    return None if ms is None else written(ms)
