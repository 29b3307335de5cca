"""Look up what a caller names: a store by its name, an order or a shipment by its id."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from shiponce.domain.store import Store
from shiponce.errors import BadInput
from shiponce.persistence import order_queries, shipments, stores
from shiponce.services.view_models import order_views, shipment_views
from shiponce.views.shipping import ShipmentView


def store_named(conn: sqlite3.Connection, name: str) -> Store:
    """Return the store of this name; BadInput, with the known names, when there is none."""
    store = stores.named(conn, name)
    if store is None:
        known = ", ".join(s.name for s in stores.every(conn)) or "–"
        raise BadInput("error.no_store", store=name, known=known)
    return store


def stores_named(conn: sqlite3.Connection, names: Iterable[str]) -> list[Store]:
    """Return the stores of these names, each once, in this order; see ``store_named``."""
    return [store_named(conn, name) for name in dict.fromkeys(names)]


def order_row(conn: sqlite3.Connection, order_id: int) -> order_queries.OrderRecord:
    """Return the row of an order; BadInput when there is none."""
    row = order_queries.detail(conn, order_id)
    if row is None:
        raise BadInput("error.no_order", order=order_id)
    return row


def order_meant(conn: sqlite3.Connection, ref: str) -> int:
    """Return the id of the order that a person means.

    *ref* is ``#12`` (the hub's id), an order number, a platform's id, ``store:number`` or a
    tracking number; BadInput if no order or several orders match it.
    """
    found = order_queries.matching(conn, ref.strip())
    if not found:
        raise BadInput("error.no_order", order=ref)
    if len(found) > 1:
        known = ", ".join(order_views.refs(conn, found))
        raise BadInput("error.several_orders", order=ref, n=len(found), known=known)
    return found[0]


def must_be_known(conn: sqlite3.Connection, *order_ids: int) -> None:
    """Raise BadInput for the first of these orders that does not exist."""
    for order_id in order_ids:
        order_row(conn, order_id)


def shipment_view(conn: sqlite3.Connection, shipment_id: int) -> ShipmentView:
    """Return a shipment as it is shown; BadInput when there is none."""
    row = shipments.one(conn, shipment_id)
    if row is None:
        raise BadInput("error.no_shipment", shipment=shipment_id)
    return shipment_views.shipment_view(conn, row)
