"""A file of every released version opens, complete, with the tables of a new one."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from shiponce.domain.order import OrderStatus
from shiponce.domain.shipment import NotificationState
from shiponce.hub import Hub
from shiponce.persistence.database import Database
from shiponce.persistence.migrations import migration_scripts
from shiponce.views.orders import Grid
from tests.doubles.platforms_in_memory import a_hub, an_order
from tests.platform_ids import AMAZON, BIGCOMMERCE

FOLDER = Path(__file__).parent / "released"
RELEASED = sorted(FOLDER.glob("*.sql"))
#: A short day, of which the tests below know each order.
FIRST = FOLDER / "0001.sql"
every_release = pytest.mark.parametrize("release", RELEASED, ids=lambda file: file.stem)


def as_released(release: Path, file: Path) -> Path:
    """Write the file as that version left it."""
    conn = sqlite3.connect(file)
    conn.executescript(release.read_text(encoding="utf-8"))
    conn.execute("PRAGMA journal_mode = WAL")
    conn.close()
    return file


def tables(file: Path) -> dict[str, str]:
    """Every table, index and trigger, with the text that made it, blanks apart."""
    conn = sqlite3.connect(file)
    rows = conn.execute("SELECT type || ' ' || name, sql FROM sqlite_master WHERE sql <> ''")
    found = {name: " ".join(sql.split()) for name, sql in rows}
    conn.close()
    return found


def reopened(file: Path) -> Hub:
    """Open a hub on the file, with its stores as they were connected."""
    hub, world = a_hub(str(file), connect=False)
    world.stores["amz"].orders = {
        remote: an_order(remote_id=remote) for remote in ("111-0000002-0000002", "111-9")
    }
    return hub


@every_release
def test_an_old_file_has_the_tables_of_a_new_one(release: Path, tmp_path: Path) -> None:
    """No version leaves a file that later versions treat differently."""
    old = as_released(release, tmp_path / "old.db")
    Database(old).close()
    Database(tmp_path / "new.db").close()
    assert tables(old) == tables(tmp_path / "new.db")


@every_release
def test_a_schema_that_cannot_be_edited_is_made_anew(
    release: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some builds of SQLite refuse any change of the schema table; the result is the same."""

    def hardened(conn: sqlite3.Connection, declarations: Mapping[str, str]) -> None:
        raise sqlite3.OperationalError("table sqlite_master may not be modified")

    usual, made_anew = tmp_path / "usual.db", tmp_path / "anew.db"
    Database(as_released(release, usual)).close()
    monkeypatch.setattr(migration_scripts, "_edit_schema", hardened)
    Database(as_released(release, made_anew)).close()
    quoted = {name: sql.replace('"', "") for name, sql in tables(made_anew).items()}
    assert quoted == {name: sql.replace('"', "") for name, sql in tables(usual).items()}
    with closing(sqlite3.connect(usual)) as one, closing(sqlite3.connect(made_anew)) as other:
        assert other.execute("PRAGMA foreign_key_check").fetchall() == []
        for table in ("shipments", "orders", "stores", "order_keys", "listed", "purges"):
            rows = f"SELECT * FROM {table} ORDER BY 1, 2"  # noqa: S608 - a name of this test
            assert other.execute(rows).fetchall() == one.execute(rows).fetchall()


def test_nothing_in_an_old_file_is_lost(tmp_path: Path) -> None:
    """Orders, links, labels, notices, rules and doubts stand where they stood."""
    with reopened(as_released(FIRST, tmp_path / "old.db")) as hub:
        counts = hub.orders.counts()
        assert (counts[Grid.AWAITING_SHIPMENT], counts[Grid.HIDDEN]) == (3, 1)
        assert {row.kind for row in hub.orders.excluded()} == {"rule", "quarantine"}
        sent = [
            notification
            for notification in hub.notifications.rows()
            if notification.state is NotificationState.SENT
        ]
        assert {notification.platform for notification in sent} == {
            AMAZON,
            BIGCOMMERCE,
        }
        assert [rule.excluded for rule in hub.rules.rows()] == [1]
        (shop,) = [store for store in hub.stores.rows() if store.platform is BIGCOMMERCE]
        assert (shop.notifications_on, shop.notifications_changed_by) == (False, "Ada")
        shipped = hub.orders.detail(hub.orders.find("amz:111-0000001-0000001"))
        assert shipped.row.status is OrderStatus.SHIPPED
        assert [twin.number for twin in shipped.twins] == ["1042"]


def test_work_goes_on_in_an_old_file(tmp_path: Path) -> None:
    """The next import adds what is new and changes nothing else; what is open can be shipped."""
    with reopened(as_released(FIRST, tmp_path / "old.db")) as hub:
        report = hub.imports.run("amz")
        assert (report.added, report.trouble) == (1, None)
        hub.shipping.ship(hub.orders.find("111-9"), "house:ground")
        hub.tick()
        (notification,) = hub.notifications.rows(order_id=hub.orders.find("111-9"))
        assert notification.state is NotificationState.SENT


@every_release
def test_four_hubs_may_open_an_old_file_at_once(release: Path, tmp_path: Path) -> None:
    """Whoever comes first brings it up to date, and nobody sees it half done."""
    old = as_released(release, tmp_path / "old.db")
    with ThreadPoolExecutor(4) as hands:
        for opened in [hands.submit(lambda: Database(old).close()) for _ in range(4)]:
            opened.result()
    Database(tmp_path / "new.db").close()
    assert tables(old) == tables(tmp_path / "new.db")
