"""What is wrong with the file is said as it is; only a damaged one is called damaged."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from shiponce.errors import ShiponceError, StoreFileError
from shiponce.hub import Hub
from shiponce.persistence import connection
from shiponce.persistence.database import Database
from shiponce.views.orders import Grid
from shiponce.words import LANGUAGES
from tests.doubles.platforms_in_memory import World, a_copy, a_hub, an_order
from tests.unit.persistence.test_migrations import FIRST, as_released, tables

Mount = Callable[..., Path]

is_root = hasattr(os, "geteuid") and os.geteuid() == 0
#: A user without any rights of its own.
NOBODY = 65534


def fault(file: Path) -> StoreFileError:
    """Why the file cannot be opened, said in both languages."""
    with pytest.raises(StoreFileError) as refused:
        Database(file)
    assert all("{" not in refused.value.sentence_in(language) for language in LANGUAGES)
    return refused.value


def write_fault(file: Path) -> StoreFileError:
    """Why the file, which opens, cannot be written to."""
    with closing(Database(file)) as db, pytest.raises(StoreFileError) as refused, db.write():
        pass
    return refused.value


def speaks_of_backups(error: StoreFileError) -> bool:
    """Whether a person is advised to restore one."""
    return "backup" in error.sentence_in("en")


@pytest.fixture
def mounted(tmp_path: Path) -> Iterator[Mount]:
    """Mount a folder; it is skipped where that is not allowed."""
    done: list[Path] = []

    def mount(*options: str) -> Path:
        folder = tmp_path / f"mounted{len(done)}"
        folder.mkdir()
        tool = shutil.which("mount")
        if tool is None or not is_root:
            pytest.skip("only root may mount")
        if subprocess.run([tool, *options, str(folder)], check=False).returncode:  # noqa: S603 - our own words
            pytest.skip("nothing can be mounted here")
        done.append(folder)
        return folder

    yield mount
    for folder in done:
        subprocess.run(["umount", "-l", str(folder)], check=False)  # noqa: S603, S607 - what we mounted


# -- rights and media


def test_a_read_only_medium_is_called_that(tmp_path: Path, mounted: Mount) -> None:
    """An old file is read only, a new one cannot be; nobody is told to restore a backup."""
    (tmp_path / "house").mkdir()
    Database(tmp_path / "house" / "hub.db").close()
    folder = mounted("--bind", str(tmp_path / "house"))
    subprocess.run(["mount", "-o", "remount,ro,bind", str(folder)], check=True)  # noqa: S603, S607
    for said in (write_fault(folder / "hub.db"), fault(folder / "new.db")):
        assert (said.code, speaks_of_backups(said)) == ("error.file_read_only", False)


@pytest.fixture
def ordinary() -> Iterator[Path]:
    """Somebody's own folder while this process is that somebody: root may do everything.

    pytest's own temporary folder is closed to everyone but the user who runs it.
    """
    with tempfile.TemporaryDirectory() as name:
        if not is_root:
            yield Path(name)
            return
        if not hasattr(os, "setresuid"):
            pytest.skip("root may do everything, and cannot give that away for a while here")
        fault(Path(name))  # what is imported on the way may stand where only root reads
        os.chown(name, NOBODY, -1)
        os.setresuid(NOBODY, NOBODY, 0)
        try:
            yield Path(name)
        finally:
            os.setresuid(0, 0, 0)


@pytest.mark.skipif(os.name == "nt", reason="Windows has other rights")
def test_rights_that_are_missing_are_called_that(ordinary: Path) -> None:
    """A file that may not be read, one that may not be written, and a folder."""
    file = ordinary / "hub.db"
    Database(file).close()
    file.chmod(0)
    assert fault(file).code == "error.file_denied"
    file.chmod(0o400)
    ordinary.chmod(0o500)
    try:
        assert write_fault(file).code == "error.file_read_only"
        assert fault(ordinary / "new.db").code in ("error.file_denied", "error.file_read_only")
    finally:
        ordinary.chmod(0o700)


def test_a_medium_that_becomes_read_only_stops_writing_and_is_called_that(
    tmp_path: Path,
) -> None:
    """SQLite says so of each write; what was read stays on the screen."""
    db = Database(tmp_path / "hub.db")
    db.conn.execute("PRAGMA query_only = ON")
    with pytest.raises(StoreFileError) as refused, db.write() as conn:
        conn.execute("INSERT INTO settings VALUES ('x', 'y')")
    assert refused.value.code == "error.file_read_only"


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("", "error.file_is_folder"),
        ("nowhere/hub.db", "error.file_no_folder"),
        ("letter.txt/hub.db", "error.file_no_folder"),
        ("letter.txt", "error.file_not_database"),
        ("x" * 300, "error.file_unusable"),
        ("loop.db", "error.file_unusable"),
    ],
)
def test_a_path_that_holds_no_file_is_called_what_it_is(
    path: str, code: str, tmp_path: Path
) -> None:
    """A folder, a way that ends, a letter, a name that no system takes, a link to itself."""
    (tmp_path / "letter.txt").write_text("Dear Ada, " * 60)
    (tmp_path / "loop.db").symlink_to("loop.db")
    assert fault(tmp_path / path).code == code


@pytest.mark.skipif(os.name == "nt", reason="Windows has other rights")
def test_the_file_is_for_its_owner_only(tmp_path: Path) -> None:
    """Addresses of people stand in it: the file, its logs, and a file that hangs behind a link."""
    before = os.umask(0)
    try:
        (tmp_path / "link").symlink_to("real.db")
        for name in ("hub.db", "link"):
            db = Database(tmp_path / name)
            assert {oct(file.stat().st_mode & 0o777) for file in tmp_path.glob("*.db*")} == {
                "0o600"
            }
            db.close()
    finally:
        os.umask(before)


# -- no room


def test_a_full_disk_is_called_that_at_the_first_start(
    mounted: Mount,
) -> None:
    """No half file is left, and with more room the same start succeeds."""
    folder = mounted("-t", "tmpfs", "-o", "size=300k", "tmpfs")
    ballast = folder / "ballast"
    ballast.write_bytes(bytes(200_000))
    said = fault(folder / "hub.db")
    assert (said.code, speaks_of_backups(said)) == ("error.file_full", False)
    assert [file.name for file in folder.iterdir()] == ["ballast"]


def test_a_disk_that_fills_up_is_called_that_and_work_goes_on_with_room(
    mounted: Mount,
) -> None:
    """Nothing is lost of what was recorded, and with room nothing is missing."""
    folder = mounted("-t", "tmpfs", "-o", "size=3m", "tmpfs")
    file = str(folder / "hub.db")
    hub, world = a_hub(file)
    fill(world, 1500)
    with pytest.raises(StoreFileError) as refused:
        hub.imports.run("amz")
    assert refused.value.code == "error.file_full"
    assert not speaks_of_backups(refused.value)
    hub.close()
    subprocess.run(["mount", "-o", "remount,size=60m", str(folder)], check=True)  # noqa: S603, S607
    hub, world = a_hub(file, connect=False)
    fill(world, 1500)
    for _ in range(2):  # the quota of one moment is spent at thirteen pages
        hub.imports.run("amz")
        world.clock.wait(hours=1)
    assert hub.orders.counts()[Grid.AWAITING_SHIPMENT] == 1500


def _limited(file: str, size: int, said: multiprocessing.Queue[str]) -> None:
    import resource
    import signal

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    try:
        db = Database(file)
        with db.write() as conn:
            conn.execute("INSERT INTO settings VALUES ('long', ?)", ("x" * 4_000_000,))
    except StoreFileError as refused:
        said.put(refused.code)
        return
    said.put("done")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such limits")
@pytest.mark.parametrize("size", [1000, 50_000, 1_000_000])
def test_a_limit_on_files_is_no_damage(size: int, tmp_path: Path) -> None:
    """The system refuses to write on, at the start or later: nobody has to restore anything."""
    spawn = multiprocessing.get_context("spawn")
    said: multiprocessing.Queue[str] = spawn.Queue()
    child = spawn.Process(target=_limited, args=(str(tmp_path / "hub.db"), size, said))
    child.start()
    assert said.get(timeout=60) in ("error.file_full", "error.file_io")
    child.join()


def test_a_disk_that_is_full_in_the_middle_of_an_update_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Page by page: each start says so until there is room, and then the update is whole."""
    file = as_released(FIRST, tmp_path / "old.db")  # it has every other migration before it
    with closing(sqlite3.connect(file)) as conn:
        room = conn.execute("PRAGMA page_count").fetchone()[0]
    connect = connection.connect

    def narrow(file: Path | str) -> connection.Connection:
        conn = connect(file)
        conn.execute(f"PRAGMA max_page_count = {room}")
        return conn

    refused = 0
    with monkeypatch.context() as patched:
        patched.setattr(connection, "connect", narrow)
        while True:
            with suppress(StoreFileError):
                Database(file).close()
                break
            assert fault(file).code == "error.file_full"
            refused, room = refused + 1, room + 6
    assert refused > 3
    Database(tmp_path / "new.db").close()
    assert tables(file) == tables(tmp_path / "new.db")


# -- locked


def test_a_start_while_another_program_holds_the_file_is_called_that(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is neither damaged nor somebody else's, and opens when the other has finished."""
    file = tmp_path / "hub.db"
    Database(file).close()
    monkeypatch.setattr(connection, "PATIENCE", 0.05)
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode = DELETE")
        other.execute("PRAGMA user_version = 0")
        other.execute("BEGIN EXCLUSIVE")
        said = fault(file)
        assert (said.code, speaks_of_backups(said)) == ("error.file_busy", False)
        other.execute("ROLLBACK")
    Database(file).close()


# -- damage


def fill(world: World, orders: int) -> None:
    """Purchases and their copies."""
    for number in range(orders):
        original = an_order(remote_id=f"111-{number:07d}-0000001")
        world.stores["amz"].orders[original.remote_id] = original
        world.stores["shop"].orders[str(1000 + number)] = a_copy(original, str(1000 + number))


def a_busy_file(file: Path) -> Path:
    """Orders, labels, notifications, all in the one file."""
    hub, world = a_hub(str(file))
    fill(world, 8)
    hub.imports.run_all()
    for row in hub.orders.page(Grid.AWAITING_SHIPMENT)[:3]:
        hub.shipping.ship(row.id, "house:ground")
    hub.tick()
    hub.close()
    return file


def everything(hub: Hub) -> Iterator[Callable[[], object]]:
    """Do what a day asks of a hub."""
    found = [row for grid in Grid for row in hub.orders.page(grid)]
    yield hub.state
    yield hub.maintenance.doctor
    yield hub.notifications.rows
    yield hub.rules.rows
    yield hub.orders.excluded
    yield hub.matching.proposals
    yield hub.imports.run_all
    yield lambda: hub.orders.search("111")
    for row in found[:2]:
        yield lambda row=row: hub.orders.detail(row.id)  # type: ignore[misc]  # mypy sees no default
        yield lambda row=row: hub.orders.why(row.id)  # type: ignore[misc]
        yield lambda row=row: hub.shipping.ship(row.id, "house:ground")  # type: ignore[misc]
    yield hub.tick


def zeros(page: bytes) -> bytes:
    """Return a page that was never written."""
    return bytes(len(page))


def scribbled(page: bytes) -> bytes:
    """Return a page of something else."""
    return bytes(range(256)) * (len(page) // 256)


def misspelt(page: bytes) -> bytes:
    """Return a sound page with other words on it."""
    return page[:100] + page[100:].translate(bytes.maketrans(b"aeimr{", b"\xffxyzm,"))


@pytest.mark.parametrize(("harm", "every"), [(zeros, 1), (scribbled, 3), (misspelt, 1)])
def test_a_page_damaged_anywhere_is_a_sentence_everywhere(
    harm: Callable[[bytes], bytes], every: int, tmp_path: Path
) -> None:
    """Each table and index in turn: a call works, or says that the file is damaged."""
    sound = a_busy_file(tmp_path / "sound.db").read_bytes()
    with closing(sqlite3.connect(tmp_path / "sound.db")) as conn:
        size = conn.execute("PRAGMA page_size").fetchone()[0]
        rows = conn.execute("SELECT rootpage FROM sqlite_master WHERE rootpage > 0")
        roots = [(row[0] - 1) * size for row in rows]
    said = {"error.file_damaged": 0, "error.file_newer": 0}
    for number, root in enumerate(roots[::every]):
        file = tmp_path / f"run{number}.db"
        file.write_bytes(sound[:root] + harm(sound[root : root + size]) + sound[root + size :])
        try:
            hub, world = a_hub(str(file), connect=False)
        except StoreFileError as damaged:
            said[damaged.code] += 1
            continue
        fill(world, 9)
        for call in calls_of(hub, said):
            try:
                call()
            except Exception as error:
                count(hub, error, said)
        hub.close()
    assert said["error.file_damaged"] > 5
    assert said["error.file_newer"] <= 1, "a misspelt migration is nobody's that we know"


def calls_of(hub: Hub, said: dict[str, int]) -> Iterator[Callable[[], object]]:
    """Everything, as far as the orders can be listed at all."""
    try:
        yield from everything(hub)
    except Exception as error:
        count(hub, error, said)


def count(hub: Hub, error: Exception, said: dict[str, int]) -> None:
    """Fail on anything but a sentence; count those about the file."""
    explained = hub.explained(error)
    assert isinstance(explained, ShiponceError), repr(error)
    if isinstance(explained, StoreFileError):
        said[explained.code] += 1


# -- a newer file, and logs that belong to another


LATER = """
import os, sqlite3, sys
conn = sqlite3.connect(sys.argv[1], isolation_level=None)
conn.execute("PRAGMA journal_mode = WAL")
conn.execute("PRAGMA wal_autocheckpoint = 0")
conn.execute(
    "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
    " VALUES ('shiponce', 'm999_later', 'now')"
)
"""


def newer(file: Path, *, keep_log: bool) -> None:
    """Leave the file as a later version would, and the log as a killed program would."""
    end = "os._exit(0)" if keep_log else "conn.close()"
    subprocess.run([sys.executable, "-c", LATER + end, str(file)], check=True)  # noqa: S603 - ours


def standing(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Every file of a folder, with when it was written."""
    return {file.name: (file.read_bytes(), file.stat().st_mtime_ns) for file in folder.iterdir()}


@pytest.mark.parametrize("log", ["folded", "killed", "killed, no index"])
def test_a_newer_file_is_one_sentence_and_nothing_is_written(log: str, tmp_path: Path) -> None:
    """Not even a log is left behind, also where the news stands in the log only."""
    file = tmp_path / "hub.db"
    Database(file).close()
    newer(file, keep_log=log != "folded")
    if log.endswith("no index"):
        Path(f"{file}-shm").unlink()
    before = standing(tmp_path)
    said = fault(file)
    assert (said.code, speaks_of_backups(said)) == ("error.file_newer", False)
    assert standing(tmp_path) == before


def test_a_file_that_becomes_newer_under_an_open_hub_is_written_no_more(tmp_path: Path) -> None:
    """An update of the program on another computer: the old one stops."""
    file = tmp_path / "hub.db"
    db = Database(file)
    with closing(sqlite3.connect(file, isolation_level=None)) as later:
        later.execute("CREATE TABLE later (id INTEGER)")
        later.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
            " VALUES ('shiponce', 'm999_later', 'now')"
        )
        with pytest.raises(StoreFileError) as refused, db.write():
            pass
    assert refused.value.code == "error.file_newer"
    assert not db.in_transaction


def killed_with_a_log(file: Path) -> None:
    """Let a hub write, and kill it before anything is folded."""
    script = (
        "import os, sys\n"
        "from shiponce.persistence.database import Database\n"
        "db = Database(sys.argv[1])\n"
        "with db.write() as conn:\n"
        "    conn.execute(\"INSERT INTO settings VALUES ('x', 'bought')\")\n"
        "os._exit(0)"
    )
    subprocess.run([sys.executable, "-c", script, str(file)], check=True)  # noqa: S603 - our own


def test_a_log_beside_another_file_is_not_mixed_into_it(tmp_path: Path) -> None:
    """A backup that is put back beside the log of the file before: SQLite alone would mix them."""
    file, older = tmp_path / "hub.db", tmp_path / "older.db"
    Database(file).close()
    shutil.copy(file, older)
    for _ in range(2):
        killed_with_a_log(file)
        with closing(Database(file)) as db, db.write() as conn:
            conn.execute("DELETE FROM settings WHERE name = 'x'")
    killed_with_a_log(file)
    shutil.copy(older, file)
    before = standing(tmp_path)
    said = fault(file)
    assert said.code == "error.file_log_foreign"
    assert standing(tmp_path) == before
    for end in ("-wal", "-shm"):
        Path(f"{file}{end}").unlink()
    Database(file).close()


@pytest.mark.parametrize("lost", ["deleted", "emptied"])
def test_no_file_begins_beside_the_log_of_a_lost_one(lost: str, tmp_path: Path) -> None:
    """What was bought last stands in that log only."""
    file = tmp_path / "hub.db"
    killed_with_a_log(file)
    file.unlink()
    if lost == "emptied":
        file.touch()
    before = standing(tmp_path)
    assert fault(file).code == "error.file_log_alone"
    assert standing(tmp_path) == before


def test_a_killed_hubs_log_is_taken_up(tmp_path: Path) -> None:
    """The checks above are about logs of other files."""
    file = tmp_path / "hub.db"
    for _ in range(3):
        killed_with_a_log(file)
        with closing(Database(file)) as db:
            with db.write() as conn:
                found = conn.execute("SELECT value FROM settings WHERE name = 'x'").fetchone()
                conn.execute("DELETE FROM settings WHERE name = 'x'")
            assert found[0] == "bought"


def _restored_over(file: str, older: str) -> None:
    db = Database(file)
    with db.write() as conn:
        conn.execute("INSERT INTO settings VALUES ('x', 'bought')")
    with open(older, "rb") as source, open(file, "r+b") as target:  # noqa: PTH123 - never closed
        os.sendfile(target.fileno(), source.fileno(), 0, 10**9)
        target.flush()
        os.ftruncate(target.fileno(), os.stat(older).st_size)  # noqa: PTH116
        db.close()


@pytest.mark.skipif(not hasattr(os, "sendfile"), reason="Windows locks an open file")
def test_a_hub_that_closes_leaves_a_backup_alone_that_was_copied_over_its_file(
    tmp_path: Path,
) -> None:
    """Its own log would be folded into the backup by SQLite, and damage it."""
    file, other = tmp_path / "hub.db", tmp_path / "other.db"
    Database(file).close()
    Database(other).close()
    content = other.read_bytes()
    spawn = multiprocessing.get_context("spawn")
    child = spawn.Process(target=_restored_over, args=(str(file), str(other)))
    child.start()
    child.join(60)
    assert child.exitcode == 0
    assert file.read_bytes() == content
    assert fault(file).code == "error.file_log_foreign"
