"""A write is all or nothing, is seen by others when it is over, and never mixes with another."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

from shiponce.errors import GuardError, ReadOnly
from shiponce.persistence import rate_limits, stores
from shiponce.persistence.database import Database
from shiponce.persistence.rate_limits import Bucket
from tests.unit.persistence.conformance.conftest import OpenDatabase
from tests.unit.persistence.conformance.records import add_order, add_store, begin, begin_shipment


def test_a_failed_write_leaves_nothing(db: Database) -> None:
    """An error in the middle takes everything before it back."""

    def write() -> None:
        with db.write() as conn:
            stores.choose(conn, "mode", "documented")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        write()
    assert not db.in_transaction
    assert stores.setting(db.conn, "mode") is None


def test_a_write_that_a_guard_stops_leaves_nothing(db: Database) -> None:
    """Neither does what stood before it in the same transaction."""
    order = add_order(db, add_store(db))
    begin_shipment(db, order)

    def write() -> None:
        with db.write() as conn:
            stores.choose(conn, "mode", "documented")
            begin(conn, order, "again")

    with pytest.raises(GuardError) as stopped:
        write()
    assert stopped.value.code == "guard.purchase_in_flight"
    assert stores.setting(db.conn, "mode") is None


def test_others_see_a_write_when_it_is_over(open_database: OpenDatabase) -> None:
    """A second connection reads the state of before until the transaction ends."""
    one, other = open_database(), open_database()
    with one.write() as conn:
        stores.choose(conn, "mode", "documented")
        assert stores.setting(other.conn, "mode") is None
    assert stores.setting(other.conn, "mode") == "documented"


def test_two_writers_take_turns(db: Database, connect: OpenDatabase) -> None:
    """What one has read inside its write is still true when it writes: no count is lost."""
    store = add_store(db)

    def count() -> None:
        with closing(connect()) as own:
            for _ in range(20):
                with own.write() as conn:
                    found = rate_limits.bucket(conn, store, "read") or Bucket(0.0, 0)
                    rate_limits.keep(conn, store, "read", Bucket(found.tokens + 1, 0))

    with ThreadPoolExecutor(2) as hands:
        for done in [hands.submit(count) for _ in range(2)]:
            done.result()
    assert rate_limits.bucket(db.conn, store, "read") == Bucket(40.0, 0)


def test_a_read_only_hub_writes_what_it_is_told_alone(db: Database) -> None:
    """What platforms and the configuration say is recorded all the same."""
    db.is_read_only = lambda: True
    with pytest.raises(ReadOnly), db.write():
        pass
    with db.recording(), db.write() as conn:
        stores.choose(conn, "mode", "documented")
    assert stores.setting(db.conn, "mode") == "documented"
