"""Runs one batch again and again, and dies at a different point each time.

Run as a process of its own: ``python -m tests.crash.batch_cut_off FOLDER [STEP]``. For every
statement that the hub gives its database, and every call that it makes, a forked child runs up to
that point and ends at once, as if killed. Then a new hub opens the same file and resumes the batch.
One JSON line a point says what the world has seen in the end.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path

from shiponce.domain.batch import BatchState, EntryState
from shiponce.hub import Hub
from tests.crash.cut_off import Point, nothing, opened
from tests.doubles.platforms_in_memory import World, a_copy, an_order

NUMBERS = ("111-0000001-0000001", "111-0000002-0000002")


def a_batch(folder: Path, point: Point, *, connect: bool = False, drawn: int = 0) -> Hub:
    """A hub on the folder's file, whose platforms show two purchases and their copies."""
    hub, world = opened(folder, point, connect=connect, drawn=drawn)
    show(world)
    return hub


def show(world: World) -> None:
    """Let the platforms show both purchases."""
    originals = {number: an_order(remote_id=number) for number in NUMBERS}
    world.stores["amz"].orders = dict(originals)
    copies = [a_copy(one, str(1042 + n)) for n, one in enumerate(originals.values())]
    world.stores["shop"].orders = {one.remote_id: one for one in copies}


def work(hub: Hub) -> None:
    """Confirm the batch, ship what is left of it, and tell everybody."""
    hub.tick()
    hub.batches.confirm(1)
    tried: list[int] = []
    while (done := hub.batches.ship_next(1, tried)) is not None:
        tried.append(done.entry_id)
    hub.tick()


def up_to(folder: Path, last: int) -> int:
    """Work until point *last*, then die; return the number of points when there are fewer."""
    passed = 0

    def point() -> None:
        nonlocal passed
        passed += 1
        if passed == last:
            os._exit(9)

    hub = a_batch(folder, point)
    hub._db.conn.set_trace_callback(lambda statement: point())
    work(hub)
    hub._db.conn.set_trace_callback(None)
    hub.close()
    return passed


def afterwards(folder: Path) -> dict[str, object]:
    """A new hub, later: it settles what is unknown and resumes, and the world is counted."""
    hub, world = opened(folder, nothing, drawn=100)
    show(world)
    for _ in range(4):  # what was under way is unknown until it was read twice, late enough
        work(hub)
        world.clock.wait(minutes=15)
    work(hub)
    for _ in range(3):
        world.clock.wait(hours=1)
        hub.tick()
    batch = hub.batches.show(1)
    live = hub._db.conn.execute("SELECT count(*) FROM shipments WHERE state = 'labelled'")
    found: dict[str, object] = {
        "bought": batch.counts[EntryState.BOUGHT],
        "ended": batch.state is BatchState.ENDED,
        "live": live.fetchone()[0],
    }
    hub.close()
    for name in ("sold", "told-amz", "told-shop"):
        file = folder / name
        found[name] = len(file.read_text().splitlines()) if file.exists() else 0
    return found


def main(folder: Path, step: int) -> None:
    """Every point in turn, or every *step*th, each in a copy of the same beginning."""
    begin = folder / "begin"
    begin.mkdir()
    hub = a_batch(begin, nothing, connect=True)
    for store in ("shop", "amz"):
        hub.imports.run(store)
    ids = [hub.orders.find(f"amz:{number}") for number in NUMBERS]
    hub.batches.save(hub.batches.plan(ids, service="house:ground"))
    hub.close()
    whole = folder / "whole"
    shutil.copytree(begin, whole)
    points = up_to(whole, 0)
    for last in range(1, points + 1, step):
        run = folder / "run"
        shutil.copytree(begin, run)
        child = os.fork()
        if child == 0:
            up_to(run, last)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        died = os.waitstatus_to_exitcode(status) == 9
        print(json.dumps({"point": last, "died": died, **afterwards(run)}), flush=True)
        shutil.rmtree(run)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1)
