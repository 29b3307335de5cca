"""The look-ups of alike orders use their index: they cost the same in a large database."""

from __future__ import annotations

import sqlite3

import pytest

from shiponce.decisions.similar_orders import LEAST_TOTAL, TIME_APART
from shiponce.persistence import order_queries
from shiponce.persistence.timestamps import span_ms
from tests.doubles.platforms_in_memory import a_copy, a_hub, an_order

APART = span_ms(TIME_APART)


def plans(conn: sqlite3.Connection, look_up: str, order_id: int) -> list[str]:
    """Return SQLite's plan of each statement that a look-up runs."""
    said: list[str] = []
    conn.set_trace_callback(said.append)
    if look_up == "near_originals":
        order_queries.near_originals(conn, order_id, APART, LEAST_TOTAL)
    else:
        order_queries.near_copies(conn, [order_id], APART, LEAST_TOTAL)
    conn.set_trace_callback(None)
    statements = [one for one in said if not one.startswith("--")]
    assert statements
    return [
        "\n".join(str(row[3]) for row in conn.execute(f"EXPLAIN QUERY PLAN {one}"))
        for one in statements
    ]


@pytest.mark.parametrize("look_up", ["near_originals", "near_copies"])
@pytest.mark.parametrize("analysed", [False, True])
@pytest.mark.proves("O9")
def test_alike_orders_are_found_by_their_index(look_up: str, analysed: bool) -> None:
    """No look-up scans the orders, whether SQLite has statistics or not."""
    hub, world = a_hub()
    for n in range(50):
        one = an_order(remote_id=f"111-{n:07}-0000000")
        world.stores["amz"].orders[one.remote_id] = one
        world.stores["shop"].orders[f"{n + 1000}"] = a_copy(one, f"{n + 1000}", keys=())
    hub.imports.run_all()
    conn = world.db[0].conn
    if analysed:
        conn.execute("ANALYZE")
    name = "shop:1000" if look_up == "near_originals" else "amz:111-0000000-0000000"
    for plan in plans(conn, look_up, hub.orders.find(name)):
        assert "USING INDEX alike_orders (platform=? AND currency=? AND quantity=?" in plan, plan
        assert "SCAN o" not in plan, plan
        assert "SCAN c" not in plan, plan
