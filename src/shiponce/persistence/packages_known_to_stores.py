"""What stores know, or may know, of the packages that the hub notified them of."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from dataclasses import dataclass

import orjson

from shiponce.decisions.obligations import bare
from shiponce.decisions.stores_to_notify import Party
from shiponce.domain.shipment import NotificationState
from shiponce.persistence.json_columns import ids
from shiponce.persistence.outbox import Notification
from shiponce.persistence.typed_rows import TypedRows

#: SQL condition: an attempt is recorded as without effect, but the store must be read once more to
#: confirm that.
UNCONTROLLED = (
    "EXISTS (SELECT 1 FROM acts a WHERE a.notice_id = n.id AND a.state IN ('none', 'refused')"
    " AND a.look_at IS NOT NULL)"
)

#: SQL condition: another package of the order, except one, has the number of a voided label.
_STILL_USED = (
    "EXISTS (SELECT 1 FROM shipments live WHERE live.order_id = old.order_id"
    " AND live.state = 'labelled' AND live.id <> {but}"
    " AND upper(live.tracking) = upper(coalesce(n.tracking, old.tracking)))"
)


def references_taken(conn: sqlite3.Connection, notification: Notification) -> frozenset[str]:
    """Return the numbers of the order's packages: those the store shows, and those we sent."""
    rows = conn.execute(
        "SELECT p.value ->> 'remote_id' FROM orders o CROSS JOIN json_each(o.packages) p"
        " WHERE o.id = :target UNION SELECT n.reference FROM notices n"
        " WHERE n.store_id = :store AND n.target_remote = :remote AND n.id <> :id",
        {
            "target": notification.target_id,
            "store": notification.store_id,
            "remote": notification.target_remote,
            "id": notification.id,
        },
    )
    return frozenset(row[0] for row in rows)


def recorded_twice(conn: sqlite3.Connection, order_ids: Collection[int]) -> list[tuple[str, str]]:
    """Return the store and the tracking number of each package that a platform recorded twice."""
    rows = conn.execute(
        "SELECT st.name, coalesce(n.tracking, s.tracking) FROM json_each(?) j"
        " CROSS JOIN shipments s ON s.order_id = j.value JOIN notices n ON n.shipment_id = s.id"
        " JOIN stores st ON st.id = n.store_id WHERE n.code = 'notification.recorded_twice'"
        " ORDER BY n.id",
        (ids(sorted(order_ids)),),
    )
    return [(row[0], row[1]) for row in rows]


def confirm(conn: sqlite3.Connection, notification_id: int, at: int) -> None:
    """Record that a reading of the platform showed the package of a notification (O7)."""
    conn.execute(
        "UPDATE notices SET confirmed_at = ?, code = iif(code = 'notification.unconfirmed', NULL,"
        " code) WHERE id = ? AND confirmed_at IS NULL",
        (at, notification_id),
    )


def doubt(conn: sqlite3.Connection, notification_id: int) -> None:
    """Record that a reading of the platform does not show the package of a notification (O7)."""
    conn.execute(
        "UPDATE notices SET confirmed_at = NULL, code = 'notification.unconfirmed', facts = '{}'"
        " WHERE id = ? AND state = 'sent'",
        (notification_id,),
    )


@dataclass(frozen=True, slots=True)
class Accepted:
    """A notification that its platform accepted, and what the last import of its target shows."""

    id: int
    #: Sent, or already known.
    state: NotificationState
    #: The last act; None if there is none.
    act_id: int | None
    #: Whether the store's order has shown the package when the hub read it.
    is_confirmed: bool
    #: Whether the target lists the package: one with this number, or any without one.
    is_shown: bool
    #: Whether the target lists any packages.
    lists_packages: bool
    #: Whether the target shows any unit as shipped.
    has_begun: bool


def accepted(conn: sqlite3.Connection, order_ids: Collection[int]) -> list[Accepted]:
    """Return the notifications about these orders that their stores accepted or knew already."""
    rows = conn.execute(
        "SELECT n.id, n.state, coalesce(n.tracking, s.tracking), o.packages,"
        " n.confirmed_at IS NOT NULL, (SELECT max(a.id) FROM acts a WHERE a.notice_id = n.id),"
        " EXISTS (SELECT 1 FROM order_lines l WHERE l.order_id = o.id AND l.fulfilled > 0)"
        " OR o.shown_status = 'shipped'"
        " FROM json_each(?) j CROSS JOIN notices n ON n.target_id = j.value"
        " JOIN shipments s ON s.id = n.shipment_id JOIN orders o ON o.id = n.target_id"
        " WHERE n.state IN ('sent', 'already_known') AND s.state <> 'voided' ORDER BY n.id",
        (ids(sorted(order_ids)),),
    )
    return [
        Accepted(
            one,
            NotificationState(state),
            act_id,
            bool(seen),
            _lists(packed, tracking),
            packed != "[]",
            begun,
        )
        for one, state, tracking, packed, seen, act_id, begun in rows
    ]


def _lists(packed: str, tracking: str) -> bool:
    listed = {bare(package["tracking"]) for package in orjson.loads(packed)}
    return bare(tracking) in listed


def number_sent_before(conn: sqlite3.Connection, shipment_id: int, party: Party) -> str | None:
    """Return the tracking number of the last voided label of which a store was notified, or None.

    The label belonged to the order of this shipment or to its twin. A number that another package
    of that order has is left out: the store shows it for that package.
    """
    row = conn.execute(
        "SELECT coalesce(n.tracking, old.tracking) FROM shipments new"  # noqa: S608 - a constant
        " JOIN shipments old ON old.order_id IN (SELECT new.order_id"
        " UNION SELECT copy_id FROM twins WHERE original_id = new.order_id"
        " UNION SELECT original_id FROM twins WHERE copy_id = new.order_id)"
        " AND old.state = 'voided' AND (old.order_id <> new.order_id OR old.id < new.id)"
        " JOIN notices n ON n.shipment_id = old.id"
        " WHERE new.id = ? AND n.store_id = ? AND n.target_remote = ?"
        " AND n.state IN ('sent', 'already_known')"
        f" AND NOT {_STILL_USED.format(but='new.id')} ORDER BY n.id DESC LIMIT 1",
        (shipment_id, party.store_id, party.remote_id),
    ).fetchone()
    return number_of_another(conn, party) if row is None else str(row[0])


#: SQL: the numbers that a store shows for a copy because a person once confirmed a wrong original,
#: and that no later notification has replaced; n is the notification, s its shipment.
_OF_ANOTHER = """
FROM notices n JOIN shipments s ON s.id = n.shipment_id
JOIN twin_refusals r ON r.copy_id = n.target_id AND r.original_id IN (s.order_id, 0)
WHERE n.state IN ('sent', 'already_known') AND s.order_id <> n.target_id
AND coalesce(n.tracking, s.tracking) <> ''
AND NOT EXISTS (SELECT 1 FROM twins t WHERE t.copy_id = n.target_id AND t.original_id = s.order_id)
AND NOT EXISTS (SELECT 1 FROM notices later WHERE later.store_id = n.store_id
    AND later.target_remote = n.target_remote AND later.state IN ('sent', 'already_known')
    AND later.corrects = coalesce(n.tracking, s.tracking))
"""

_JOINED_OF_ANOTHER = _OF_ANOTHER.replace(
    "\nWHERE n.state",
    "\nJOIN orders o ON o.id = n.target_id JOIN stores st ON st.id = n.store_id"
    " JOIN orders wrong ON wrong.id = s.order_id\nWHERE n.state",
    1,
)


@dataclass(frozen=True, slots=True)
class NumberOfAnother:
    """The number of another purchase's package that the hub told the store of a copy."""

    copy_id: int
    #: The copy's number, and its name with the store.
    copy: str
    ref: str
    store: str
    tracking: str
    #: The number of the order whose package it is.
    other: str


_NUMBERS_OF_ANOTHER = TypedRows(NumberOfAnother)


def numbers_of_another(
    conn: sqlite3.Connection, copy_id: int | None = None
) -> list[NumberOfAnother]:
    """Return every such number that a store still shows; with *copy_id*, those of one copy."""
    rows = conn.execute(
        "SELECT DISTINCT o.id AS copy_id, o.number AS copy, st.name || ':' || o.number AS ref,"
        " st.name AS store, coalesce(n.tracking, s.tracking) AS tracking, wrong.number AS other"
        f" {_JOINED_OF_ANOTHER} AND (:copy IS NULL OR n.target_id = :copy) ORDER BY n.id",
        {"copy": copy_id},
    )
    return _NUMBERS_OF_ANOTHER.all(rows)


def number_of_another(conn: sqlite3.Connection, party: Party) -> str | None:
    """Return the number of another purchase's package that the hub told a store; None if none."""
    row = conn.execute(
        f"SELECT coalesce(n.tracking, s.tracking) {_OF_ANOTHER}"
        " AND n.store_id = ? AND n.target_remote = ? ORDER BY n.id DESC LIMIT 1",
        (party.store_id, party.remote_id),
    ).fetchone()
    return row and str(row[0])


def refused_of_voided(conn: sqlite3.Connection, notification: Notification) -> tuple[str, ...]:
    """Return numbers of voided labels that a store may show after a failed notification."""
    rows = conn.execute(
        "SELECT coalesce(n.tracking, s.tracking) FROM notices n"  # noqa: S608 - a constant
        " JOIN shipments s ON s.id = n.shipment_id AND s.state = 'voided'"
        f" WHERE n.store_id = ? AND n.target_remote = ? AND {UNCONTROLLED}",
        (notification.store_id, notification.target_remote),
    )
    return tuple(row[0] for row in rows)


def sent_for_voided_label(conn: sqlite3.Connection, order_id: int, party: Party) -> bool:
    """Return True if a store was notified of a voided label of the order or its twin.

    Call it before the new shipment is recorded, so that every voided shipment is an older one.
    """
    row = conn.execute(
        "SELECT 1 FROM shipments old JOIN notices n"  # noqa: S608 - a constant
        " ON n.shipment_id = old.id WHERE old.state = 'voided' AND old.order_id IN (SELECT :order"
        " UNION SELECT copy_id FROM twins WHERE original_id = :order"
        " UNION SELECT original_id FROM twins WHERE copy_id = :order)"
        " AND n.store_id = :store AND n.target_remote = :remote"
        " AND n.state IN ('sent', 'already_known')"
        f" AND NOT {_STILL_USED.format(but='old.id')} LIMIT 1",
        {"order": order_id, "store": party.store_id, "remote": party.remote_id},
    ).fetchone()
    return row is not None


def is_known_to_stores(conn: sqlite3.Connection, shipment_id: int) -> bool:
    """Return True if any store was, or may have been, notified of a shipment."""
    row = conn.execute(
        "SELECT 1 FROM notices WHERE shipment_id = ? AND (state IN ('sent', 'already_known')"
        " OR attempts > 0 AND state <> 'withdrawn')",
        (shipment_id,),
    ).fetchone()
    return row is not None


def may_be_known(conn: sqlite3.Connection, order_ids: Collection[int]) -> bool:
    """Return True if any store knows, or may know, of a shipment of these orders.

    Amazon knows every label that it sells itself. A stopped or withdrawn notification that was
    tried counts only until a later reading of its store confirms that it had no effect.
    """
    row = conn.execute(
        "SELECT 1 FROM json_each(?) j CROSS JOIN shipments s ON s.order_id = j.value"  # noqa: S608 - a constant
        " LEFT JOIN notices n ON n.shipment_id = s.id WHERE s.state <> 'not_bought'"
        " AND (s.route = 'buy_shipping' OR n.state IN ('sent', 'already_known')"
        f" OR n.attempts > 0 AND (n.state NOT IN ('stopped', 'withdrawn') OR {UNCONTROLLED}))",
        (ids(sorted(order_ids)),),
    ).fetchone()
    return row is not None


def other_untracked(conn: sqlite3.Connection, notification: Notification) -> list[int]:
    """Return the other shipments without a tracking number that the same order's store accepted."""
    rows = conn.execute(
        "SELECT s.id FROM notices n JOIN shipments s ON s.id = n.shipment_id"
        " WHERE n.store_id = ? AND n.target_remote = ? AND n.id <> ?"
        " AND n.state IN ('sent', 'already_known') AND s.state <> 'voided'"
        " AND coalesce(n.tracking, s.tracking) = '' ORDER BY s.id",
        (notification.store_id, notification.target_remote, notification.id),
    )
    return [row[0] for row in rows]


def earlier_under_number(conn: sqlite3.Connection, notification: Notification) -> list[int]:
    """Return the order's earlier shipments under the same number that the same store accepted."""
    rows = conn.execute(
        "SELECT s.id FROM notices mine JOIN shipments my ON my.id = mine.shipment_id"
        " JOIN notices n ON n.store_id = mine.store_id AND n.target_remote = mine.target_remote"
        " AND n.id < mine.id JOIN shipments s ON s.id = n.shipment_id"
        " WHERE mine.id = ? AND s.order_id = my.order_id AND s.state <> 'voided'"
        " AND n.state IN ('sent', 'already_known') AND upper(coalesce(n.tracking, s.tracking))"
        " = upper(coalesce(mine.tracking, my.tracking)) ORDER BY s.id",
        (notification.id,),
    )
    return [row[0] for row in rows]


def own_numbers(
    conn: sqlite3.Connection, notification: Notification, order_ids: Collection[int]
) -> tuple[str, ...]:
    """Return the tracking numbers of the purchase's packages other than the notification's own.

    The numbers come from labels and notifications; '' stands for a package without a number.
    Packages shipped elsewhere and voided labels are left out.
    """
    rows = conn.execute(
        "SELECT iif(s.tracking = '' AND s.state <> 'labelled', NULL, s.tracking), n.tracking"
        " FROM json_each(?) j CROSS JOIN shipments s"
        " ON s.order_id = j.value LEFT JOIN notices n ON n.shipment_id = s.id"
        " WHERE s.state NOT IN ('elsewhere', 'voided') AND s.id <> ?",
        (ids(sorted(order_ids)), notification.shipment_id),
    )
    return tuple(dict.fromkeys(one for row in rows for one in row if one is not None))
