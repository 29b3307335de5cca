"""Find the order that a person names, or the order with an id."""

from __future__ import annotations

import sqlite3

from shiponce.errors import BadInput
from shiponce.persistence import excluded_and_quarantined, order_queries, order_references
from shiponce.services.view_models import excluded_views, order_views


def order_row(conn: sqlite3.Connection, order_id: int) -> order_queries.OrderRecord:
    """Return the row of an order; BadInput when there is none."""
    row = order_queries.detail(conn, order_id)
    if row is None:
        raise BadInput("error.no_order", order=order_id)
    return row


def order_meant(conn: sqlite3.Connection, ref: str) -> int:
    """Return the id of the order that a person means.

    *ref* is ``#12`` (the hub's id), an order number, a platform's id, ``store:number`` or a
    tracking number; BadInput if no order or several orders match it, with the reason if the order
    is excluded.
    """
    found = order_references.matching(conn, ref.strip())
    if not found:
        for row in excluded_and_quarantined.named(conn, ref.strip()):
            if row.kind == "quarantine":
                continue
            reason = excluded_views.why_excluded(row)
            said = {"say": reason.code, **reason.facts}
            raise BadInput("error.order_excluded", order=ref, reason=said)
        raise BadInput("error.no_order", order=ref)
    if len(found) > 1:
        known = ", ".join(order_views.refs(conn, found))
        raise BadInput("error.several_orders", order=ref, n=len(found), known=known)
    return found[0]


def must_be_known(conn: sqlite3.Connection, *order_ids: int) -> None:
    """Raise BadInput for the first of these orders that does not exist."""
    for order_id in order_ids:
        if not order_queries.exists(conn, order_id):
            raise BadInput("error.no_order", order=order_id)
