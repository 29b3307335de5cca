"""Imported orders and what the hub makes of them: what is written is read back, typed."""

from __future__ import annotations

from dataclasses import replace

from shiponce.domain.order import OrderStatus, OriginKey, Visibility
from shiponce.persistence import (
    event_log,
    imported_orders,
    order_queries,
    order_states,
    orders_for_rules,
    rejected_twins,
)
from shiponce.persistence.database import Database
from shiponce.persistence.imported_orders import RemoteOrder
from shiponce.views.orders import Grid
from tests.doubles.platforms_in_memory import a_copy, an_order
from tests.platform_ids import AMAZON, BIGCOMMERCE
from tests.unit.persistence.conformance.records import (
    NOW,
    add_order,
    add_shipment,
    add_store,
    with_remote_id,
)


def test_an_order_is_read_back_as_it_was_imported(db: Database) -> None:
    """Money, times, lines, keys and the address: nothing is lost on the way."""
    order = an_order()
    order_id = add_order(db, add_store(db), order)
    assert orders_for_rules.imported(db.conn, [order_id]) == {order_id: order}
    record = order_queries.detail(db.conn, order_id)
    assert record is not None
    assert (record.platform, record.status, record.placed_at) == (
        AMAZON,
        OrderStatus.AWAITING_SHIPMENT,
        order.placed_at,
    )
    assert record.ref == f"amz:{order.number}"
    assert imported_orders.remote_order(db.conn, order_id).remote_id == order.remote_id
    assert order_queries.detail(db.conn, order_id + 1) is None


def test_a_line_keeps_its_number(db: Database) -> None:
    """Packages speak of line numbers: another order of the platform's lines changes none."""
    order = an_order()
    (mug,) = order.lines
    bowl = replace(mug, remote_id="l2", sku="BOWL")
    order_id = add_order(db, add_store(db), replace(order, lines=(mug, bowl)))
    turned = replace(order, lines=(bowl, mug))
    with db.write() as conn:
        digest = imported_orders.digest_of(turned)
        imported_orders.refresh(conn, order_id, turned, digest, NOW)
    lines = order_queries.lines(db.conn, order_id)
    assert [(one.line_no, one.remote_id) for one in lines] == [(1, "l1"), (2, "l2")]


def test_a_line_that_a_package_holds_stays(db: Database) -> None:
    """The platform no longer shows it: nothing of it is ordered, and it is still there."""
    order = an_order()
    (mug,) = order.lines
    bowl = replace(mug, remote_id="l2", sku="BOWL")
    order_id = add_order(db, add_store(db), order)
    add_shipment(db, order_id)
    other = replace(order, lines=(bowl,))
    with db.write() as conn:
        imported_orders.refresh(conn, order_id, other, imported_orders.digest_of(other), NOW)
    lines = order_queries.lines(db.conn, order_id)
    assert [(one.remote_id, one.quantity) for one in lines] == [("l1", 0), ("l2", 2)]
    assert imported_orders.candidates(db.conn, [order_id])[order_id].goods == (("BOWL", 2),)


def test_an_id_is_never_used_twice(db: Database) -> None:
    """The events of an order that was removed keep its id."""
    order_id = add_order(db, add_store(db))
    with db.write() as conn:
        event_log.record(conn, NOW, ("imported", order_id, {}))
        imported_orders.remove(conn, order_id)
        assert imported_orders.next_id(conn) > order_id
    (event,) = event_log.of_order(db.conn, order_id)
    assert (event.kind, event.by) == ("imported", "Ada")


def test_orders_are_found_by_the_key_that_they_share(db: Database) -> None:
    """A copy and its original, whichever store each came from."""
    order = an_order()
    original = add_order(db, add_store(db), order)
    copy = add_order(db, add_store(db, "shop", BIGCOMMERCE), a_copy(order))
    key = OriginKey(AMAZON, order.remote_id)
    assert imported_orders.sharing(db.conn, [key]) == {key: (original, copy)}
    found = imported_orders.remote_orders(db.conn, [copy, original])
    assert found == [RemoteOrder(1, order.remote_id), RemoteOrder(2, "1042")]


def test_grids_are_counted_and_listed_newest_first(db: Database) -> None:
    """Each order stands in one grid."""
    store = add_store(db)
    ids = [add_order(db, store, with_remote_id(number)) for number in range(1, 4)]
    held = add_order(db, store, with_remote_id(4), visibility=Visibility.HELD)
    shipped = add_order(db, store, with_remote_id(5), status=OrderStatus.SHIPPED)
    counts = order_queries.counts(db.conn)
    wanted = {OrderStatus.AWAITING_SHIPMENT.value: 3, "held": 1, OrderStatus.SHIPPED.value: 1}
    assert {grid.value: n for grid, n in counts.items() if n} == wanted
    page = order_queries.page(db.conn, Grid.AWAITING_SHIPMENT, 2)
    assert [row.id for row in page] == [ids[2], ids[1]]
    rows = order_queries.rows(db.conn, [shipped, 99, held])
    assert [row.id for row in rows] == [shipped, held]


def test_a_link_is_made_once_and_taken_back(db: Database) -> None:
    """A copy stands behind one original; a no is remembered until a person says yes."""
    store, shop = add_store(db), add_store(db, "shop", BIGCOMMERCE)
    original, other = (add_order(db, store, with_remote_id(number)) for number in (1, 2))
    copy = add_order(db, shop, a_copy(with_remote_id(1)))
    with db.write() as conn:
        order_states.link(conn, copy, original, "key", NOW)
        order_states.link(conn, copy, other, "key", NOW)
    assert order_states.original_of(db.conn, copy) == original
    assert order_states.family(db.conn, original) == [original, copy]
    with db.write() as conn:
        order_states.unlink(conn, copy)
        rejected_twins.reject(conn, copy, original, "Ada", NOW)
    assert order_states.original_of(db.conn, copy) is None
    (refusal,) = rejected_twins.about(db.conn, original)
    assert (refusal.copy_id, refusal.refused_by) == (copy, "Ada")
    with db.write() as conn:
        rejected_twins.forget(conn, copy, original)
    assert rejected_twins.pairs(db.conn, copy) == []


def test_tags_are_added_once(db: Database) -> None:
    """In the order in which they came."""
    order_id = add_order(db, add_store(db))
    with db.write() as conn:
        order_states.add_tags(conn, order_id, ["gift", "rush"])
        order_states.add_tags(conn, order_id, ["rush", "fragile"])
    state = order_states.state_of(db.conn, order_id)
    assert state is not None
    assert state.tags == ("gift", "rush", "fragile")
