"""Show shipments, and purchases that were shipped twice."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from shiponce.domain.shipment import void_way
from shiponce.persistence import same_purchase, shipments
from shiponce.persistence.shipments import Shipment
from shiponce.services.shipping.double_shipments import all_doubles, label_view, said_of_twice
from shiponce.views.matching import DoubleShipment
from shiponce.views.shipping import ShipmentView


def shipment_view(conn: sqlite3.Connection, row: Shipment) -> ShipmentView:
    """Return one shipment; a shared label's price appears only with the order it was bought for."""
    shared = row.combined_with is not None
    together = shipments.orders_under(conn, row.id)
    return ShipmentView(
        row.id,
        row.order_id,
        row.state,
        row.route,
        row.carrier,
        row.service,
        row.tracking,
        None if shared else row.price,
        row.shipped_at,
        row.by,
        void_way(row.route, row.remote_id),
        together,
        together[0] if shared and row.cost is not None else "",
        row.destination,
    )


def double_shipments(conn: sqlite3.Connection) -> tuple[DoubleShipment, ...]:
    """Return every purchase whose live labels cover more units than the buyer bought (W7)."""
    return tuple(_double(conn, labels) for labels in all_doubles(conn))


def _double(conn: sqlite3.Connection, labels: Sequence[same_purchase.Held]) -> DoubleShipment:
    numbers = {one.order_id: one.number for one in labels}
    return DoubleShipment(
        same_purchase.origin(conn, list(numbers)),
        tuple(numbers.values()),
        tuple(dict.fromkeys(f"{one.carrier} {one.tracking}".strip() for one in labels)),
        tuple(map(label_view, labels)),
        tuple(said_of_twice(labels)),
    )
