"""Show the twins of an order: linked, proposed or rejected, with their evidence."""

from __future__ import annotations

import sqlite3

from shiponce.decisions.double_shipments import Basis
from shiponce.domain.order import Visibility
from shiponce.persistence import order_queries, order_states, rejected_twins, same_purchase
from shiponce.persistence.order_queries import OrderRecord
from shiponce.persistence.same_purchase import Bond
from shiponce.services.matching.compare_orders import compared
from shiponce.services.matching.likely_originals import likely_originals
from shiponce.services.shipping.double_shipments import label_view
from shiponce.views.orders import TwinView


def twins_of(conn: sqlite3.Connection, row: OrderRecord) -> tuple[TwinView, ...]:
    """Return the twins of an order, its likely originals if it is to decide, and rejected twins."""
    order_id: int = row.id
    names = _bonds(conn, row)
    if not names:
        return ()
    seen = {one.id: one for one in order_queries.rows(conn, sorted(names))}
    held = same_purchase.holding(conn, seen)
    return tuple(
        TwinView(
            seen[n].id,
            seen[n].number,
            seen[n].store,
            seen[n].platform,
            seen[n].status,
            seen[n].visibility,
            bond,
            compared(conn, order_id, n),
            tuple(map(label_view, held.get(n, ()))),
        )
        for n, bond in names.items()
    )


def _bonds(conn: sqlite3.Connection, row: OrderRecord) -> dict[int, str]:
    """Return the relation of each related order by its id, such as "linked" or "rejected"."""
    order_id: int = row.id
    bonds = same_purchase.bonds(conn, [order_id], possible=True)
    found = {one.other_id: _called(one) for one in bonds if one.basis is not Basis.SUSPENDED}
    over = order_states.superseded_among(conn, found)
    found = {n: called for n, called in found.items() if n not in over}
    if row.visibility is Visibility.HELD:
        likely = likely_originals(conn, order_id)
        found |= dict.fromkeys(likely, "proposed")
    for copy_id, original_id in rejected_twins.pairs(conn, order_id):
        other = original_id if copy_id == order_id else copy_id
        if found.get(other) != "linked":
            found[other] = "rejected"
    return found


def _called(bond: Bond) -> str:
    return "rejected" if bond.refused else bond.basis.value
