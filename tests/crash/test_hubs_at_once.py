"""Several hubs on one file: they meet at the database, and nothing is shipped or told twice."""

from __future__ import annotations

import multiprocessing
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from shiponce.errors import Refused
from shiponce.views import Shelf
from tests.platforms_in_memory import a_copy, a_hub, an_order

ORDERS = 25
HUBS = 4


def _work(file: str, start: object, out: multiprocessing.Queue[tuple[str, list[str]]]) -> None:
    """One hub's day: import everything, ship whatever stands there, tell everybody."""
    hub, world = a_hub(file, connect=False)
    for number in range(ORDERS):
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
    for _ in range(8):  # Amazon takes ten confirmations at once, then two a second
        hub.tick()
        world.clock.wait(seconds=20)
    for name in ("amz", "shop"):
        out.put((name, [told.remote_order for told in world.stores[name].told]))
    hub.close()


@pytest.mark.proves("X1", "X4", "N3", "W7")
def test_four_hubs_ship_each_order_once(tmp_path: Path) -> None:
    """One live label a purchase, one notice a store, and no "database is locked"."""
    file = str(tmp_path / "hub.db")
    a_hub(file)[0].close()
    spawn = multiprocessing.get_context("spawn")
    start, out = spawn.Barrier(HUBS), spawn.Queue()
    workers = [spawn.Process(target=_work, args=(file, start, out)) for _ in range(HUBS)]
    for worker in workers:
        worker.start()
    told: dict[str, Counter[str]] = {"amz": Counter(), "shop": Counter()}
    for _ in range(2 * HUBS):
        name, orders = out.get(timeout=60)
        told[name].update(orders)
    for worker in workers:
        worker.join(timeout=60)
        assert worker.exitcode == 0
    with closing(sqlite3.connect(file)) as conn:
        labels = conn.execute(
            "SELECT order_id, count(*) FROM shipments WHERE state = 'labelled' GROUP BY order_id"
        ).fetchall()
    assert len(labels) == ORDERS
    assert all(count == 1 for _, count in labels)
    for name in told:
        assert len(told[name]) == ORDERS, f"{name} was not told of every order"
        assert set(told[name].values()) == {1}, f"{name} was told of an order twice"
