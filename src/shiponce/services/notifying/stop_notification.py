"""Decide whether a notification is stopped or withdrawn instead of sent."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from shiponce.domain.order import OrderStatus
from shiponce.domain.shipment import NotificationState
from shiponce.persistence import imported_orders, order_states

if TYPE_CHECKING:
    from shiponce.services.notifying.notification_job import Job


def forbidden(job: Job) -> tuple[NotificationState, str] | None:
    """Return the final state and reason of a notification that must not be sent, else None."""
    if job.voided:
        return NotificationState.WITHDRAWN, "notification.withdrawn"
    if job.cancelled and job.elsewhere:
        return NotificationState.WITHDRAWN, "notification.cancelled_elsewhere"
    if job.cancelled:
        return NotificationState.STOPPED, "notification.cancelled_there"
    if job.is_surplus:
        return NotificationState.STOPPED, "notification.not_owed"
    return (NotificationState.STOPPED, "notification.lines_unknown") if job.riddle else None


def is_cancelled(conn: sqlite3.Connection, target: int | None, shipped: int) -> bool:
    """Return True if the notified order or the original is cancelled on its platform."""
    purchase = order_states.original_of(conn, shipped) or shipped
    return any(
        imported_orders.shown(conn, order_id)[0] is OrderStatus.CANCELLED
        for order_id in (target, purchase)
        if order_id is not None
    )
