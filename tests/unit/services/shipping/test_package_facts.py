"""A shipment request reads its orders once, and decides from the facts that it read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest

from shiponce.hub import Hub
from tests.doubles.platforms_in_memory import a_copy, a_hub, an_order

#: A piece of the statement that reads each part of an order.
PARTS = {
    "record": "JOIN people p ON p.order_id",
    "lines": "SELECT * FROM order_lines",
    "obligations": "l.cancelled, l.refunded",
    "twins": "'linked' AS basis",
    "shipments of twins": "'labelled', 'elsewhere') ORDER BY s.id",
    "conditions": "SELECT conditions FROM orders",
    "overruled": "SELECT condition FROM overruled",
    "promised day": "SELECT deliver_by",
    "unknown purchase": "a.kind = 'buy' AND a.state = 'unknown'",
}


def two_orders() -> tuple[Hub, int, int]:
    """Two orders of one buyer, the first with its hidden copy."""
    hub, world = a_hub()
    first, second = an_order(), an_order(remote_id="111-0000002-0000002")
    world.stores["amz"].orders = {first.remote_id: first, second.remote_id: second}
    world.stores["shop"].orders = {"1042": a_copy(first)}
    hub.imports.run_all()
    return hub, hub.orders.find(f"amz:{first.remote_id}"), hub.orders.find(second.remote_id)


def reads(hub: Hub, request: Callable[[], object]) -> Counter[str]:
    """How often a request reads each part of its orders."""
    statements: list[str] = []
    conn = hub._db.conn
    conn.set_trace_callback(statements.append)
    request()
    conn.set_trace_callback(None)
    return Counter(
        part for statement in statements for part, piece in PARTS.items() if piece in statement
    )


def test_a_list_of_options_reads_an_order_once() -> None:
    """Three routes are decided from one reading."""
    hub, order_id, _ = two_orders()
    assert reads(hub, lambda: hub.shipping.options(order_id)) == dict.fromkeys(PARTS, 1)


def test_a_package_entered_by_hand_reads_an_order_once() -> None:
    """The reading is in the transaction that records the package."""
    hub, order_id, _ = two_orders()
    found = reads(
        hub, lambda: hub.shipping.ship(order_id, "manual", carrier="UPS", tracking="1Z999")
    )
    after = {"obligations": 1, "conditions": 1}  # what is left when the package has been recorded
    assert found == Counter(dict.fromkeys(PARTS, 1)) + Counter(after)


def test_a_label_reads_an_order_before_the_carrier_and_once_more_in_the_transaction() -> None:
    """Between the two readings the carrier is asked, so the second one is needed."""
    hub, order_id, _ = two_orders()
    found = reads(hub, lambda: hub.shipping.ship(order_id, "house:ground"))
    assert found == Counter(dict.fromkeys(PARTS, 2)) + Counter({"obligations": 3, "conditions": 1})


@pytest.mark.parametrize("part", ["record", "lines", "obligations"])
def test_orders_in_one_package_are_each_read_once(part: str) -> None:
    """Two orders are two readings, and their twins are read together."""
    hub, first, second = two_orders()
    found = reads(hub, lambda: hub.shipping.options(first, together=[second]))
    assert found[part] == 2
    assert found["twins"] == 1
