"""A backup is whole or not there, and a restored one knows that the world has moved on."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest

from shiponce.domain.store import MatchingMode
from shiponce.errors import Refused, StoreFileError
from shiponce.hub import Hub
from shiponce.persistence import (
    atomic_files,
    backup,
    file_permissions,
    integrity_check,
    open_file,
    restored_backup,
)
from shiponce.persistence.database import Database
from shiponce.persistence.timestamps import to_ms
from shiponce.views.orders import Grid
from tests.doubles.platforms_in_memory import World, a_copy, a_hub, an_order

NUMBER = "111-0000001-0000001"


def a_shop(file: Path) -> tuple[Hub, World]:
    """One purchase with its copy, imported."""
    hub, world = a_hub(str(file))
    hub.matching.choose_mode(MatchingMode.RECONCILING)
    original = an_order(remote_id=NUMBER)
    world.stores["amz"].orders = {NUMBER: original}
    world.stores["shop"].orders = {"1042": a_copy(original)}
    hub.imports.run_all()
    return hub, world


def put_back(file: Path, copy: Path) -> None:
    """Do what the guide says."""
    for end in ("", "-wal", "-shm"):
        Path(f"{file}{end}").unlink(missing_ok=True)
    shutil.copy(copy, file)


def test_a_backup_is_sound_and_for_its_owner_only(tmp_path: Path) -> None:
    """It opens, keeps every invariant, and no other file is left beside it."""
    hub, _ = a_shop(tmp_path / "hub.db")
    made = hub.maintenance.backup(tmp_path / "copy.db")
    assert (made.orders, made.shipments) == (2, 0)
    assert {file.name for file in tmp_path.glob("*copy*")} == {"copy.db"}
    assert file_permissions.open_to_others(tmp_path / "copy.db") == ()
    with closing(Database(tmp_path / "copy.db")) as db:
        assert not any(integrity_check.damage(db.conn).values())
    hub.close()


@pytest.mark.parametrize(
    ("take", "code"),
    [
        (lambda file, target: target.write_text("a letter"), "error.backup_exists"),
        (lambda file, target: target.mkdir(), "error.backup_exists"),
        (lambda file, target: target.symlink_to("nowhere"), "error.backup_exists"),
        (lambda file, target: target.symlink_to(file), "error.backup_is_database"),
        (lambda file, target: target.hardlink_to(file), "error.backup_is_database"),
    ],
    ids=["a file", "a folder", "a link that leads nowhere", "a link to it", "a second name of it"],
)
def test_a_backup_takes_no_name_that_is_taken(
    take: Callable[[Path, Path], object], code: str, tmp_path: Path
) -> None:
    """Nothing is overwritten, least of all the database."""
    file, target = tmp_path / "hub.db", tmp_path / "copy.db"
    hub, _ = a_shop(file)
    take(file, target)
    for name, said in ((target, code), (file, "error.backup_is_database")):
        with pytest.raises(Refused) as refused:
            hub.maintenance.backup(name)
        assert refused.value.code == said
    assert hub.orders.counts()[Grid.AWAITING_SHIPMENT] == 1
    hub.close()


def test_a_backup_into_nowhere_is_a_sentence(tmp_path: Path) -> None:
    """The folder is missing; nothing is left."""
    hub, _ = a_shop(tmp_path / "hub.db")
    with pytest.raises(StoreFileError) as refused:
        hub.maintenance.backup(tmp_path / "nowhere" / "copy.db")
    assert refused.value.code == "error.file_no_folder"
    hub.close()


def test_a_copy_that_fails_its_checks_gets_no_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A damaged database has no backup that says it is one."""
    hub, _ = a_shop(tmp_path / "hub.db")
    monkeypatch.setattr(integrity_check, "damage", lambda conn: {"indexes": 1})
    with pytest.raises(StoreFileError) as refused:
        hub.maintenance.backup(tmp_path / "copy.db")
    assert refused.value.code == "error.backup_unsound"
    assert not list(tmp_path.glob("*copy*"))
    hub.close()


def test_backups_made_while_another_hub_imports_are_each_one_moment(tmp_path: Path) -> None:
    """Every one of them keeps the invariants, whatever was being written."""
    file = tmp_path / "hub.db"
    hub, _ = a_shop(file)
    done = Event()

    def work() -> None:
        busy, world = a_hub(str(file), connect=False)
        for number in range(2, 400):
            order = an_order(remote_id=f"111-{number:07d}-0000001")
            world.stores["amz"].orders[order.remote_id] = order
            world.stores["shop"].orders[str(2000 + number)] = a_copy(order, str(2000 + number))
        busy.imports.run_all()
        for row in busy.orders.page(Grid.AWAITING_SHIPMENT)[:20]:
            busy.shipping.ship(row.id, "house:ground")
        busy.close()
        done.set()

    other = Thread(target=work)
    other.start()
    number = 0
    while not done.is_set() or number < 3:
        number += 1
        hub.maintenance.backup(tmp_path / f"copy{number}.db")
    other.join()
    for copy in tmp_path.glob("copy*.db"):
        with closing(Database(copy)) as db:
            assert not any(integrity_check.damage(db.conn).values())
    hub.close()


def _back_up_and_die(file: str, target: str, where: str) -> None:
    db = Database(file)

    def die(*_: object) -> Any:
        os.kill(os.getpid(), signal.SIGKILL)

    if where == "copying":
        db.conn.set_progress_handler(die, 50)
    elif where == "checking":
        integrity_check.damage = die  # type: ignore[assignment]
    else:
        open_file.give_name = die  # type: ignore[assignment]
    backup.make(db.conn, file, Path(target), 1)


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL on Windows")
@pytest.mark.parametrize("where", ["copying", "checking", "naming"])
def test_a_backup_that_is_killed_leaves_nothing_under_its_name(where: str, tmp_path: Path) -> None:
    """And the next one to that name succeeds."""
    hub, _ = a_shop(tmp_path / "hub.db")
    child = multiprocessing.get_context("spawn").Process(
        target=_back_up_and_die, args=(str(tmp_path / "hub.db"), str(tmp_path / "copy.db"), where)
    )
    child.start()
    child.join(60)
    assert child.exitcode == -signal.SIGKILL
    assert not (tmp_path / "copy.db").exists()
    assert left_of(tmp_path)
    hub.maintenance.backup(tmp_path / "another day.db")  # what was left holds addresses
    assert not left_of(tmp_path)
    hub.maintenance.backup(tmp_path / "copy.db")
    hub.close()


def left_of(folder: Path) -> set[str]:
    """Names of what backups leave behind."""
    return {one.name for one in folder.iterdir() if ".part" in one.name}


def test_what_an_older_version_left_is_removed_and_nobody_elses(tmp_path: Path) -> None:
    """It had no locks: only a draft for this very name is surely one."""
    hub, _ = a_shop(tmp_path / "hub.db")
    theirs = ".other.db.0123abcd.part"
    for name in (".copy.db.0123abcd.part", ".copy.db.0123abcd.part-journal", theirs):
        (tmp_path / name).write_bytes(b"x")
    hub.maintenance.backup(tmp_path / "copy.db")
    assert left_of(tmp_path) == {theirs}
    hub.close()


def test_a_backup_that_is_being_made_is_left_alone(tmp_path: Path) -> None:
    """By another one to the same name: the faster one gets it."""
    hub, _ = a_shop(tmp_path / "hub.db")
    with atomic_files.made_beside(tmp_path / "copy.db", "part") as draft:
        draft.touch()
        hub.maintenance.backup(tmp_path / "copy.db")
        assert draft.exists()
    assert not left_of(tmp_path)
    hub.close()


def test_a_lock_that_is_just_cleared_away_is_not_taken_for_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between making the lock's file and locking it somebody else may clear it away."""
    lock, cleared = atomic_files._lock, list[Path]()

    def late(held: int) -> None:
        if not cleared:
            cleared.extend(tmp_path.glob("*-hold"))
            cleared[0].unlink()
        lock(held)

    monkeypatch.setattr(atomic_files, "_lock", late)
    with atomic_files.made_beside(tmp_path / "copy.db", "part") as draft:
        assert cleared
        assert Path(f"{draft}-hold").exists()
    assert not list(tmp_path.iterdir())


def test_a_restored_backup_buys_nothing_until_every_store_was_imported(tmp_path: Path) -> None:
    """The label bought after the backup is not in it; the import shows what has left."""
    file = tmp_path / "hub.db"
    hub, world = a_shop(file)
    hub.maintenance.backup(tmp_path / "copy.db")
    hub.close()
    put_back(file, tmp_path / "copy.db")
    for _ in range(2):  # it is as true at the second start
        hub, again = a_hub(str(file), connect=False)
        again.stores["amz"].orders, again.stores["shop"].orders = (
            world.stores["amz"].orders,
            world.stores["shop"].orders,
        )
        order_id = hub.orders.find(f"amz:{NUMBER}")
        assert "warning.restored" in [warning.code for warning in hub.state().warnings]
        assert "restored" in [finding.code for finding in hub.maintenance.doctor()]
        with pytest.raises(Refused) as refused:
            hub.shipping.ship(order_id, "house:ground")
        assert refused.value.code == "limit.restored"
        assert refused.value.facts["stores"] == "amz, bay, shop"
        assert not any(carrier.sold for carrier in again.carriers.values())
        hub.close()
    hub, again = a_hub(str(file), connect=False)
    again.stores["amz"].orders = world.stores["amz"].orders
    again.stores["shop"].orders = world.stores["shop"].orders
    again.clock.wait(hours=1)
    hub.imports.run("amz")
    with pytest.raises(Refused):
        hub.shipping.ship(order_id, "house:ground")
    hub.imports.run("shop")
    hub.imports.run("bay")
    with pytest.raises(Refused):  # the listings lack what happened in the last minutes
        hub.shipping.ship(order_id, "house:ground")
    again.clock.wait(minutes=8)
    for name in ("amz", "shop", "bay"):
        hub.imports.run(name)
    assert hub.state().warnings == ()
    hub.shipping.ship(order_id, "house:ground")
    hub.close()


def test_a_restored_backup_reads_before_it_notifies(tmp_path: Path) -> None:
    """What waited in the backup was sent after it was made: the buyer hears once."""
    file = tmp_path / "hub.db"
    hub, world = a_shop(file)
    hub.shipping.ship(hub.orders.find(f"amz:{NUMBER}"), "house:ground")
    hub.maintenance.backup(tmp_path / "copy.db")
    hub.tick()
    told = {name: len(store.told) for name, store in world.stores.items()}
    assert sum(told.values()) >= 2
    hub.close()
    put_back(file, tmp_path / "copy.db")
    with closing(Database(file)) as db:
        tried = db.conn.execute("SELECT min(attempts) FROM notices WHERE state = 'pending'")
        assert tried.fetchone()[0] == 1


def test_a_second_restore_is_as_old_as_its_own_backup(tmp_path: Path) -> None:
    """What was restored before and has been imported since is over."""
    file = tmp_path / "hub.db"
    hub, world = a_shop(file)
    hub.maintenance.backup(tmp_path / "one.db")
    hub.close()
    put_back(file, tmp_path / "one.db")
    hub, world = a_hub(str(file), connect=False)
    for _ in range(2):
        world.clock.wait(minutes=10)
        hub.imports.run_all()
    assert restored_backup.restored(hub._db.conn) is None
    world.clock.wait(hours=5)
    made_at = to_ms(world.clock.now())
    hub.maintenance.backup(tmp_path / "two.db")
    hub.close()
    put_back(file, tmp_path / "two.db")
    with closing(Database(file)) as db:
        found = restored_backup.restored(db.conn)
        assert found is not None
        assert found.made_at == made_at


def test_a_backup_of_a_restored_one_remembers_the_older(tmp_path: Path) -> None:
    """The gap begins where the first backup ends."""
    file = tmp_path / "hub.db"
    hub, world = a_shop(file)
    hub.maintenance.backup(tmp_path / "one.db")
    hub.close()
    put_back(file, tmp_path / "one.db")
    hub, world = a_hub(str(file), connect=False)
    first = restored_backup.restored(hub._db.conn)
    world.clock.wait(hours=5)
    hub.maintenance.backup(tmp_path / "two.db")
    hub.close()
    put_back(file, tmp_path / "two.db")
    with closing(Database(file)) as db:
        assert restored_backup.restored(db.conn) == first


@pytest.mark.skipif(os.name == "nt", reason="Windows has other rights")
def test_a_file_that_others_may_read_is_named_and_left(tmp_path: Path) -> None:
    """The rights may be meant: nobody changes them unasked."""
    file = tmp_path / "hub.db"
    hub, _ = a_shop(file)
    assert "open_file" not in [finding.code for finding in hub.maintenance.doctor()]
    file.chmod(0o644)
    (found,) = [finding for finding in hub.maintenance.doctor() if finding.code == "open_file"]
    assert str(file) in found.commands[0]
    assert file.stat().st_mode & 0o777 == 0o644
    hub.close()
