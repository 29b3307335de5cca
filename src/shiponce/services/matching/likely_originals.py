"""Find the marketplace orders that a copy may mirror: similar orders that have no copy yet."""

from __future__ import annotations

import sqlite3

from shiponce.decisions.similar_orders import LEAST_TOTAL, TIME_APART, may_be_copy
from shiponce.persistence import imported_orders, order_queries
from shiponce.persistence.timestamps import span_ms

#: Maximum number of originals returned; more do not help a person who has to choose one.

_MOST = 5


def likely_originals(
    conn: sqlite3.Connection, copy_id: int, *, rejected: bool = False
) -> list[int]:
    """Return the originals similar to a copy, nearest in time first, five at most.

    *rejected* includes originals that a person has rejected.
    """
    near = order_queries.near_originals(
        conn, copy_id, span_ms(TIME_APART), LEAST_TOTAL, rejected=rejected
    )
    found = imported_orders.candidates(conn, [copy_id, *near])
    return [n for n in near if may_be_copy(found[copy_id], found[n])][:_MOST]
