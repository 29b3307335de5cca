"""Tell whether anything of an order is to be shipped again once a label of it is voided."""

from __future__ import annotations

import sqlite3

from shiponce.domain.order import OrderStatus
from shiponce.persistence import imported_orders, obligations, order_states, shipments
from shiponce.persistence.shipments import Shipment


def closed_by_units(conn: sqlite3.Connection, order_id: int) -> OrderStatus | None:
    """Return the status of an order of which nothing is due; None if something is.

    It is shipped if others shipped units of it. Otherwise all its units are cancelled, refunded or
    need no package: it is cancelled.
    """
    obliged = obligations.of_order(conn, order_id)
    if not obliged or any(one.due for one in obliged):
        return None
    return OrderStatus.SHIPPED if any(one.others for one in obliged) else OrderStatus.CANCELLED


def due_after_void(conn: sqlite3.Connection, shipment: Shipment) -> bool:
    """Return True if units of a package are to be shipped again once its label is voided.

    They are those of the original, if the label was bought for a copy.
    """
    order_id = order_states.original_of(conn, shipment.order_id) or shipment.order_id
    if imported_orders.shown(conn, order_id)[0] is OrderStatus.CANCELLED:
        return False
    obliged = obligations.of_order(conn, order_id)
    if not shipment.is_live:
        return any(one.due for one in obliged)
    if order_id != shipment.order_id:  # its lines are those of the copy
        return any(one.required - one.others - one.ours > 0 for one in obliged)
    packed = {part.line_no: part.quantity for part in shipments.package(conn, shipment.id)}
    return any(
        one.required - one.others - one.twins - (one.ours - packed.get(one.line_no, 0)) > 0
        for one in obliged
    )
