"""Derive from the platforms' packages and counts which units others shipped (O2).

Runs in the transaction that imports, links or unlinks an order of the purchase.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection

from shiponce.decisions.units_shipped_by_others import by_line, shipped_by_others
from shiponce.persistence import obligations
from shiponce.services.importing import units_no_longer_due


def derive(conn: sqlite3.Connection, order_ids: Collection[int], at: int) -> None:
    """Record the units that others shipped of the purchases of these orders, with an event."""
    if not order_ids or not obligations.begun(conn, order_ids):
        return
    for purchase in obligations.purchases(conn, order_ids):
        if not obligations.begun(conn, purchase):
            continue
        shown, ours = obligations.shown(conn, purchase), obligations.ours(conn, purchase)
        found = shipped_by_others(shown, ours)
        obliged = obligations.obligations(conn, purchase)
        for one in shown:
            lines = obliged.get(one.order_id, ())
            units = by_line(one, ours[one.order_id], lines, found)
            obligations.put_units_of_others(conn, one.order_id, units)
            units_no_longer_due.record(conn, one.order_id, lines, at)
