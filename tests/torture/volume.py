"""Very many orders: how fast they come in, how large they stand, how soon they are found."""

from __future__ import annotations

import resource
from collections.abc import Callable
from contextlib import closing
from time import perf_counter

from benchmarks.import_orders import Course
from benchmarks.orders import amazon_orders, copies_of
from shiponce.persistence import same_purchase
from shiponce.views.orders import Grid
from tests.torture.outcome import Outcome, Share

#: The floor for a machine that does something else beside, and the target on a quiet one.
_FLOOR, TARGET = 1000, 3000


def many_orders(share: Share) -> Outcome:
    """Import *count* orders in pages of a hundred, every write safe on the disk before the next.

    Speed is measured in the company of whatever else runs: it counts as a violation below a third
    of its target only. Size and memory count as they are.
    """
    outcome = Outcome(tried=share.count)
    before = _memory()
    originals = amazon_orders(share.count)
    course = Course(originals, copies_of(originals[: share.count // 10]))
    held = _memory()
    file = share.folder / "hub.db"
    with closing(course.hub(file)) as hub:
        began = perf_counter()
        report = hub.imports.run("amz")
        rate = share.count / (perf_counter() - began)
        hub.imports.run("shop")
        ids = list(hub.orders.ids(Grid.AWAITING_SHIPMENT))
        twins = _took(lambda: same_purchase.bonds(hub._db.conn, ids[:1]), 200)
        page = _took(lambda: hub.orders.page(Grid.AWAITING_SHIPMENT), 20)
        counts = _took(hub.orders.counts, 20)
    size = file.stat().st_size / (share.count * 1.1)
    outcome.measure("least orders/s", round(rate))
    outcome.measure("most bytes an order", round(size))
    outcome.measure("most ms for a twin", round(twins, 3))
    outcome.measure("most ms for a page", round(page, 2))
    outcome.measure("most ms for the counts", round(counts, 2))
    outcome.measure("most MB of memory", round(_memory() - held + before))
    for wrong, seen in (
        (report.added != share.count, f"{report.added} came in: {report.trouble}"),
        (rate < _FLOOR, f"{rate:.0f} orders/s"),
        (size > 1600, f"{size:.0f} bytes an order"),
        (twins > 3, f"{twins:.1f} ms for a twin"),
        (page > 150, f"{page:.0f} ms for a page"),
        (_memory() - held > 250, f"{_memory() - held:.0f} MB more memory"),
    ):
        if wrong:
            outcome.violated(share.first, seen)
    return outcome


def _took(what: Callable[[], object], times: int) -> float:
    """Milliseconds of the fastest of some tries."""
    taken = []
    for _ in range(times):
        began = perf_counter()
        what()
        taken.append(perf_counter() - began)
    return min(taken) * 1000


def _memory() -> float:
    """The most memory that this process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
