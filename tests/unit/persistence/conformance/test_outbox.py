"""The outbox: each store hears of a shipment once, from one sender at a time."""

from __future__ import annotations

import pytest

from shiponce.domain.act import ActKind
from shiponce.domain.shipment import NotificationState
from shiponce.persistence import acts, notification_queries, outbox, shipments
from shiponce.persistence.database import Database
from shiponce.persistence.outbox import Timing
from tests.doubles.platforms_in_memory import a_copy
from tests.platform_ids import BIGCOMMERCE
from tests.unit.persistence.conformance.conftest import OpenDatabase
from tests.unit.persistence.conformance.records import (
    NOW,
    add_notification,
    add_order,
    add_shipment,
    add_store,
    with_remote_id,
)

LEASE = 60_000


@pytest.fixture
def due(db: Database) -> int:
    """Write down one notification that is due, and return its id."""
    order = add_order(db, add_store(db))
    found = add_notification(db, add_shipment(db, order), order)
    assert found is not None
    return found


@pytest.mark.proves("N3")
def test_a_store_has_one_notification_of_a_shipment(db: Database) -> None:
    """The second one is not written."""
    order = add_order(db, add_store(db))
    shipment = add_shipment(db, order)
    assert add_notification(db, shipment, order) is not None
    assert add_notification(db, shipment, order) is None


@pytest.mark.proves("N3", "X4")
def test_only_one_sender_claims_it(due: int, open_database: OpenDatabase) -> None:
    """Until the lease is over; then the next one, and the first one's end is not recorded."""
    one, other = open_database(), open_database()
    with one.write() as conn:
        first = outbox.claim(conn, NOW, NOW + LEASE)
    assert first is not None
    assert (first.id, first.state, first.attempts) == (due, NotificationState.SENDING, 1)
    with other.write() as conn:
        assert outbox.claim(conn, NOW + LEASE - 1, NOW + 2 * LEASE) is None
        second = outbox.claim(conn, NOW + LEASE, NOW + 2 * LEASE)
    assert second is not None
    assert second.attempts == 2
    with one.write() as conn:
        sent = NotificationState.SENT
        assert not outbox.finish(conn, due, sent, NOW, claim=first.claims)
        assert outbox.finish(conn, due, sent, NOW, claim=second.claims)
    assert outbox.count_open(one.conn) == 0


@pytest.mark.proves("N4")
def test_one_waits_for_another(db: Database) -> None:
    """The shop's waits for the marketplace's, but no longer than its patience."""
    store, shop = add_store(db), add_store(db, "shop", BIGCOMMERCE)
    order = add_order(db, store, with_remote_id(1))
    copy = add_order(db, shop, a_copy(with_remote_id(1)))
    shipment = add_shipment(db, order)
    first = add_notification(db, shipment, order, Timing(NOW + 1))
    second = add_notification(db, shipment, copy, Timing(NOW, first, NOW + LEASE))
    assert first is not None
    assert second is not None
    with db.write() as conn:
        assert outbox.claim(conn, NOW, NOW) is None
    assert outbox.next_due(db.conn) == NOW + 1
    with db.write() as conn:
        claimed = outbox.claim(conn, NOW + LEASE, NOW + 2 * LEASE)
        assert claimed is not None
        outbox.finish(conn, first, NotificationState.SENT, NOW)
        again = outbox.claim(conn, NOW + LEASE, NOW + 2 * LEASE)
    assert again is not None
    assert {claimed.id, again.id} == {first, second}


@pytest.mark.proves("N8")
def test_a_voided_label_withdraws_what_was_not_tried(db: Database, due: int) -> None:
    """What was tried may have been accepted, and stays until its platform was read."""
    (listed,) = notification_queries.listing(db.conn)
    with db.write() as conn:
        assert outbox.withdraw(conn, listed.shipment_id) == [due]
    (after,) = notification_queries.listing(db.conn)
    assert (after.id, after.state, after.code) == (
        due,
        NotificationState.WITHDRAWN,
        "notification.withdrawn",
    )


def test_nothing_is_sent_while_its_label_is_being_voided(db: Database, due: int) -> None:
    """The void may take effect: the store is told when that is known."""
    (listed,) = notification_queries.listing(db.conn)
    shipment = shipments.one(db.conn, listed.shipment_id)
    assert shipment is not None
    with db.write() as conn:
        acts.begin(
            conn,
            ActKind.VOID,
            key=shipment.remote_id,
            at=NOW,
            deadline=NOW,
            shipment_id=shipment.id,
        )
        assert outbox.claim(conn, NOW, NOW + LEASE) is None
    (waiting,) = notification_queries.listing(db.conn)
    assert waiting.void_state is not None
    assert waiting.id == due


def test_what_is_put_off_says_why(db: Database, due: int) -> None:
    """A try that made no call is not counted."""
    with db.write() as conn:
        claimed = outbox.claim(conn, NOW, NOW + LEASE)
        assert claimed is not None
        assert outbox.put_off(
            conn,
            due,
            NOW + 5,
            code="error.unreachable",
            facts={"n": 1},
            claim=claimed.claims,
            tried=False,
        )
    (listed,) = notification_queries.listing(db.conn)
    assert (listed.attempts, listed.code, listed.facts) == (0, "error.unreachable", {"n": 1})
    assert outbox.next_due(db.conn) == NOW + 5
