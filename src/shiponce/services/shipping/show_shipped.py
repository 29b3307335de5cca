"""Give an order the status "shipped" because all its units are under labels."""

from __future__ import annotations

import sqlite3

from shiponce.domain.order import OrderStatus
from shiponce.persistence import order_states


def show_shipped(
    conn: sqlite3.Connection, order_id: int, at: int, facts: dict[str, object]
) -> None:
    """Mark a fully labelled order as shipped; a hidden copy gets the status and stays hidden."""
    visible = order_states.original_of(conn, order_id) is None
    if visible:
        order_states.move(
            conn,
            order_id,
            at,
            why="why.shipped_here",
            facts=facts,
            status=OrderStatus.SHIPPED,
            hub_set=True,
        )
    else:
        order_states.restate(conn, order_id, OrderStatus.SHIPPED, hub_set=True)
