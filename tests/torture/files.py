"""The file under the hub: cut by a power failure, on a full disk, half migrated, restored."""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from shiponce.errors import StoreFileError
from shiponce.hub import Hub
from shiponce.persistence import connection, integrity_check
from shiponce.persistence.database import Database
from shiponce.views.orders import Grid
from tests.doubles.platforms_in_memory import CountingIdGenerator, World, a_copy, a_hub, an_order
from tests.torture.acts import ACTS
from tests.torture.outcome import CASE, Outcome, Share
from tests.torture.scene import TOLD, go_on, reopened
from tests.torture.staged import Stage, at_every_point
from tests.torture.synced import watched
from tests.unit.persistence.test_migrations import RELEASED, as_released, tables

#: SQLite's log: its head, and what stands before each page in it.
_HEAD, _FRAME = 32, 24 + 4096


# -- power loss


@dataclass(slots=True)
class Log:
    """A hub's file and log while it works, and what it has acknowledged at which length."""

    main: bytes = b""
    wal: bytes = b""
    #: (length of the log, the tracking number that was acknowledged by then)
    acknowledged: list[tuple[int, str]] | None = None
    #: How much of the log would be left by a power cut right after each acknowledgement.
    safe: list[int] | None = None


def a_log(folder: Path, labels: int) -> Log:
    """A hub buys *labels*, one after the other; each is acknowledged when ``ship`` returns."""
    file = (folder / "hub.db").resolve()
    beside = Path(f"{file}-wal")
    log = Log(acknowledged=[], safe=[])
    with watched() as synced:
        hub, world = a_hub(str(file))
        for number in range(labels):
            order = an_order(remote_id=f"111-{number:07d}-0000001")
            world.stores["amz"].orders[order.remote_id] = order
        hub.imports.run("amz")
        log.main = file.read_bytes()
        assert log.acknowledged is not None
        assert log.safe is not None
        for number in range(labels):
            shipped = hub.shipping.ship(
                hub.orders.find(f"amz:111-{number:07d}-0000001"), "house:ground"
            )
            length = beside.stat().st_size
            log.acknowledged.append((length, shipped.tracking))
            log.safe.append(synced.of(beside) if synced else length)
        log.wal = beside.read_bytes()
        hub.close()
    return log


def power_cut(share: Share) -> Outcome:
    """Cut the log at every frame and at random bytes, with and without rubbish behind it."""
    outcome = Outcome()
    log = a_log(share.folder, labels=30)
    frames = (len(log.wal) - _HEAD) // _FRAME
    assert log.acknowledged is not None
    assert log.safe is not None
    for (length, tracking), safe in zip(log.acknowledged, log.safe, strict=True):
        if safe < length:
            outcome.violated(share.first, f"{tracking}: {safe} of {length} bytes are written down")
    outcome.measure("labels acknowledged", len(log.acknowledged))
    image = share.folder / "image.db"
    for seed in share.seeds():
        chance = random.Random(seed)
        cut = _HEAD + seed % (frames + 1) * _FRAME
        if seed % 3 == 2:
            cut = chance.randrange(len(log.wal))
        tail = chance.randbytes(chance.randrange(1, 3 * _FRAME)) if seed % 2 else b""
        image.write_bytes(log.main)
        Path(f"{image}-wal").write_bytes(log.wal[:cut] + tail)
        outcome.tried += 1
        due = {tracking for length, tracking in log.acknowledged if length <= cut}
        _recovered(image, due, partial(outcome.violated, seed))
    return outcome


def _recovered(image: Path, due: set[str], violated: Callable[[object], None]) -> None:
    try:
        with closing(Database(image)) as db:
            rows = db.conn.execute("SELECT tracking FROM shipments WHERE state = 'labelled'")
            lost = due - {row[0] for row in rows}
            damage = [name for name, count in integrity_check.damage(db.conn).items() if count]
    except StoreFileError as bad:
        violated(f"it does not open: {bad}")
        return
    if lost or damage:
        violated(f"lost: {sorted(lost)}, damaged: {damage}")
    for suffix in ("", "-wal", "-shm"):
        Path(f"{image}{suffix}").unlink(missing_ok=True)


# -- a full disk, page by page


def full_disk(share: Share) -> Outcome:
    """Give each act room for one page more than the time before, until it has enough."""
    return at_every_point(share, ACTS, _full, "full disks")


def _full(stage: Stage) -> tuple[bool, list[str]]:
    """The log may grow by so many pages; then there is room, and everything goes on."""
    hub = reopened(stage.trade, stage.file, seed=910)
    log = Path(f"{stage.file}-wal")
    hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    room = log.stat().st_size + (stage.point - 1) * _FRAME
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, hard))
    full, found = False, []
    try:
        stage.work(hub, partial(_wait, stage))
    except StoreFileError:
        full = True
    except TOLD:
        pass
    except Exception as bad:
        found.append(f"raised {bad!r}")
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    hub.close()
    reopened(stage.trade, stage.file, seed=911)
    go_on(stage.trade)
    return full, [*found, *stage.verdict()]


def _wait(stage: Stage, minutes: int) -> None:
    world = stage.trade.world
    world.advance_to(world.now + minutes * 60_000)


# -- migrations


def migrated(share: Share) -> Outcome:
    """Kill whoever brings an old file, or makes a new one, up to date, at each statement.

    Case 0 is a new file, and the others are the released ones.
    """
    outcome = Outcome()
    release = RELEASED[share.case - 1] if share.case else None
    new = share.folder / "new.db"
    Database(new).close()
    wanted = tables(new)
    for point in share.points():
        file = share.folder / "old.db"
        for suffix in ("", "-wal", "-shm"):
            Path(f"{file}{suffix}").unlink(missing_ok=True)
        if release is not None:
            as_released(release, file)
        if not _killed_opening(file, point):
            break
        outcome.tried += 1
        outcome.measure("killed migrations")
        seed = share.case * CASE + point
        try:
            with closing(Database(file)) as db:
                damage = [name for name, count in integrity_check.damage(db.conn).items() if count]
        except StoreFileError as bad:
            outcome.violated(seed, f"it does not open: {bad}")
            continue
        if damage or tables(file) != wanted:
            outcome.violated(seed, f"damaged: {damage}, or its tables are not those of a new file")
    return outcome


def _killed_opening(file: Path, last: int) -> bool:
    pid = os.fork()
    if pid == 0:
        passed = 0
        connect = connection.connect

        def point(statement: str) -> None:
            nonlocal passed
            passed += 1
            if passed == last:
                os.kill(os.getpid(), signal.SIGKILL)

        def traced(file: Path | str, how: str = "", first: str = "") -> connection.Connection:
            conn = connect(file, how, first)
            conn.set_trace_callback(point)
            return conn

        connection.connect = traced
        try:
            Database(file).close()
        finally:
            os._exit(0)
    _, status = os.waitpid(pid, 0)
    return os.waitstatus_to_exitcode(status) == -signal.SIGKILL


def started(share: Share) -> Outcome:
    """Four hubs start at the same moment on one file, which is old, or not there yet."""
    outcome = Outcome()
    new = share.folder / "new.db"
    Database(new).close()
    wanted = tables(new)
    for seed in share.seeds():
        file = share.folder / f"{seed}.db"
        if seed % 2:
            as_released(RELEASED[seed // 2 % len(RELEASED)], file)
        failed = _four_at_once(file)
        outcome.tried += 4
        outcome.measure("starts of four at once", 4)
        if failed or tables(file) != wanted:
            outcome.violated(seed, f"{failed} of four could not start, or the tables differ")
    return outcome


def _four_at_once(file: Path) -> int:
    ready, begin = os.pipe()
    pids = []
    for _ in range(4):
        pid = os.fork()
        if pid == 0:
            code = 1
            try:
                os.close(begin)
                os.read(ready, 1)  # until the other end is closed: all begin at once
                Database(file).close()
                code = 0
            finally:
                os._exit(code)
        pids.append(pid)
    os.close(ready)
    os.close(begin)
    return sum(os.waitpid(pid, 0)[1] != 0 for pid in pids)


# -- backups


def backups(share: Share) -> Outcome:
    """Copy the file in the middle of imports and shipments: what is restored is whole."""
    outcome = Outcome()
    for seed in share.seeds():
        chance = random.Random(seed)
        folder = share.folder / str(seed)
        folder.mkdir()
        hub, world = _busy(folder, chance)
        taken: list[Path] = []
        with closing(hub.sibling()) as other:
            world.db.append(other._db)

            def between(
                other: Hub = other, folder: Path = folder, taken: list[Path] = taken
            ) -> None:
                taken.append(folder / f"backup{len(taken)}.db")
                back_up(other, taken[-1])

            world.stores["amz"].meanwhile = world.stores["shop"].meanwhile = between
            hub.imports.run_all()
            for order_id in list(hub.orders.ids(Grid.AWAITING_SHIPMENT)):
                hub.shipping.ship(order_id, "house:ground")
                between()
        wanted = hub.orders.counts()
        hub.close()
        world.db.clear()
        for copy in taken:
            outcome.tried += 1
            seen = _restored(copy, world, wanted)
            if seen:
                outcome.violated(seed, f"{copy.stem}: {seen}")
        shutil.rmtree(folder)
    return outcome


def back_up(hub: Hub, file: Path) -> None:
    """Copy the file as a person does it."""
    hub.maintenance.backup(file)


def _busy(folder: Path, chance: random.Random) -> tuple[Hub, World]:
    """A hub with so many purchases that its listings have several pages."""
    hub, world = a_hub(str(folder / "hub.db"))
    for number in range(chance.randrange(5, 12)):
        original = an_order(remote_id=f"111-{number:07d}-0000001")
        world.stores["amz"].orders[original.remote_id] = original
        world.stores["shop"].orders[str(1000 + number)] = a_copy(original, str(1000 + number))
    for name in ("amz", "shop"):
        world.stores[name].page_size = chance.randrange(2, 5)
    return hub, world


def _restored(copy: Path, world: World, wanted: Mapping[Grid, int]) -> str:
    """What is wrong with a hub on a backup: it is whole, and the next imports bring it up to date.

    Labels that were bought after it was taken are the carrier's to know: those orders stand open.
    """
    with closing(Hub.open(copy, world, clock=world.clock, ids=CountingIdGenerator(500))) as hub:
        damage = [name for name, count in integrity_check.damage(hub._db.conn).items() if count]
        if damage:
            return f"damaged: {damage}"
        world.stores["amz"].meanwhile = world.stores["shop"].meanwhile = None
        world.clock.wait(hours=1)
        hub.imports.run_all()
        found = hub.orders.counts()
    grids = (Grid.AWAITING_SHIPMENT, Grid.SHIPPED)
    alike = sum(found[one] for one in grids) == sum(wanted[one] for one in grids)
    alike = alike and found[Grid.HIDDEN] == wanted[Grid.HIDDEN]
    return "" if alike else f"{dict(found)} in place of {dict(wanted)}"
