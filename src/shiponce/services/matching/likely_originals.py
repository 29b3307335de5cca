"""Find the marketplace orders that a copy may mirror: similar orders that have no copy yet."""

from __future__ import annotations

import sqlite3

from shiponce.decisions.buyer_comparison import people_compared
from shiponce.decisions.similar_orders import (
    LEAST_TOTAL,
    TIME_APART,
    is_of_another_purchase,
    may_be_copy,
)
from shiponce.domain.evidence import EvidenceLine
from shiponce.persistence import imported_orders, order_queries
from shiponce.persistence.timestamps import span_ms

#: Maximum number of originals returned; more do not help a person who has to choose one.
_MOST = 5


def likely_originals(
    conn: sqlite3.Connection, copy_id: int, *, rejected: bool = False
) -> list[int]:
    """Return the originals similar to a copy, nearest in time first, five at most.

    An order of another buyer, at another address, is left out if the copy names another order.
    *rejected* includes originals that a person has rejected.
    """
    near = order_queries.near_originals(
        conn, copy_id, span_ms(TIME_APART), LEAST_TOTAL, rejected=rejected
    )
    found = imported_orders.candidates(conn, [copy_id, *near])
    copy = found[copy_id]
    alike: list[int] = []
    for n in near:
        if not may_be_copy(copy, found[n]):
            continue
        if is_of_another_purchase(copy, found[n], people(conn, copy_id, n)):
            continue
        alike.append(n)
        if len(alike) == _MOST:
            break
    return alike


def people(conn: sqlite3.Connection, copy_id: int, original_id: int) -> tuple[EvidenceLine, ...]:
    """Compare the buyer and the address of two orders."""
    pair = (copy_id, original_id)
    buyers, places, shown = zip(
        *(
            (
                order_queries.buyer(conn, n),
                order_queries.place(conn, n),
                order_queries.place(conn, n, state=True),
            )
            for n in pair
        ),
        strict=True,
    )
    return people_compared(buyers, places, shown)
