"""The outbox: one row for each notification, written together with its shipment."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from shiponce.decisions.stores_to_notify import DueNotification, Party
from shiponce.domain.platform import Platform
from shiponce.domain.redaction import harmless_number
from shiponce.domain.shipment import NotificationState
from shiponce.persistence.json_columns import an_id, ids, pack
from shiponce.persistence.typed_rows import TypedRows

#: A notification that waits for another (after_id) may be sent once the other has one of these
#: states. If the other one stops instead, the wait ends at wait_until.
RELEASING = ("sent", "already_known", "withdrawn")
#: Reasons for which a notification waits until a store is connected again.
STORE_DISCONNECTED = "notification.store_disconnected"
MARKETPLACE_DISCONNECTED = "notification.marketplace_disconnected"
PAUSED = (STORE_DISCONNECTED, MARKETPLACE_DISCONNECTED)
#: SQL condition on a notification n: its last request got no certain answer, so the store may have
#: recorded it. A request that was refused, or that two readings do not show, had no effect.
MAY_HAVE_ARRIVED = (
    "EXISTS (SELECT 1 FROM acts a WHERE a.notice_id = n.id AND a.state IN ('open', 'unknown'))"
)


@dataclass(frozen=True, slots=True)
class Timing:
    """When to send a notification: from *next_at* (ms) on, but after notification *after_id*.

    From *wait_until* (ms) on, the notification no longer waits for *after_id*.
    """

    next_at: int
    after_id: int | None = None
    wait_until: int | None = None


@dataclass(frozen=True, slots=True)
class Notification:
    """One notification as it is recorded."""

    id: int
    shipment_id: int
    store_id: int
    #: The order at the notified store; None if the hub never imported it.
    target_id: int | None
    #: The platform's own id of that order.
    target_remote: str
    state: NotificationState
    #: The number of attempts to send the notification; each is counted before the call.
    attempts: int
    #: Whether the platform must be read before the notification is sent.
    verify: bool
    code: str | None
    #: The corrected carrier and tracking number; None if those of the shipment apply unchanged.
    carrier: str | None
    tracking: str | None
    #: The tracking number that the store received earlier and that this notification replaces.
    corrects: str | None
    #: How often the notification was claimed; only the sender with the latest claim records a
    #: result.
    claims: int
    #: The number by which the platform knows the package; '' before the first attempt.
    reference: str


_NOTIFICATIONS = TypedRows(Notification)


def add(
    conn: sqlite3.Connection,
    shipment_id: int,
    due: DueNotification,
    timing: Timing,
    at: int,
    corrects: str | None = None,
) -> int | None:
    """Record a notification and return its id; None if it is already recorded (N3).

    *corrects* is the tracking number that this store received before.
    """
    party = due.party
    row = conn.execute(
        "INSERT INTO notices (shipment_id, store_id, target_id, target_remote, state, next_at,"
        " after_id, wait_until, verify, at, corrects)"
        " VALUES (?, ?, ?, ?, 'pending', ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (shipment_id, store_id, target_remote) DO NOTHING RETURNING id",
        (
            shipment_id,
            party.store_id,
            party.order_id,
            party.remote_id,
            timing.next_at,
            timing.after_id,
            timing.wait_until,
            due.verify,
            at,
            corrects,
        ),
    ).fetchone()
    return row and int(row[0])


def party_of(conn: sqlite3.Connection, order_id: int) -> Party:
    """Return an order's store as a party to be notified of the order's shipments."""
    row = conn.execute(
        "SELECT o.store_id, o.platform, o.remote_id, coalesce(n.on_, 1) FROM orders o"
        " LEFT JOIN notice_switch n ON n.store_id = o.store_id WHERE o.id = ?",
        (order_id,),
    ).fetchone()
    return Party(row[0], Platform(row[1]), row[2], order_id, bool(row[3]))


def of(conn: sqlite3.Connection, shipment_id: int, party: Party) -> int | None:
    """Return the id of a shipment's notification to a store; None if there is none."""
    row = conn.execute(
        "SELECT id FROM notices WHERE shipment_id = ? AND store_id = ? AND target_remote = ?",
        (shipment_id, party.store_id, party.remote_id),
    ).fetchone()
    return row and int(row[0])


_DUE = """
SELECT n.id FROM notices n
JOIN shipments s ON s.id = n.shipment_id
JOIN orders o ON o.id = s.order_id
JOIN stores st ON st.id = n.store_id AND st.disconnected_at IS NULL
LEFT JOIN notices a ON a.id = n.after_id
WHERE n.state IN ('pending', 'sending') AND n.next_at <= :now
AND NOT EXISTS (SELECT 1 FROM acts v WHERE v.shipment_id = coalesce(s.combined_with, s.id)
    AND v.kind = 'void' AND v.state IN ('open', 'unknown'))
AND (a.id IS NULL OR a.state IN ('sent', 'already_known', 'withdrawn')
     OR n.wait_until <= :now)
ORDER BY o.ship_by IS NULL, o.ship_by, n.after_id IS NOT NULL, n.id LIMIT 1
"""


def hand_over(conn: sqlite3.Connection, old: int, new: int) -> None:
    """Move a connection's unsent notifications to another connection to the same account."""
    conn.execute(
        "UPDATE notices SET store_id = ? WHERE store_id = ? AND state IN ('pending', 'sending',"
        " 'stopped')",
        (new, old),
    )


def claim(conn: sqlite3.Connection, now: int, lease: int) -> Notification | None:
    """Take the most urgent due notification, so that nobody else sends it before *lease* (ms).

    The caller commits the claim before it calls the platform. After a crash the notification is
    due again at *lease*; its attempt count then shows that the platform must be read first.
    """
    due = conn.execute(_DUE, {"now": now}).fetchone()
    if due is None:
        return None
    conn.execute(
        "UPDATE notices SET state = 'sending', attempts = attempts + 1, attempted_at = ?,"
        " next_at = ?, claims = claims + 1 WHERE id = ?",
        (now, lease, due[0]),
    )
    return one(conn, due[0])


def one(conn: sqlite3.Connection, notification_id: int) -> Notification | None:
    """Return one notification."""
    return _NOTIFICATIONS.first(
        conn.execute(
            f"SELECT {_NOTIFICATIONS.columns()} FROM notices WHERE id = ?",  # noqa: S608 - columns
            (an_id(notification_id),),
        )
    )


def refer(conn: sqlite3.Connection, notification_id: int, reference: str) -> None:
    """Record the number of a notification's package, before the first attempt to send it."""
    conn.execute(
        "UPDATE notices SET reference = ? WHERE id = ? AND reference = ''",
        (reference, notification_id),
    )


def is_claimed(conn: sqlite3.Connection, notification_id: int, claim: int) -> bool:
    """Return True if *claim* is still the latest claim of a notification."""
    row = conn.execute(
        "SELECT 1 FROM notices WHERE id = ? AND claims = ? AND state = 'sending'",
        (notification_id, claim),
    ).fetchone()
    return row is not None


def finish(
    conn: sqlite3.Connection,
    notification_id: int,
    state: NotificationState,
    at: int,
    *,
    code: str | None = None,
    facts: dict[str, object] | None = None,
    claim: int | None = None,
) -> bool:
    """Record how a notification ended; return False if the given *claim* is not the latest one."""
    sent = at if state in (NotificationState.SENT, NotificationState.ALREADY_KNOWN) else None
    done = conn.execute(
        "UPDATE notices SET state = ?, next_at = NULL, code = ?, facts = ?, sent_at = ?,"
        " gone_since = NULL WHERE id = ? AND (? IS NULL OR (state = 'sending' AND claims = ?))",
        (state.value, code, _packed(code, facts or {}), sent, notification_id, claim, claim),
    )
    return done.rowcount == 1


def put_off(
    conn: sqlite3.Connection,
    notification_id: int,
    until: int,
    *,
    code: str,
    facts: dict[str, object],
    claim: int,
    tried: bool = True,
    gone: bool = False,
) -> bool:
    """Plan the next attempt at *until* (ms); the current attempt counts only if *tried* is True.

    If the store was disconnected during the call, the notification is paused. Return False if
    *claim* is not the latest one: then another sender has the notification.
    """
    done = conn.execute(
        "UPDATE notices SET state = 'pending', next_at = ?, code = ?, facts = ?,"
        " attempts = attempts - ?, gone_since = iif(?, gone_since, NULL)"
        " WHERE id = ? AND state = 'sending' AND claims = ?",
        (until, code, _packed(code, facts), 0 if tried else 1, gone, notification_id, claim),
    )
    pause_disconnected(conn)
    return done.rowcount == 1


def gone(conn: sqlite3.Connection, notification_id: int, now: int) -> int:
    """Record that the platform does not have the order; return since when (ms) this is known."""
    row = conn.execute(
        "UPDATE notices SET gone_since = min(coalesce(gone_since, ?), ?) WHERE id = ?"
        " RETURNING gone_since",
        (now, now, notification_id),
    ).fetchone()
    return int(row[0])


def say(
    conn: sqlite3.Connection,
    notification_id: int,
    code: str | None,
    facts: Mapping[str, object] | None = None,
) -> None:
    """Set or clear the reason of an ended notification."""
    conn.execute(
        "UPDATE notices SET code = ?, facts = ? WHERE id = ?",
        (code, _packed(code, {**(facts or {})}), notification_id),
    )


def due_now(conn: sqlite3.Connection, notification_id: int, at: int) -> None:
    """Make a notification due again, because a person recorded that its attempt had no effect."""
    conn.execute(
        "UPDATE notices SET state = 'pending', next_at = ?, code = NULL, facts = '{}'"
        " WHERE id = ? AND state IN ('pending', 'sending')",
        (at, notification_id),
    )


def now_corrects(conn: sqlite3.Connection, notification_id: int, tracking: str) -> None:
    """Record that a notification corrects *tracking*, a number that it sent earlier."""
    conn.execute("UPDATE notices SET corrects = ? WHERE id = ?", (tracking, notification_id))


def _packed(code: str | None, facts: dict[str, object]) -> str:
    """Return a reason's facts as JSON; redact a platform's tracking number, which is free text."""
    if code == "notification.conflict":
        facts = facts | {"tracking": harmless_number(str(facts.get("tracking", "")))}
    return pack(facts)


def withdraw(conn: sqlite3.Connection, shipment_id: int) -> list[int]:
    """Withdraw the notifications of a voided label that no store accepted.

    A notification whose attempt may have been accepted is not withdrawn: its sender reads the
    platform first. Return the ids of those that had not ended before.
    """
    withdrawn = (
        "UPDATE notices AS n SET state = 'withdrawn', next_at = NULL,"
        " code = 'notification.withdrawn', facts = '{}' WHERE shipment_id = ?"
    )
    rows = conn.execute(
        f"{withdrawn} AND state = 'pending' AND NOT {MAY_HAVE_ARRIVED} RETURNING id",
        (shipment_id,),
    ).fetchall()
    conn.execute(
        f"{withdrawn} AND state = 'stopped' AND NOT (code IN (?, ?) AND {MAY_HAVE_ARRIVED})",
        (shipment_id, *PAUSED),
    )
    return [row[0] for row in rows]


def recall(conn: sqlite3.Connection, store_id: int) -> int:
    """Withdraw a store's untried notifications about twins of its orders; return how many.

    Call it when the store's notifications are switched off. A notification that was tried may have
    been accepted, so it stays.
    """
    done = conn.execute(
        "UPDATE notices SET state = 'withdrawn', next_at = NULL,"
        " code = 'notification.switched_off',"
        " facts = '{}' WHERE store_id = ? AND state = 'pending' AND attempts = 0"
        " AND target_id IS NOT (SELECT s.order_id FROM shipments s WHERE s.id = shipment_id)",
        (store_id,),
    )
    return done.rowcount


def send_switched_off(conn: sqlite3.Connection, store_id: int, at: int) -> int:
    """Resume the notifications that were not sent because their store's were off; return how many.

    Only open orders are notified, of shipments that still exist. The platform is read first.
    """
    done = conn.execute(
        "UPDATE notices SET state = 'pending', next_at = ?, code = NULL, facts = '{}', verify = 1"
        " WHERE store_id = ? AND state = 'withdrawn' AND code = 'notification.switched_off'"
        " AND shipment_id IN (SELECT id FROM shipments WHERE state IN ('labelled', 'elsewhere'))"
        " AND NOT EXISTS (SELECT 1 FROM orders o WHERE o.id = target_id"
        " AND o.shown_status IN ('shipped', 'cancelled'))",
        (at, store_id),
    )
    return done.rowcount


#: SQL conditions for notifications that cannot be sent now: the store is disconnected, or the
#: package was shipped elsewhere and must still be read from a disconnected marketplace.
_TO_DISCONNECTED = "store_id IN (SELECT id FROM stores WHERE disconnected_at IS NOT NULL)"
_ABOUT_UNREAD = (
    "shipment_id IN (SELECT s.id FROM shipments s JOIN orders o ON o.id = s.order_id"
    " JOIN stores st ON st.id = o.store_id WHERE s.state = 'elsewhere' AND s.settled_at IS NULL"
    " AND st.disconnected_at IS NOT NULL)"
)


def pause_disconnected(conn: sqlite3.Connection) -> int:
    """Pause notifications that cannot be sent because a store is disconnected; return how many.

    Each notification keeps its due time. A notification that is being sent ends with the platform's
    answer; if no answer comes, the platform is read before the next attempt.
    """
    return sum(
        conn.execute(
            "UPDATE notices SET state = 'stopped', due_at = next_at, next_at = NULL, code = ?,"  # noqa: S608 - constants only
            f" facts = '{{}}' WHERE state IN ('pending', 'sending') AND {paused}",
            (code,),
        ).rowcount
        for code, paused in (
            (STORE_DISCONNECTED, _TO_DISCONNECTED),
            (MARKETPLACE_DISCONNECTED, _ABOUT_UNREAD),
        )
    )


def resume(conn: sqlite3.Connection, at: int) -> int:
    """Resume the notifications to stores that are connected again; return how many.

    Each keeps its due time. A person may have notified the platform meanwhile, so the platform is
    read first. It is not read if the hub has notified it of another package of the order: that
    package would look like a conflict.
    """
    done = conn.execute(
        "UPDATE notices SET state = 'pending', next_at = max(coalesce(due_at, ?), ?),"  # noqa: S608 - constants only
        " due_at = NULL, code = NULL, facts = '{}', verify = verify OR NOT EXISTS ("
        "SELECT 1 FROM notices other WHERE other.store_id = notices.store_id"
        " AND other.target_remote = notices.target_remote AND other.id <> notices.id"
        " AND other.state IN ('sent', 'already_known'))"
        " WHERE state = 'stopped' AND code IN (?, ?)"
        f" AND NOT {_TO_DISCONNECTED} AND NOT {_ABOUT_UNREAD}",
        (at, at, *PAUSED),
    )
    return done.rowcount


def correct(
    conn: sqlite3.Connection, notification_id: int, carrier: str, tracking: str, at: int
) -> bool:
    """Correct carrier and tracking number of a stopped notification; False if it is not stopped.

    The notification becomes due, and its platform is read first. Other unsent notifications of the
    shipment get the same correction.
    """
    if not send_again(conn, notification_id, at, verify=True):
        return False
    conn.execute(
        "UPDATE notices SET carrier = ?, tracking = ? WHERE state IN ('pending', 'stopped')"
        " AND shipment_id = (SELECT shipment_id FROM notices WHERE id = ?)",
        (carrier, tracking, notification_id),
    )
    return True


def withdraw_from(conn: sqlite3.Connection, shipment_ids: Sequence[int], target_id: int) -> None:
    """Withdraw these shipments' untried notifications to an order that is not a twin."""
    conn.executemany(
        "UPDATE notices SET state = 'withdrawn', next_at = NULL,"
        " code = 'notification.not_its_twin',"
        " facts = '{}' WHERE shipment_id = ? AND target_id = ? AND attempts = 0"
        " AND (state = 'pending' OR state = 'stopped' AND code IN (?, ?))",
        [(shipment_id, target_id, *PAUSED) for shipment_id in shipment_ids],
    )


def concern_again(conn: sqlite3.Connection, order_ids: Collection[int], at: int) -> int:
    """Resume notifications that were withdrawn when two orders were unlinked; return how many.

    The platform is read first. If a shop's notifications are off, they stay withdrawn (D1).
    """
    done = conn.execute(
        "UPDATE notices SET state = 'pending', next_at = ?, code = NULL, facts = '{}', verify = 1"
        " WHERE state = 'withdrawn' AND code = 'notification.not_its_twin'"
        " AND target_id IN (SELECT value FROM json_each(?)) AND shipment_id IN ("
        "SELECT s.id FROM json_each(?) j CROSS JOIN shipments s ON s.order_id = j.value"
        " WHERE s.state IN ('labelled', 'elsewhere'))"
        " AND store_id NOT IN (SELECT store_id FROM notice_switch WHERE NOT on_)",
        (at, ids(sorted(order_ids)), ids(sorted(order_ids))),
    )
    pause_disconnected(conn)
    return done.rowcount


def send_again(conn: sqlite3.Connection, notification_id: int, at: int, *, verify: bool) -> bool:
    """Make a stopped notification due; False if it is not stopped.

    The notification was tried, so the platform is read first. If the platform shows another
    package, *verify* stops the notification again. Without *verify* it is sent, because a person
    has compared the two packages.
    """
    done = conn.execute(
        "UPDATE notices SET state = 'pending', next_at = ?, verify = ?, code = NULL,"
        " facts = '{}' WHERE id = ? AND state = 'stopped'",
        (at, verify, notification_id),
    )
    return done.rowcount == 1


def next_due(conn: sqlite3.Connection) -> int | None:
    """Return the earliest time (ms) at which a notification can be sent; None if none is open."""
    row = conn.execute(
        "SELECT min(CASE WHEN a.id IS NULL OR a.state IN ('sent', 'already_known', 'withdrawn')"
        " THEN n.next_at ELSE max(n.next_at, n.wait_until) END)"
        " FROM notices n LEFT JOIN notices a ON a.id = n.after_id"
        " WHERE n.state IN ('pending', 'sending')"
    ).fetchone()
    return None if row is None or row[0] is None else int(row[0])


def count_open(conn: sqlite3.Connection) -> int:
    """Count the notifications that are still to be sent, or that wait for a person."""
    row = conn.execute(
        "SELECT count(*) FROM notices WHERE state IN ('pending', 'sending', 'stopped')"
    ).fetchone()
    return int(row[0])
