"""Several hubs on one file: they meet at the database, and nothing is shipped or told twice."""

from __future__ import annotations

import multiprocessing
import sqlite3
from collections import Counter
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import time

import pytest

from shiponce.errors import Refused
from shiponce.views import Shelf
from tests.crash.cut_off import LastingPlatform
from tests.platforms_in_memory import NOON, StandingClock, a_copy, a_hub, an_order

HUBS = 4


class RunningClock(StandingClock):
    """One time for every process, twenty times as fast: quotas fill, and leases still hold."""

    def now(self) -> datetime:
        return NOON + timedelta(seconds=20 * (time() - self.time.timestamp()))


def _work(file: str, began: datetime, orders: int, start: object) -> None:
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
        hub.import_store(store)
    while rows := hub.page(Shelf.AWAITING_SHIPMENT):
        for row in rows:
            try:
                hub.ship(row.id, "house:ground")
            except Refused:
                continue  # another hub was faster: that is what the guards are for
    while hub.state().notices_open:
        hub.tick()  # Amazon takes ten confirmations at once, then two a second
    hub.close()


@pytest.mark.proves("X1", "X4", "N3", "W7")
@pytest.mark.timeout(600)
@pytest.mark.parametrize("orders", [100, pytest.param(1000, marks=pytest.mark.slow)])
def test_four_hubs_ship_each_order_once(tmp_path: Path, orders: int) -> None:
    """One live label a purchase, one notice a store, and no "database is locked"."""
    file = str(tmp_path / "hub.db")
    a_hub(file)[0].close()
    spawn = multiprocessing.get_context("spawn")
    began = datetime.now(UTC)
    start = spawn.Barrier(HUBS)
    workers = [spawn.Process(target=_work, args=(file, began, orders, start)) for _ in range(HUBS)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=500)
        assert worker.exitcode == 0
    with closing(sqlite3.connect(file)) as conn:
        labels = conn.execute(
            "SELECT order_id, count(*) FROM shipments WHERE state = 'labelled' GROUP BY order_id"
        ).fetchall()
    assert len(labels) == orders
    assert all(count == 1 for _, count in labels)
    for name in ("amz", "shop"):
        told = Counter(Path(f"{file}.{name}").read_text().splitlines())
        assert len(told) == orders, f"{name} was not told of every order"
        assert set(told.values()) == {1}, f"{name} was told of an order twice"
