"""Voided labels that stores were notified of, and what the stores still show."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass


def notified_stores(conn: sqlite3.Connection, shipment_id: int) -> list[str]:
    """Return the stores that any notification of a package has reached or may have reached."""
    rows = conn.execute(
        "SELECT DISTINCT st.name FROM shipments mine JOIN shipments s"
        " ON coalesce(s.combined_with, s.id) = coalesce(mine.combined_with, mine.id)"
        " JOIN notices n ON n.shipment_id = s.id JOIN stores st ON st.id = n.store_id"
        " WHERE mine.id = ? AND (n.state IN ('sent', 'already_known')"
        " OR n.state IN ('pending', 'sending') AND n.attempts > 0) ORDER BY st.id",
        (shipment_id,),
    )
    return [row[0] for row in rows]


@dataclass(frozen=True, slots=True)
class StillShown:
    """An open order whose stores show a voided label."""

    order_id: int
    order: str
    ref: str
    tracking: str
    #: The names of the stores, joined.
    stores: str


def still_shown(conn: sqlite3.Connection) -> list[StillShown]:
    """Return open orders to ship again, if a store was notified of their voided label."""
    rows = conn.execute(
        "SELECT o.id, o.number, os.name || ':' || o.number, coalesce(n.tracking, s.tracking),"
        " group_concat(DISTINCT st.name) FROM shipments s"
        " JOIN notices n ON n.shipment_id = s.id AND n.state IN ('sent', 'already_known')"
        " JOIN stores st ON st.id = n.store_id LEFT JOIN twins t ON t.copy_id = s.order_id"
        " JOIN orders o ON o.id = coalesce(t.original_id, s.order_id)"
        " JOIN stores os ON os.id = o.store_id JOIN order_state state ON state.order_id = o.id"
        " WHERE s.state = 'voided' AND state.status NOT IN ('shipped', 'cancelled')"
        " AND NOT EXISTS (SELECT 1 FROM shipments again WHERE again.state = 'labelled'"
        " AND again.id > s.id AND again.order_id IN (SELECT o.id UNION ALL"
        " SELECT copy_id FROM twins WHERE original_id = o.id))"
        " GROUP BY s.id ORDER BY s.id"
    )
    last: dict[int, StillShown] = {}
    for row in rows:  # the newest label of an order is the one that its stores show
        order_id, order, ref, tracking, stores = row
        last[order_id] = StillShown(order_id, order, ref, tracking, stores.replace(",", ", "))
    return list(last.values())
