"""Show fulfillment notifications with their state and next try."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from shiponce.domain.act import ActState
from shiponce.domain.shipment import NotificationState
from shiponce.persistence import outbox, voided_labels
from shiponce.persistence.notification_queries import NotificationRow
from shiponce.services.notifying.buyer_emails import second_email
from shiponce.views.notifications import NotificationView
from shiponce.views.sentence import Sentence


def notification_view(conn: sqlite3.Connection, row: NotificationRow) -> NotificationView:
    """Return one notification, from its ``notification_queries.listing`` row."""
    return NotificationView(
        id=row.id,
        shipment_id=row.shipment_id,
        order_id=row.shipped_id,
        order_number=row.shipped_number,
        target_number=row.target_number,
        store=row.store,
        platform=row.platform,
        state=NotificationState(row.state),
        attempts=row.attempts,
        next_at=_next_at(row),
        reason=_reason(conn, row),
        carrier=row.carrier,
        tracking=row.tracking,
        sent_at=row.sent_at,
        ship_by=row.ship_by,
        corrects=row.corrects or "",
        second_email=_second_email(conn, row),
        confirmed_at=row.confirmed_at,
    )


#: States in which a notification is still to be sent or waits for a person.
_OPEN = (NotificationState.PENDING, NotificationState.SENDING, NotificationState.STOPPED)


def _second_email(conn: sqlite3.Connection, row: NotificationRow) -> Sentence | None:
    if row.state not in _OPEN or row.target_id is None or row.platform.is_marketplace:
        return None
    return second_email(conn, row.target_id)


def _waited_for(row: NotificationRow) -> datetime | None:
    """Return until when a notification waits for an earlier one; None if it does not wait."""
    waits = row.after_state is not None and row.after_state not in outbox.RELEASING
    return row.wait_until if waits else None


def _next_at(row: NotificationRow) -> datetime | None:
    if row.next_at is None:
        return None
    return max(row.next_at, _waited_for(row) or row.next_at)


#: States in which a store was notified.
_NOTIFIED = (NotificationState.SENT, NotificationState.ALREADY_KNOWN)


def _reason(conn: sqlite3.Connection, row: NotificationRow) -> Sentence | None:
    notified = row.state in _NOTIFIED
    if notified and voided_labels.is_dead(conn, row.shipment_id, row.id):
        return Sentence("notification.dead_number", {"store": row.store})
    if row.void_state and row.next_at is not None:
        is_open = row.void_state is ActState.OPEN
        return Sentence(
            "notification.void_under_way" if is_open else "notification.void_unknown", {}
        )
    if row.code:
        return Sentence(row.code, row.facts)
    waited_for = _waited_for(row)
    if row.next_at is not None and waited_for is not None:
        return Sentence("notification.waits", {"until_at": waited_for})
    return None
