"""Writes docs/reliability.md from the results of ``make torture``."""

from __future__ import annotations

from pathlib import Path

from tests.torture import results
from tests.torture.registry import PROMISES

PAGE = Path(__file__).parent / "reliability.md"
_HEAD = """# Reliability: what is promised, and what was tried against it

In reconciling mode, the default, no unit gets a second live label, no notification is lost or
takes effect twice, and no order or paid label vanishes without a reason that a person can read.
`make torture` attacks that, and 26 promises beside it, on two processes; each violation is
named with its seed, and `make torture ARGS='--only 16 --seed 4711 --tries 1'` repeats that very
try. A random day that was violated is trimmed and written as a scenario file, which `shiponce
replay` plays. What counts is the simulated world's own record, the house carrier's included
(`mockplace.judge`), after everything has come to rest and was imported once more; not what the
hub meant.

A few tries of each run with every `make test`. The table is the last whole run of each promise.

"""
_TAIL = """
## What is not promised

Nothing is done exactly once: an act is repeated only after its platform was heard twice, late
enough, to know nothing of it, and that looks like once to everybody. It rests on assumptions,
because no platform documents how long a request may live: five minutes, and up to ten for what
a reading may lag behind ([ADR 29](adr/0029-repeat-nothing-before-none-was-heard-twice.md)).
BigCommerce has no idempotency key, so a request for a part of an order that is carried out
later than that is recorded twice. The look an hour later finds it, and the order and its
notification say so; remove one of the two there.

What a platform accepts and forgets afterwards is not yet looked for.

## How to read a number

*Tried* counts tries: a point at which a process was killed or cut off, a case, a random day.
*Violated* counts tries after which the judge, or the check of that promise, found something. A
day counts only with at least eight purchases in three stores, five imports, five shipments of
which one in parts, two faults, and one crash or suspension.
"""


def page() -> str:
    """The whole page."""
    found = results.last()
    rows = [
        "| # | promise | what is tried | tried | violated | figures | date |\n",
        "|---|---|---|---|---|---|---|\n",
    ]
    for promise in PROMISES:
        last = found.get(str(promise.number))
        if last is None:
            end = "not run yet | | | |"
        else:
            tried, violated = results.number(last["tried"]), results.number(last["violated"])
            end = f"{tried} | {violated} | {results.figures(last['figures'])} | {last['date']} |"
        name = promise.number or "day"
        rows.append(f"| {name} | {promise.promise} | {promise.tried} | {end}\n")
    return _HEAD + "".join(rows) + _TAIL


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
