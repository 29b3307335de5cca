"""Personal data: what a purge removes is nowhere, and no import brings it back."""

from __future__ import annotations

from dataclasses import replace

from shiponce.persistence import imported_orders, order_queries, personal_data, purge_records
from shiponce.persistence.database import Database
from tests.doubles.platforms_in_memory import an_order
from tests.unit.persistence.conformance.records import NOW, add_order, add_store


def test_a_purged_order_names_nobody(db: Database) -> None:
    """The order stays with its goods and its numbers; a later import adds no person."""
    order = an_order()
    order_id = add_order(db, add_store(db), order)
    assert personal_data.held(db.conn, [order_id], [])["buyer"] == 1
    with db.write() as conn:
        purge_records.remember(conn, [order_id], [], NOW)
        personal_data.remove(conn, [order_id], [])
    again = replace(order, requested_service="Express")
    with db.write() as conn:
        imported_orders.refresh(conn, order_id, again, imported_orders.digest_of(again), NOW)
    record = order_queries.detail(db.conn, order_id)
    assert record is not None
    assert (record.buyer, record.email, record.street1) == ("", "", None)
    assert record.requested_service == "Express"
    assert purge_records.of_orders(db.conn, [order_id]) == {order_id: (NOW, "Ada")}
