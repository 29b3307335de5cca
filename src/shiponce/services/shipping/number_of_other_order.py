"""Ask before a label is bought for an order that its marketplace shows in another order's package.

The goods may be in that package, if a person packed both orders together. They are not, if a shop
passed the number on that its copy had from a wrong original.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from shiponce.domain.store import MatchingMode
from shiponce.errors import Refused
from shiponce.persistence import imported_orders, numbers_of_other_orders, order_queries, stores
from shiponce.words.families import platform_word


def must_not_be_in_other_package(conn: sqlite3.Connection, order_ids: Sequence[int]) -> None:
    """Refuse orders that are shown under the number of another order's package (reconciling)."""
    if stores.mode(conn) is MatchingMode.DOCUMENTED:
        return
    for one in numbers_of_other_orders.of_orders(conn, order_ids):
        row = order_queries.detail(conn, one.order_id)
        assert row is not None, "it was found just now"  # noqa: S101
        refused = Refused(
            "limit.number_of_other_order",
            platform=platform_word(row.platform),
            number=imported_orders.number_of(conn, one.order_id),
            tracking=one.tracking,
            other=one.other,
        )
        refused.way_out = "way_out.insist_on_number"
        raise refused
