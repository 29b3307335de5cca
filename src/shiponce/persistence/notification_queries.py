"""Notifications as a person sees them: with the names of orders and stores. Nothing here writes."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from shiponce.domain.act import ActState
from shiponce.domain.platform import Platform
from shiponce.domain.shipment import NotificationState
from shiponce.persistence.typed_rows import TypedRows


@dataclass(frozen=True, slots=True)
class StoreNotified:
    """The state of the notification that one store gets of one shipment."""

    id: int
    state: NotificationState
    target_id: int | None
    target_number: str
    #: The name of the store.
    store: str
    sent_at: datetime | None


_STORES_NOTIFIED = TypedRows(StoreNotified)


@dataclass(frozen=True, slots=True)
class NotificationRow:
    """One notification, with the facts that are shown to a person."""

    id: int
    shipment_id: int
    #: The order that was shipped.
    shipped_id: int
    shipped_number: str
    #: The order at the notified store; None if the hub does not have it.
    target_id: int | None
    target_number: str
    store: str
    platform: Platform
    state: NotificationState
    attempts: int
    next_at: datetime | None
    #: Until when this notification waits for the one that must be sent before it.
    wait_until: datetime | None
    #: Why this notification waits or stopped: a code of ``words``, with its facts.
    code: str | None
    facts: Mapping[str, object]
    #: The carrier and the tracking number that are sent to the store.
    carrier: str
    tracking: str
    corrects: str | None
    sent_at: datetime | None
    ship_by: datetime | None
    #: The state of the notification that must be sent before this one.
    after_state: NotificationState | None
    #: The state of the label's void while that is open or unknown; None otherwise.
    void_state: ActState | None
    #: When a later reading of the platform showed the package; None if none has yet.
    confirmed_at: datetime | None


_LISTED = TypedRows(NotificationRow)


def of_shipment(conn: sqlite3.Connection, shipment_id: int) -> list[StoreNotified]:
    """Return each store's notification of one shipment, the oldest first."""
    return _STORES_NOTIFIED.all(
        conn.execute(
            "SELECT n.id, n.state, n.target_id, coalesce(t.number, n.target_remote)"
            " AS target_number, st.name AS store, n.sent_at"
            " FROM notices n JOIN stores st ON st.id = n.store_id"
            " LEFT JOIN orders t ON t.id = n.target_id WHERE n.shipment_id = ? ORDER BY n.id",
            (shipment_id,),
        )
    )


#: SQL condition: the notification is about the order's shipments, or to its store about its twin's.
_OF_ORDER = "(:order IS NULL OR s.order_id = :order OR n.target_id = :order)"


def count(conn: sqlite3.Connection, *, order_id: int | None = None) -> int:
    """Return how many notifications ``listing`` has without a limit."""
    query = (
        f"SELECT count(*) FROM notices n JOIN shipments s ON s.id = n.shipment_id WHERE {_OF_ORDER}"  # noqa: S608 - _OF_ORDER is a constant
    )
    (n,) = conn.execute(query, {"order": order_id}).fetchone()
    return int(n)


def listing(
    conn: sqlite3.Connection, *, order_id: int | None = None, limit: int | None = None
) -> list[NotificationRow]:
    """Return notifications as they are shown to a person, open ones first, then the newest.

    With *order_id*, return only the notifications about this order's shipments, and those to this
    order's store about shipments of its twin.
    """
    narrow = "" if order_id is None else f"WHERE {_OF_ORDER}"
    return _LISTED.all(
        conn.execute(
            "SELECT n.id, n.shipment_id, s.order_id AS shipped_id, o.number AS shipped_number,"  # noqa: S608 - narrow is one of two constants
            " n.target_id, coalesce(t.number, n.target_remote) AS target_number, st.name AS store,"
            " st.platform AS platform, n.state, n.attempts, n.next_at, n.wait_until, n.code,"
            " n.facts, coalesce(n.carrier, s.carrier) AS carrier,"
            " coalesce(n.tracking, s.tracking) AS tracking, n.corrects, n.sent_at, o.ship_by,"
            " a.state AS after_state, (SELECT v.state FROM acts v"
            " WHERE v.shipment_id = coalesce(s.combined_with, s.id) AND v.kind = 'void'"
            " AND v.state IN ('open', 'unknown') LIMIT 1) AS void_state, n.confirmed_at"
            " FROM notices n JOIN shipments s ON s.id = n.shipment_id"
            " JOIN orders o ON o.id = s.order_id JOIN stores st ON st.id = n.store_id"
            " LEFT JOIN orders t ON t.id = n.target_id LEFT JOIN notices a ON a.id = n.after_id "
            + narrow
            + " ORDER BY n.state NOT IN ('stopped', 'pending', 'sending'), n.id DESC LIMIT :limit",
            {"order": order_id, "limit": -1 if limit is None else limit},
        )
    )
