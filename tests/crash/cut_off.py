"""Ships one purchase again and again, and dies at a different point each time.

Run as a process of its own: ``python -m tests.crash.cut_off FOLDER``. For every statement that
the hub gives its database, and every call that it makes, a forked child runs up to that point and
ends at once, as if killed. Then a new hub opens the same file and goes on. One JSON line a point
says what the world has seen in the end.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from shiponce.domain.order import OrderStatus, Package
from shiponce.domain.shipment import Confirmation, Label, Route
from shiponce.hub import Hub
from shiponce.ports import Purchase
from tests.doubles.platforms_in_memory import (
    CountingIdGenerator,
    FakeCarrier,
    FakePlatform,
    World,
    a_copy,
    a_hub,
    an_order,
)

Point = Callable[[], None]


def nothing() -> None:
    """No point at which to die."""


@dataclass
class LastingPlatform(FakePlatform):
    """A platform whose memory is a file, so that it outlives the hub that dies."""

    memory: Path = Path()
    point: Point = nothing

    def confirm(self, confirmation: Confirmation) -> str:
        self.point()
        with self.memory.open("a") as file:
            file.write(f"{confirmation.remote_order} {confirmation.tracking}\n")
        self.point()
        return "p"

    def packages(self, remote_id: str) -> tuple[Package, ...]:
        self.point()
        lines = self.memory.read_text().splitlines() if self.memory.exists() else []
        told = [line.split() for line in lines]
        return tuple(
            Package("p", "House", tracking) for order, tracking in told if order == remote_id
        )


@dataclass
class LastingCarrier(FakeCarrier):
    """A carrier whose books are a file."""

    memory: Path = Path()
    point: Point = nothing

    def buy(self, purchase: Purchase, service_id: str) -> Label:
        self.point()
        with self.memory.open("a") as file:
            file.write(f"{purchase.reference}\n")
        self.point()
        return self._label(purchase.reference)

    def find(self, purchase: Purchase) -> tuple[Label, ...]:
        self.point()
        sold = self.memory.read_text().split() if self.memory.exists() else []
        return tuple(self._label(one) for one in sold if one == purchase.reference)

    def _label(self, reference: str) -> Label:
        number = f"T{reference.replace('-', '')}"
        return Label(number, "House", "Ground", number, an_order().total)


def opened(
    folder: Path, point: Point, *, connect: bool = False, drawn: int = 0
) -> tuple[Hub, World]:
    """A hub on the folder's file, with platforms and carriers that remember in files."""
    file = str(folder / "hub.db")
    hub, world = a_hub(file, connect=connect, ids=CountingIdGenerator(drawn))
    for name, platform in list(world.stores.items()):
        lasting = LastingPlatform(platform.platform, platform.clock, platform.db)
        lasting.memory, lasting.point = folder / f"told-{name}", point
        world.stores[name] = lasting
    for route in Route:
        carrier = LastingCarrier(route, world.db)
        carrier.memory, carrier.point = folder / "sold", point
        world.carriers[route] = carrier
    original = an_order()
    world.stores["amz"].orders = {original.remote_id: original}
    world.stores["shop"].orders = {"1042": a_copy(original)}
    return hub, world


def work(hub: Hub, world: World) -> None:
    """Ship the purchase if it stands open, and tell everybody."""
    order_id = hub.orders.find("amz:" + an_order().number)
    hub.tick()
    if hub.orders.detail(order_id).row.status is OrderStatus.AWAITING_SHIPMENT:
        hub.shipping.ship(order_id, "house:ground")
    for _ in range(3):
        hub.tick()
        world.clock.wait(hours=1)


def up_to(folder: Path, last: int) -> int:
    """Work until point *last*, then die; the number of points when there are fewer."""
    passed = 0

    def point() -> None:
        nonlocal passed
        passed += 1
        if passed == last:
            os._exit(9)

    hub, world = opened(folder, point)
    hub._db.conn.set_trace_callback(lambda statement: point())
    work(hub, world)
    hub._db.conn.set_trace_callback(None)
    hub.close()
    return passed


def afterwards(folder: Path) -> dict[str, object]:
    """A new hub, ten minutes later: it finishes, and the world is counted."""
    hub, world = opened(folder, nothing, drawn=100)
    for _ in range(4):  # what was under way is unknown until it was heard twice, late enough
        world.clock.wait(minutes=15)
        hub.tick()
    work(hub, world)
    live = hub._db.conn.execute("SELECT count(*) FROM shipments WHERE state = 'labelled'")
    found: dict[str, object] = {
        "live": live.fetchone()[0],
        "open": sum(notification.next_at is not None for notification in hub.notifications.rows()),
    }
    hub.close()
    for name in ("sold", "told-amz", "told-shop"):
        file = folder / name
        found[name] = len(file.read_text().splitlines()) if file.exists() else 0
    return found


def main(folder: Path) -> None:
    """Every point in turn, each in a copy of the same beginning."""
    begin = folder / "begin"
    begin.mkdir()
    hub, _ = opened(begin, nothing, connect=True)
    for store in ("shop", "amz"):
        hub.imports.run(store)
    hub.close()
    whole = folder / "whole"
    shutil.copytree(begin, whole)
    points = up_to(whole, 0)
    for last in range(1, points + 1):
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
    main(Path(sys.argv[1]))
