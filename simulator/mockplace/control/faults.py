"""Fault injection: list, plan and clear faults."""

from __future__ import annotations

import difflib

from mockplace.control import shapes
from mockplace.control.request_context import ControlError, RequestContext
from mockplace.kernel.durations import duration, instant, written
from mockplace.kernel.fault_plan import MESSAGE_KINDS, Fault
from mockplace.serving.dispatch import table


def faults(context: RequestContext) -> shapes.Faults:
    """Return the planned faults, and how many matching calls each has seen."""
    plan = context.served.world.faults
    return shapes.Faults(
        faults=[
            shapes.FaultView.of(fault, seen, _written(fault.since), _written(fault.until))
            for fault, seen in zip(plan.faults, plan.seen, strict=True)
        ]
    )


def plan_fault(context: RequestContext) -> shapes.Faults:
    """Plan a fault; faults that were planned earlier take precedence."""
    content: shapes.FaultRequest = context.content
    world = context.served.world
    if content.store and content.store not in world.accounts:
        raise ControlError(
            f"there is no store {content.store!r}; there are: {', '.join(world.accounts)}"
        )
    if content.operation and content.kind not in MESSAGE_KINDS:
        _check_operation(content.operation)
    fault = Fault(
        content.kind,
        content.operation,
        content.platform or "",
        content.order_id,
        content.store,
        content.nth,
        content.times,
        duration(content.delay),
        instant(content.since) if content.since else None,
        instant(content.until) if content.until else None,
    )
    world.faults.add(fault)
    return faults(context)


def clear_faults(context: RequestContext) -> shapes.Faults:
    """Remove all planned faults."""
    context.served.world.faults.clear()
    return faults(context)


def _check_operation(name: str) -> None:
    known = sorted({route.operation for route in table().routes})
    if name not in known:
        near = difflib.get_close_matches(name, known, 3, 0.5)
        hint = (
            f"; did you mean {' or '.join(near)}?" if near else f"; there are: {', '.join(known)}"
        )
        raise ControlError(f"no platform has an operation {name!r}{hint}")


def _written(ms: int | None) -> str | None:
    return None if ms is None else written(ms)
