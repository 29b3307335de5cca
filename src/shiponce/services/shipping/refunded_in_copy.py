"""Ask before a label is bought for units that only the order's copy shows as refunded (O3)."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Mapping

from shiponce.decisions.obligations import bare
from shiponce.domain.store import MatchingMode
from shiponce.errors import Refused
from shiponce.persistence import imported_orders, obligations, order_states, stores


def must_not_be_refunded(
    conn: sqlite3.Connection, contents: Mapping[int, Mapping[str, int]]
) -> None:
    """Refuse a package with units that may have been refunded.

    *contents* are the package's units by order and SKU. A package that leaves as many units out as
    were refunded needs no question. Documented mode reads each order for itself.
    """
    if stores.mode(conn) is MatchingMode.DOCUMENTED:
        return
    for order_id, refunded in obligations.refunded_in_copies(conn, list(contents)).items():
        due, packed = Counter[str](), Counter[str]()
        for one in obligations.of_order(conn, order_id):
            due[bare(one.sku)] += one.due
        for sku, units in contents[order_id].items():
            packed[bare(sku)] += units
        over = sum(max(0, packed[sku] - (due[sku] - n)) for sku, n in refunded.items())
        if any(packed[sku] > max(0, due[sku] - n) for sku, n in refunded.items()):
            raise _refused(conn, order_id, over)


def _refused(conn: sqlite3.Connection, order_id: int, units: int) -> Refused:
    copies = (
        imported_orders.number_of(conn, one) for one in order_states.copies_of(conn, order_id)
    )
    number = imported_orders.number_of(conn, order_id)
    refused = Refused("limit.refunded_in_copy", number=number, copy=", ".join(copies), n=units)
    refused.way_out = "way_out.insist_on_refunded"
    return refused
