"""Stores, orders and shipments, written with the functions of persistence."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from shiponce.decisions.stores_to_notify import DueNotification
from shiponce.domain.money import Money
from shiponce.domain.order import ImportedOrder, OrderStatus, Visibility
from shiponce.domain.platform import Platform
from shiponce.domain.shipment import Label, Route
from shiponce.domain.store import Integration, Store
from shiponce.persistence import imported_orders, order_states, outbox, shipments, stores
from shiponce.persistence.database import Database
from shiponce.persistence.order_states import State
from shiponce.persistence.outbox import Timing
from shiponce.persistence.timestamps import to_ms
from tests.doubles.platforms_in_memory import an_order
from tests.platform_ids import AMAZON, BIGCOMMERCE

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
NOW = to_ms(NOON)


def add_store(db: Database, name: str = "amz", platform: Platform = AMAZON) -> int:
    """Connect a store."""
    integration = Integration.LEGACY if platform is BIGCOMMERCE else None
    store = Store(0, name, platform, f"account-{name}", NOON, integration)
    with db.write() as conn:
        return stores.add(conn, store)


def add_order(
    db: Database,
    store_id: int,
    order: ImportedOrder | None = None,
    *,
    status: OrderStatus = OrderStatus.AWAITING_SHIPMENT,
    visibility: Visibility = Visibility.VISIBLE,
    original: int | None = None,
) -> int:
    """Record an order with its place; a copy behind its *original*."""
    order = order or an_order()
    with db.write() as conn:
        order_id = imported_orders.next_id(conn)
        digest = imported_orders.digest_of(order)
        imported_orders.insert(conn, store_id, [(order_id, order, digest)], NOW)
        if original is not None:
            order_states.link(conn, order_id, original, "key", NOW)
        place = State(order_id, visibility, status, to_ms(order.placed_at), "why.arrived")
        order_states.insert(conn, [place], NOW)
    return order_id


def begin(
    conn: sqlite3.Connection,
    order_id: int,
    reference: str,
    lines: Sequence[tuple[int, int]] = ((1, 2),),
) -> int:
    """Write a purchase down, inside the caller's transaction."""
    return shipments.begin(
        conn,
        order_id,
        route=Route.HOUSE,
        carrier="House",
        service="Ground",
        service_id="ground",
        reference=reference,
        lines=lines,
        at=NOW,
    )


def begin_shipment(
    db: Database, order_id: int, lines: Sequence[tuple[int, int]] = ((1, 2),)
) -> int:
    """Write a purchase down, of two units of the first line if nothing is said."""
    with db.write() as conn:
        count = len(shipments.of_orders(conn, [order_id]))
        return begin(conn, order_id, f"REF-{order_id}-{count}", lines)


def add_shipment(db: Database, order_id: int, lines: Sequence[tuple[int, int]] = ((1, 2),)) -> int:
    """Record a shipment with a label."""
    shipment_id = begin_shipment(db, order_id, lines)
    label = Label("label-1", "House", "Ground", f"TRACK{shipment_id}", Money(499, "USD"))
    with db.write() as conn:
        assert shipments.labelled(conn, shipment_id, label, NOW)
    return shipment_id


def add_notification(
    db: Database, shipment_id: int, order_id: int, timing: Timing | None = None
) -> int | None:
    """Write down that a store is to be told of a shipment; None where it has one already."""
    with db.write() as conn:
        due_notifications = DueNotification(outbox.party_of(conn, order_id))
        return outbox.add(conn, shipment_id, due_notifications, timing or Timing(NOW), NOW)


def with_remote_id(number: int) -> ImportedOrder:
    """Return an order of its own, placed some minutes after the one before."""
    order = an_order(remote_id=f"111-0000000-{number:07}")
    return replace(order, placed_at=order.placed_at.replace(minute=number))
