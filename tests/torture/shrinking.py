"""Makes a day shorter while what is wrong with it stays, and writes it down as a scenario."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import replace

from tests.torture.plan import Plan, Step

#: Plays of a day that are spent on making it shorter.
MOST_PLAYS = 400


def shrunk(plan: Plan, is_wrong: Callable[[Plan], bool]) -> Plan:
    """Leave out steps, then what strikes in them, as long as *is_wrong* stays true."""
    plays = 0
    best = plan
    size = max(1, len(plan.steps) // 2)
    while size:
        at = 0
        while at < len(best.steps) and plays < MOST_PLAYS:
            shorter = replace(best, steps=best.steps[:at] + best.steps[at + size :])
            plays += 1
            if is_wrong(shorter):
                best = shorter
            else:
                at += size
        size //= 2
    for simpler in _simpler(best):
        if plays >= MOST_PLAYS:
            break
        plays += 1
        steps = list(best.steps)
        at, step = simpler
        steps[at] = step
        if is_wrong(replace(best, steps=steps)):
            best = replace(best, steps=steps)
    return best


def _simpler(plan: Plan) -> Iterator[tuple[int, Step]]:
    """Each step without what strikes in it, and without the wait before it."""
    for at, step in enumerate(plan.steps):
        for key, value in (("fates", []), ("tick", None), ("wait", 0), ("hub", 0)):
            if step.get(key):
                simpler = deepcopy(step)
                simpler[key] = value
                yield at, simpler
