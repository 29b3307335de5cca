"""Refuse operations that need a connected store if it is disconnected or was replaced."""

from __future__ import annotations

import sqlite3

from shiponce.domain.order import Visibility
from shiponce.domain.store import Store
from shiponce.errors import Refused
from shiponce.persistence import imported_orders, order_states, shipments, stores


def must_be_connected(store: Store) -> None:
    """Raise Refused, with the reason and the way out, unless the store is connected."""
    if store.replaced:
        raise Refused("limit.store_replaced", store=store.name)
    must_not_be_disconnected(store)


def must_not_be_disconnected(store: Store) -> None:
    """Raise Refused when a person has disconnected the store."""
    if store.disconnected:
        raise disconnected(store)


def disconnected(store: Store, **more: object) -> Refused:
    """Return the refusal for a disconnected store; the way out is to connect it again."""
    refused = Refused("limit.store_disconnected", store=store.name, **more)
    refused.way_out = "way_out.connect_again"
    return refused


def must_still_be_connected(conn: sqlite3.Connection, store: Store) -> None:
    """Check again, in the transaction that records fetched data, that the store is connected."""
    must_be_connected(stores.one(conn, store.id))


def must_be_of_a_connected_store(conn: sqlite3.Connection, order_id: int) -> None:
    """Raise Refused if the store of an order is disconnected."""
    store = stores.one(conn, shipments.stores_of(conn, [order_id])[order_id])
    if store.disconnected:
        raise disconnected(store, number=imported_orders.number_of(conn, order_id))


def must_stand_here(conn: sqlite3.Connection, *order_ids: int) -> None:
    """Raise Refused when an order is excluded because its store is disconnected."""
    for order_id in order_ids:
        row = order_states.state_of(conn, order_id)
        if row is not None and row.visibility is Visibility.EXCLUDED:
            must_be_of_a_connected_store(conn, order_id)
