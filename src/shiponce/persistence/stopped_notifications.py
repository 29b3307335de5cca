"""Notifications that wait for a person, with the facts for the advice about each."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stopped:
    """One stopped notification: its reason, its store, and the shipped order."""

    id: int
    code: str
    store: str
    target: str
    shipment_id: int
    order_id: int
    order_store: str
    order_number: str
    carrier: str
    tracking: str
    #: The order at the notified store; None if the hub never imported it.
    target_id: int | None
    #: Names and units that the platform's package lacks; '' if another reason stopped it.
    items: str = ""


def every(conn: sqlite3.Connection) -> list[Stopped]:
    """Return the stopped notifications, oldest first, without those of disconnected stores."""
    rows = conn.execute(
        "SELECT n.id, coalesce(n.code, ''), st.name, coalesce(t.number, n.target_remote),"
        " n.shipment_id, o.id, os.name, o.number, coalesce(n.carrier, s.carrier),"
        " coalesce(n.tracking, s.tracking), n.target_id, coalesce(n.facts ->> 'items', '')"
        " FROM notices n"
        " JOIN shipments s ON s.id = n.shipment_id JOIN orders o ON o.id = s.order_id"
        " JOIN stores os ON os.id = o.store_id JOIN stores st ON st.id = n.store_id"
        " LEFT JOIN orders t ON t.id = n.target_id WHERE n.state = 'stopped'"
        " AND coalesce(n.code, '') NOT IN"
        " ('notification.store_disconnected', 'notification.marketplace_disconnected')"
        " ORDER BY n.id"
    )
    return [Stopped(*row) for row in rows]
