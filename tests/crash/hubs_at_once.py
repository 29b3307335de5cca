"""Several processes, each a hub on one file, that all want to do the same work."""

from __future__ import annotations

import multiprocessing
import sqlite3
from collections import Counter
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import time

from shiponce.errors import Refused
from shiponce.views.orders import Grid
from tests.crash.cut_off import LastingPlatform
from tests.doubles.platforms_in_memory import NOON, StandingClock, a_copy, a_hub, an_order

HUBS = 4


class RunningClock(StandingClock):
    """One time for every process, twenty times as fast: quotas fill, and leases still hold."""

    def now(self) -> datetime:
        return NOON + timedelta(seconds=20 * (time() - self.time.timestamp()))


def work(file: str, began: datetime, orders: int, start: object) -> None:
    """One hub's day: import everything, ship whatever stands there, tell everybody."""
    hub, world = a_hub(file, connect=False, clock=RunningClock(began))
    for name, platform in world.stores.items():  # all processes face the same platforms
        world.stores[name] = LastingPlatform(
            platform.platform, world.clock, world.db, memory=Path(f"{file}.{name}")
        )
    for number in range(orders):
        original = an_order(remote_id=f"111-{number:07d}-0000001")
        world.stores["amz"].orders[original.remote_id] = original
        world.stores["shop"].orders[str(1000 + number)] = a_copy(original, str(1000 + number))
    start.wait()  # type: ignore[attr-defined]  # a multiprocessing barrier, whose type has no name
    for store in ("shop", "amz"):
        hub.imports.run(store)
    while rows := hub.orders.page(Grid.AWAITING_SHIPMENT):
        for row in rows:
            try:
                hub.shipping.ship(row.id, "house:ground")
            except Refused:
                continue  # another hub was faster: that is what the guards are for
        hub.tick()  # what a hub that died was at is settled, and its order shipped
    while hub.state().notifications_open:
        hub.tick()  # Amazon takes ten confirmations at once, then two a second
    hub.close()


def four_hubs(
    folder: Path, orders: int, *, kill: bool = False
) -> tuple[list[str], dict[str, float]]:
    """Let four hubs ship and tell *orders*: what went wrong, and some figures.

    With *kill* one of them is killed amid its work, and the others take over what it was at.
    """
    file = str(folder / "hub.db")
    a_hub(file)[0].close()
    spawn = multiprocessing.get_context("spawn")
    began = datetime.now(UTC)
    start = spawn.Barrier(HUBS)
    workers = [spawn.Process(target=work, args=(file, began, orders, start)) for _ in range(HUBS)]
    for worker in workers:
        worker.start()
    killed = _kill_amid(workers[0], file, orders) if kill else False
    found = []
    for worker in workers[killed:]:
        worker.join(timeout=500)
        if worker.exitcode != 0:
            found.append(f"a hub ended with {worker.exitcode}")
            worker.kill()
    workers[0].join(timeout=10)
    seconds = (datetime.now(UTC) - began).total_seconds()
    with closing(sqlite3.connect(file)) as conn:
        labels = conn.execute(
            "SELECT order_id, count(*) FROM shipments WHERE state = 'labelled' GROUP BY order_id"
        ).fetchall()
        events = conn.execute("SELECT count(*) FROM events").fetchone()[0]
    if len(labels) != orders or any(count != 1 for _, count in labels):
        found.append(f"{len(labels)} of {orders} orders have a label, some of them several")
    for name in ("amz", "shop"):
        told = Counter(Path(f"{file}.{name}").read_text().splitlines())
        if len(told) != orders:
            found.append(f"{name} was told of {len(told)} of {orders} orders")
        if set(told.values()) != {1}:
            found.append(f"{name} was told of an order twice")
    figures = {"killed processes": float(killed), "events": events, "seconds": round(seconds)}
    return found, figures


def _kill_amid(worker: multiprocessing.process.BaseProcess, file: str, orders: int) -> bool:
    """Kill a hub when a part of the work is done; False when it was faster."""
    while worker.is_alive():
        worker.join(0.05)
        with closing(sqlite3.connect(file)) as conn:
            done = conn.execute("SELECT count(*) FROM shipments").fetchone()[0]
        if done > orders // 3:
            worker.kill()
            return True
    return False
