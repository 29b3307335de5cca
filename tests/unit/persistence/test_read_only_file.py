"""A database on a read-only medium can be seen and rescued, and nothing is written to it."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from shiponce.cli import run_command
from shiponce.decisions.doctor_checks import Level
from shiponce.errors import StoreFileError
from shiponce.hub import Hub
from shiponce.persistence.database import Database
from shiponce.views.orders import Grid
from shiponce.words import LANGUAGES
from tests.doubles.platforms_in_memory import World, a_hub, an_order
from tests.unit.persistence.test_migrations import RELEASED, as_released

pytestmark = pytest.mark.skipif(os.name == "nt", reason="rights are others on Windows")
Seal = Callable[[Path], Path]
is_root = hasattr(os, "geteuid") and os.geteuid() == 0


@pytest.fixture
def seal(tmp_path: Path) -> Iterator[Seal]:
    """Make a folder read-only: root mounts it so, anybody else takes the rights away."""
    mounts, sealed = list[Path](), list[Path]()

    def mounted(folder: Path) -> Path:
        place = tmp_path / f"medium{len(mounts)}"
        place.mkdir()
        if subprocess.run(["mount", "--bind", str(folder), str(place)], check=False).returncode:  # noqa: S603, S607 - our own words
            pytest.skip("nothing can be mounted here")
        mounts.append(place)
        subprocess.run(["mount", "-o", "remount,ro,bind", str(place)], check=True)  # noqa: S603, S607
        return place

    def without_rights(folder: Path) -> Path:
        for one in [*folder.iterdir(), folder]:
            sealed.append(one)
            one.chmod(0o500 if one.is_dir() else 0o400)
        return folder

    yield mounted if is_root else without_rights
    for place in mounts:
        subprocess.run(["umount", "-l", str(place)], check=False)  # noqa: S603, S607 - what we mounted
    for one in reversed(sealed):
        one.chmod(0o700)


def a_shop(file: Path, orders: int = 1) -> tuple[Hub, World]:
    """So many orders of Amazon."""
    hub, world = a_hub(str(file))
    sell(world, orders)
    hub.imports.run("amz")
    return hub, world


def sell(world: World, orders: int) -> None:
    """Let Amazon have so many orders."""
    numbers = [f"111-{n}" for n in range(orders)]
    world.stores["amz"].orders = {one: an_order(remote_id=one) for one in numbers}


def _be_killed(file: str) -> None:
    a_shop(Path(file))
    os.kill(os.getpid(), signal.SIGKILL)


def closed(house: Path) -> None:
    """No log."""
    a_shop(house / "hub.db")[0].close()


def killed(house: Path) -> None:
    """Leave a log and its index that nobody has open."""
    child = multiprocessing.get_context("spawn").Process(
        target=_be_killed, args=(str(house / "hub.db"),)
    )
    child.start()
    child.join(60)
    assert (house / "hub.db-shm").exists()


def logged(house: Path) -> None:
    """Leave a log without its index: the order is in the log only."""
    killed(house)
    (house / "hub.db-shm").unlink()
    assert (house / "hub.db-wal").stat().st_size


LEFT = pytest.mark.parametrize("leave", [closed, killed, logged])


def seen(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Every file with its bytes and the time of its last change."""
    return {one.name: (one.read_bytes(), one.stat().st_mtime_ns) for one in folder.iterdir()}


def beside(hub: Hub) -> Path:
    """Return a place for a backup where nothing can be written."""
    return Path(hub._db.file).parent / "copy.db"


def opened(file: Path) -> tuple[Hub, World]:
    """Open a hub on a file that has its stores."""
    hub, world = a_hub(str(file), connect=False)
    sell(world, 2)
    return hub, world


@LEFT
def test_what_stands_there_is_shown_and_saved(
    leave: Callable[[Path], None], tmp_path: Path, seal: Seal
) -> None:
    """Orders, the doctor and a checked backup; what is in the log only counts as well."""
    house = tmp_path / "house"
    house.mkdir()
    leave(house)
    before = seen(house)
    medium = seal(house)
    hub, _ = opened(medium / "hub.db")
    assert hub.orders.counts()[Grid.AWAITING_SHIPMENT] == 1
    found = {one.code: one.level for one in hub.maintenance.doctor()}
    assert found["unwritable"] is Level.TROUBLE
    state = hub.state()
    assert (state.read_only, state.warnings[0].code) == (True, "warning.unwritable")
    assert hub.tick().sent == 0
    assert hub.maintenance.backup(tmp_path / "copy.db").orders == 1
    hub.must_be_as_read()
    with closing(hub.sibling()) as other:
        assert other.orders.counts()[Grid.AWAITING_SHIPMENT] == 1
    hub.close()
    assert seen(house) == before
    with closing(Database(tmp_path / "copy.db")) as db:
        assert db.conn.execute("SELECT count(*) FROM orders").fetchone()[0] == 1


@LEFT
@pytest.mark.parametrize(
    ("deed", "code"),
    [
        (
            lambda hub: hub.shipping.ship(hub.orders.find("111-0"), "house:ground"),
            "error.file_read_only",
        ),
        (lambda hub: hub.imports.run("amz"), "error.file_read_only"),
        (
            lambda hub: hub.orders.cancel(hub.orders.find("111-0"), anyway=True),
            "error.file_read_only",
        ),
        (lambda hub: hub.tick(asked=True), "error.file_read_only"),
        (lambda hub: hub.maintenance.backup(beside(hub)), "error.backup_no_place"),
    ],
    ids=["ship", "import", "cancel", "tick", "backup beside it"],
)
def test_whatever_would_be_recorded_is_refused_before_its_call(
    leave: Callable[[Path], None],
    deed: Callable[[Hub], object],
    code: str,
    tmp_path: Path,
    seal: Seal,
) -> None:
    """One sentence, true in both languages; no label is bought, no platform told."""
    house = tmp_path / "house"
    house.mkdir()
    leave(house)
    before = seen(house)
    hub, world = opened(seal(house) / "hub.db")
    with pytest.raises(StoreFileError) as refused:
        deed(hub)
    assert refused.value.code == code
    assert all("{" not in refused.value.sentence_in(language) for language in LANGUAGES)
    hub.close()
    assert seen(house) == before
    assert not any(carrier.sold for carrier in world.carriers.values())


@pytest.mark.skipif(not is_root, reason="only root may mount")
def test_what_another_program_writes_elsewhere_is_seen(tmp_path: Path, seal: Seal) -> None:
    """The same folder is mounted read-only here and writable there, as in a container."""
    house = tmp_path / "house"
    house.mkdir()
    writer, world = a_shop(house / "hub.db")
    reader, _ = opened(seal(house) / "hub.db")
    assert reader.orders.counts()[Grid.AWAITING_SHIPMENT] == 1
    sell(world, 3)
    world.clock.wait(minutes=5)
    writer.imports.run("amz")
    assert reader.orders.counts()[Grid.AWAITING_SHIPMENT] == 3
    reader.must_be_as_read()
    reader.close()
    writer.close()


@pytest.mark.skipif(not is_root, reason="only root may mount")
def test_what_changes_while_it_is_read_without_locks_is_said(tmp_path: Path, seal: Seal) -> None:
    """Nobody had it open, so nothing is locked; then somebody starts elsewhere."""
    house = tmp_path / "house"
    house.mkdir()
    closed(house)
    reader, _ = opened(seal(house) / "hub.db")
    writer, world = opened(house / "hub.db")
    world.clock.wait(minutes=5)
    writer.imports.run("amz")
    for look in (reader.must_be_as_read, reader.state):
        with pytest.raises(StoreFileError) as refused:
            look()
        assert refused.value.code == "error.file_changed"
        assert all("{" not in refused.value.sentence_in(language) for language in LANGUAGES)
    reader.close()
    writer.close()


def test_a_backup_that_can_only_be_read_says_that_it_is_one(tmp_path: Path, seal: Seal) -> None:
    """Labels bought since are not in it, and nobody has put it back yet."""
    house = tmp_path / "house"
    house.mkdir()
    hub, _ = a_shop(tmp_path / "hub.db")
    hub.maintenance.backup(house / "copy.db")
    hub.close()
    reader, _ = opened(seal(house) / "copy.db")
    assert "warning.restored" in [warning.code for warning in reader.state().warnings]
    assert "restored" in [finding.code for finding in reader.maintenance.doctor()]
    reader.close()


def test_a_file_of_others_is_called_what_it_is(tmp_path: Path, seal: Seal) -> None:
    """Another program's, damaged, or with the log of another database: no less than elsewhere."""
    foreign, damaged, mixed = (tmp_path / name for name in ("foreign", "damaged", "mixed"))
    for house in (foreign, damaged, mixed):
        house.mkdir()
    with closing(sqlite3.connect(foreign / "hub.db")) as conn:
        conn.execute("CREATE TABLE theirs (a)")
    (damaged / "hub.db").write_bytes(b"no database " * 1000)
    logged(mixed)
    a_shop(tmp_path / "other.db")[0].close()
    shutil.copy(tmp_path / "other.db", mixed / "hub.db")
    said = {
        foreign: "error.file_foreign",
        damaged: "error.file_not_database",
        mixed: "error.file_log_foreign",
    }
    for house, code in said.items():
        medium = seal(house)
        with pytest.raises(StoreFileError) as refused:
            Database(medium / "hub.db")
        assert refused.value.code == code


def test_it_opens_where_no_file_can_be_made_at_all(
    tmp_path: Path, seal: Seal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that failed is read-only as a whole: temporary files have no place either."""
    house = tmp_path / "house"
    house.mkdir()
    logged(house)
    monkeypatch.setattr("tempfile.mkdtemp", lambda *_, **__: pytest.fail("a temporary folder"))
    hub, _ = opened(seal(house) / "hub.db")
    assert hub.orders.counts()[Grid.AWAITING_SHIPMENT] == 1
    hub.close()


def test_what_must_be_written_before_it_can_be_read_is_said(tmp_path: Path, seal: Seal) -> None:
    """A file of an older version, and one with a journal that is to be rolled back."""
    old, cut = tmp_path / "old", tmp_path / "cut"
    for house in (old, cut):
        house.mkdir()
    shutil.copy(as_released(RELEASED[0], tmp_path / "released.db"), old / "hub.db")
    closed(cut)
    with closing(sqlite3.connect(cut / "hub.db", isolation_level=None)) as conn:
        conn.execute("PRAGMA journal_mode = DELETE")
        conn.execute("BEGIN")
        conn.execute("PRAGMA user_version = 7")
        conn.execute("UPDATE settings SET value = value")
        shutil.copy(cut / "hub.db-journal", tmp_path / "journal")
        conn.execute("ROLLBACK")
    shutil.copy(tmp_path / "journal", cut / "hub.db-journal")
    for house in (old, cut):
        medium = seal(house)
        with pytest.raises(StoreFileError) as refused:
            Database(medium / "hub.db")
        assert refused.value.code == "error.file_needs_writing"
        assert all("{" not in refused.value.sentence_in(language) for language in LANGUAGES)
        assert all("backup --help" not in refused.value.sentence_in(one) for one in LANGUAGES)


@LEFT
def test_commands_that_read_answer_and_end_well(
    leave: Callable[[Path], None],
    tmp_path: Path,
    seal: Seal,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Also with a configuration that names a store which is not in that file."""
    house = tmp_path / "house"
    house.mkdir()
    leave(house)
    before = seen(house)
    medium = seal(house)
    config = tmp_path / "shiponce.toml"
    config.write_text(
        '[notifications]\ndelay = "2 h"\n'
        '[stores.bay2]\nplatform = "ebay"\naccount = "x"\nmarket = "EBAY_US"\n'
    )
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    reads = ["orders", "orders show 111-0", "why 111-0", "stores", "notifications", "acts", "rules"]
    for command in [*reads, f"backup {tmp_path / 'copy.db'}"]:
        options = ["--db", str(medium / "hub.db"), "--config", str(config)]
        code = run_command.run([*options, *command.split()])
        said = capsys.readouterr()
        assert (code, said.err) == (0, ""), (command, said)
    assert run_command.run(["--db", str(medium / "hub.db"), "--lang", "fr", "doctor"]) == 1
    assert "peut être lu mais pas écrit" in capsys.readouterr().out
    assert seen(house) == before
