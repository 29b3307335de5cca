"""Voided labels that stores were notified of, and what the stores still show."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from dataclasses import dataclass

from shiponce.domain.platform import Platform
from shiponce.persistence import outbox
from shiponce.persistence.json_columns import ids
from shiponce.persistence.typed_rows import TypedRows

#: SQL condition: the store accepted the notification, or shows its number, though not every unit.
_SHOWN = (
    "(n.state IN ('sent', 'already_known')"
    " OR n.state = 'stopped' AND n.code = 'notification.units_missing')"
)


def notified_stores(conn: sqlite3.Connection, shipment_id: int) -> list[str]:
    """Return the stores that show a package, as far as the hub knows: they accepted it."""
    return _stores_of(conn, shipment_id, _SHOWN)


def perhaps_notified(conn: sqlite3.Connection, shipment_id: int) -> list[str]:
    """Return the stores of which nobody knows yet whether they recorded a package."""
    perhaps = f"NOT {_SHOWN} AND {outbox.MAY_HAVE_ARRIVED}"
    return _stores_of(conn, shipment_id, perhaps)


def _stores_of(conn: sqlite3.Connection, shipment_id: int, condition: str) -> list[str]:
    rows = conn.execute(
        "SELECT DISTINCT st.name FROM shipments mine JOIN shipments s"  # noqa: S608 - constants
        " ON coalesce(s.combined_with, s.id) = coalesce(mine.combined_with, mine.id)"
        " JOIN notices n ON n.shipment_id = s.id JOIN stores st ON st.id = n.store_id"
        f" WHERE mine.id = ? AND {condition} ORDER BY st.id",
        (shipment_id,),
    )
    return [row[0] for row in rows]


@dataclass(frozen=True, slots=True)
class StillShown:
    """An open order whose stores show a voided label."""

    order_id: int
    order: str
    ref: str
    tracking: str
    #: The names of the stores, joined.
    stores: str


def still_shown(conn: sqlite3.Connection) -> list[StillShown]:
    """Return open orders to ship again, if a store was notified of their voided label."""
    rows = conn.execute(
        "SELECT o.id, o.number, os.name || ':' || o.number, coalesce(n.tracking, s.tracking),"
        " group_concat(DISTINCT st.name) FROM shipments s"
        " JOIN notices n ON n.shipment_id = s.id AND n.state IN ('sent', 'already_known')"
        " JOIN stores st ON st.id = n.store_id LEFT JOIN twins t ON t.copy_id = s.order_id"
        " JOIN orders o ON o.id = coalesce(t.original_id, s.order_id)"
        " JOIN stores os ON os.id = o.store_id JOIN order_state state ON state.order_id = o.id"
        " WHERE s.state = 'voided' AND state.status NOT IN ('shipped', 'cancelled')"
        " AND NOT EXISTS (SELECT 1 FROM shipments again WHERE again.state = 'labelled'"
        " AND again.id > s.id AND again.order_id IN (SELECT o.id UNION ALL"
        " SELECT copy_id FROM twins WHERE original_id = o.id))"
        " GROUP BY s.id ORDER BY s.id"
    )
    last: dict[int, StillShown] = {}
    for row in rows:  # the newest label of an order is the one that its stores show
        order_id, order, ref, tracking, stores = row
        last[order_id] = StillShown(order_id, order, ref, tracking, stores.replace(",", ", "))
    return list(last.values())


#: The reason of a notification whose package a person removed from the store.
REMOVED = "notification.removed_there"
#: The reason of a notification of a voided label that a person closed and settled in the store.
CLOSED = "notification.dead_number_closed"


@dataclass(frozen=True, slots=True)
class DeadNumber:
    """The number of a voided label that stays in a store, because its purchase is closed."""

    #: The order that is shown to people; for a copy its original.
    order_id: int
    notification_id: int
    store: str
    platform: Platform
    #: The store's own order.
    target: str
    tracking: str
    #: Whether other packages of the purchase have left or will leave.
    is_beside: bool


_DEAD_NUMBERS = TypedRows(DeadNumber)
#: SQL condition: the store shows its order as cancelled, or all its units as cancelled or refunded.
_SETTLED = (
    "(target.shown_status = 'cancelled' OR (EXISTS (SELECT 1 FROM order_lines l"
    " WHERE l.order_id = target.id AND l.quantity > 0) AND NOT EXISTS (SELECT 1 FROM order_lines l"
    " WHERE l.order_id = target.id AND l.cancelled + l.refunded < l.quantity)))"
)
#: SQL: the live labels of a purchase, whose original (or only order) is ``o``.
_LIVE = (
    "SELECT 1 FROM shipments live WHERE live.state = 'labelled' AND (live.order_id = o.id"
    " OR live.order_id IN (SELECT copy_id FROM twins WHERE original_id = o.id))"
)
_IN_CLOSED = f"""
SELECT o.id AS order_id, n.id AS notification_id, st.name AS store, st.platform,
    coalesce(target.number, n.target_remote) AS target,
    coalesce(n.tracking, s.tracking) AS tracking, EXISTS ({_LIVE}) AS is_beside
FROM json_each(:ids) j CROSS JOIN shipments s ON s.order_id = j.value AND s.state = 'voided'
JOIN notices n ON n.shipment_id = s.id AND n.state IN ('sent', 'already_known')
JOIN stores st ON st.id = n.store_id LEFT JOIN twins t ON t.copy_id = s.order_id
JOIN orders o ON o.id = coalesce(t.original_id, s.order_id)
JOIN order_state state ON state.order_id = o.id LEFT JOIN orders target ON target.id = n.target_id
WHERE state.status IN ('shipped', 'cancelled') AND coalesce(n.tracking, s.tracking) <> ''
AND (target.id IS NULL OR NOT {_SETTLED})
AND n.code IS NOT '{CLOSED}'
AND (n.code IS NOT '{REMOVED}' OR NOT is_beside AND target.shown_status = 'shipped')
AND NOT EXISTS (SELECT 1 FROM notices later JOIN shipments new ON new.id = later.shipment_id
    WHERE later.store_id = n.store_id AND later.target_remote = n.target_remote AND later.id > n.id
    AND later.corrects = coalesce(n.tracking, s.tracking)
    AND (new.state <> 'voided' OR later.state IN ('sent', 'already_known')))
AND NOT EXISTS ({_LIVE} AND live.at >= s.settled_at)
ORDER BY n.id
"""  # noqa: S608 - constants


def in_closed_orders(conn: sqlite3.Connection, order_ids: Collection[int]) -> list[DeadNumber]:
    """Return the numbers of voided labels of these orders that stores keep.

    They keep them because the purchase is closed and nothing is shipped again. A number that a
    later notification corrects, or that a label bought after the void replaces, is left out: that
    notification says what became of it.
    """
    return _DEAD_NUMBERS.all(conn.execute(_IN_CLOSED, {"ids": ids(sorted(order_ids))}))


def is_dead(conn: sqlite3.Connection, shipment_id: int, notification_id: int) -> bool:
    """Return True if a shipment's notification left such a number in its store."""
    rows = conn.execute("SELECT order_id FROM shipments WHERE id = ?", (shipment_id,))
    found = in_closed_orders(conn, [row[0] for row in rows])
    return any(one.notification_id == notification_id for one in found)


def with_voided_label(conn: sqlite3.Connection) -> list[int]:
    """Return the orders that have a voided label."""
    rows = conn.execute("SELECT DISTINCT order_id FROM shipments WHERE state = 'voided'")
    return [row[0] for row in rows]


def to_read_again(conn: sqlite3.Connection, order_ids: Collection[int]) -> list[int]:
    """Return the last acts of the notifications about voided labels that reached these orders."""
    rows = conn.execute(
        "SELECT max(a.id) FROM json_each(?) j CROSS JOIN notices n ON n.target_id = j.value"
        " JOIN shipments s ON s.id = n.shipment_id AND s.state = 'voided'"
        " JOIN acts a ON a.notice_id = n.id WHERE n.state IN ('sent', 'already_known')"
        " AND n.code IS NOT ? AND n.code IS NOT ? GROUP BY n.id",
        (ids(sorted(order_ids)), REMOVED, CLOSED),
    )
    return [row[0] for row in rows]
