"""The ledger of acts; its guards are in the schema.

A control reading reads the carrier or platform once more after an act has ended.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from shiponce.domain.act import Act, ActKind, ActState
from shiponce.persistence.json_columns import an_id, ids, pack
from shiponce.persistence.outbox import Notification
from shiponce.persistence.typed_rows import TypedRows, column


def begin(
    conn: sqlite3.Connection,
    kind: ActKind,
    *,
    key: str,
    at: int,
    deadline: int,
    shipment_id: int | None = None,
    notification_id: int | None = None,
    store_id: int | None = None,
    token: int = 0,
    replaces: str = "",
) -> int:
    """Record an act before it is sent; IntegrityError if its target has an unsettled act."""
    done = conn.execute(
        "INSERT INTO acts (kind, state, shipment_id, notice_id, store_id, key, token, at,"
        " deadline, look_at, replaces, by_)"
        " VALUES (?, 'open', ?, ?, ?, ?, ?, ?, ?, ?, ?, acting())",
        (
            kind.value,
            shipment_id,
            notification_id,
            store_id,
            key,
            token,
            at,
            deadline,
            deadline,
            replaces,
        ),
    )
    return int(done.lastrowid or 0)


def one(conn: sqlite3.Connection, act_id: int) -> Act | None:
    """Return one act."""
    row = conn.execute("SELECT * FROM acts WHERE id = ?", (an_id(act_id),)).fetchone()
    return row and _act(row)


def may_send(conn: sqlite3.Connection, act_id: int) -> int | None:
    """Return the deadline (ms) of an act that may still be sent, or None.

    The act must be open. If it is a notification's act, it must also hold the latest claim on the
    notification, and the label must be neither voided nor being voided.
    """
    row = conn.execute(
        "SELECT a.deadline FROM acts a WHERE a.id = ? AND a.state = 'open' AND (a.notice_id IS NULL"
        " OR EXISTS (SELECT 1 FROM notices n JOIN shipments s ON s.id = n.shipment_id"
        " WHERE n.id = a.notice_id AND n.state = 'sending' AND n.claims = a.token"
        " AND s.state <> 'voided' AND NOT EXISTS (SELECT 1 FROM acts v"
        " WHERE v.shipment_id = coalesce(s.combined_with, s.id) AND v.kind = 'void'"
        " AND v.state IN ('open', 'unknown'))))",
        (act_id,),
    ).fetchone()
    return row and int(row[0])


def of_label(conn: sqlite3.Connection, shipment_id: int, kind: ActKind) -> Act | None:
    """Return the unsettled purchase or void of a shipment's label."""
    row = conn.execute(
        "SELECT a.* FROM acts a JOIN shipments s ON s.id = a.shipment_id"
        " WHERE a.shipment_id = ? AND a.kind = ? AND a.state IN ('open', 'unknown')"
        " AND (a.kind = 'buy' OR a.key = s.remote_id)",
        (shipment_id, kind.value),
    ).fetchone()
    return row and _act(row)


def replaced_by_others(conn: sqlite3.Connection, notification: Notification) -> frozenset[str]:
    """Return the tracking numbers that the order's other notifications replaced or may replace."""
    rows = conn.execute(
        "SELECT a.replaces FROM acts a JOIN notices n ON n.id = a.notice_id"
        " WHERE n.store_id = ? AND n.target_remote = ? AND n.id <> ? AND a.replaces <> ''"
        " AND a.state IN ('open', 'unknown', 'done')",
        (notification.store_id, notification.target_remote, notification.id),
    )
    return frozenset(row[0] for row in rows)


def of_notification(conn: sqlite3.Connection, notification_id: int) -> Act | None:
    """Return the unsettled act of a notification."""
    row = conn.execute(
        "SELECT * FROM acts WHERE state IN ('open', 'unknown') AND notice_id = ?",
        (notification_id,),
    ).fetchone()
    return row and _act(row)


def of_setting(conn: sqlite3.Connection, store_id: int) -> list[Act]:
    """Return the unsettled writes of a store's settings, the oldest first."""
    rows = conn.execute(
        "SELECT * FROM acts WHERE kind = 'emails' AND store_id = ?"
        " AND state IN ('open', 'unknown') ORDER BY id",
        (store_id,),
    )
    return [_act(row) for row in rows]


def due(conn: sqlite3.Connection, now: int, *, early: bool = False) -> list[Act]:
    """Return the unsettled label acts that are due for a reading, the oldest first.

    An open act becomes due at its deadline: its process must have died. With *early*, every unknown
    act is due.
    """
    rows = conn.execute(
        "SELECT * FROM acts WHERE state IN ('open', 'unknown') AND notice_id IS NULL"
        " AND shipment_id IS NOT NULL AND (look_at <= ? OR (? AND state = 'unknown')) ORDER BY id",
        (now, early),
    )
    return [_act(row) for row in rows]


def late_by(conn: sqlite3.Connection, now: int, most: int) -> None:
    """Move readings that are planned more than *most* ms ahead to now: a clock was set back."""
    conn.execute(
        "UPDATE acts SET look_at = ? WHERE state = 'unknown' AND look_at > ?",
        (now, now + most),
    )


def unknown(
    conn: sqlite3.Connection,
    act_id: int,
    sent_by: int,
    look_at: int,
    *,
    code: str | None = None,
    facts: Mapping[str, object] | None = None,
) -> bool:
    """Mark an open act as unknown; False if it was settled meanwhile."""
    done = conn.execute(
        "UPDATE acts SET state = 'unknown', sent_by = ?, look_at = ?, code = ?, facts = ?"
        " WHERE id = ? AND state = 'open'",
        (sent_by, look_at, code, pack(dict(facts or {})), act_id),
    )
    return done.rowcount == 1


def looked(
    conn: sqlite3.Connection,
    act_id: int,
    look_at: int,
    none_at: int | None,
    *,
    sent_by: int | None = None,
    code: str | None = None,
    facts: Mapping[str, object] | None = None,
) -> None:
    """Record a reading that did not settle an unknown act; *code* is the reason."""
    conn.execute(
        "UPDATE acts SET looks = looks + 1, look_at = ?, none_at = ?,"
        " sent_by = coalesce(?, sent_by), code = coalesce(?, code),"
        " facts = iif(? IS NULL, facts, ?) WHERE id = ? AND state = 'unknown'",
        (look_at, none_at, sent_by, code, code, pack(dict(facts or {})), act_id),
    )


def settle(
    conn: sqlite3.Connection,
    act_id: int,
    state: ActState,
    at: int,
    *,
    by: str = "",
    saw: str = "",
) -> bool:
    """End an act; False if it has ended already. *by* is who settled it, *saw* what they saw."""
    done = conn.execute(
        "UPDATE acts SET state = ?, settled_at = ?, look_at = NULL, settled_by = ?, saw = ?"
        " WHERE id = ? AND state IN ('open', 'unknown')",
        (state.value, at, by, saw, act_id),
    )
    return done.rowcount == 1


@dataclass(frozen=True, slots=True)
class ActRow:
    """One act of the ledger, with the facts that are shown to a person."""

    id: int
    kind: ActKind
    state: ActState
    shipment_id: int | None
    notice_id: int | None
    #: The carrier's or platform's key: our reference, the label's id, or the tracking number.
    key: str
    at: datetime
    look_at: datetime | None
    #: Why the act is unknown, or how it ended: a code of ``words``, with its facts.
    code: str | None
    facts: Mapping[str, object]
    settled_at: datetime | None
    #: The person who settled the act; '' if no person did.
    settled_by: str
    #: What this person saw, and where; '' if no person settled the act.
    saw: str
    #: The order that the act is about; None for a setting of a store.
    order_id: int | None
    number: str | None
    #: The tracking number of the act's shipment.
    tracking: str | None
    #: The name of the store that is notified or changed; for an act on a label, the order's store.
    store: str | None
    by: str = column("by_")


_ACT_ROWS = TypedRows(ActRow)
_LISTED = """
SELECT a.id, a.kind, a.state, a.shipment_id, a.notice_id, a.key, a.at, a.look_at, a.code, a.facts,
    a.settled_at, a.settled_by, a.saw, s.order_id, o.number, s.tracking, st.name AS store,
    a.by_ AS by FROM acts a
LEFT JOIN notices n ON n.id = a.notice_id
LEFT JOIN shipments s ON s.id = coalesce(a.shipment_id, n.shipment_id)
LEFT JOIN orders o ON o.id = s.order_id LEFT JOIN stores st ON st.id = a.store_id
"""


@dataclass(frozen=True, slots=True)
class SeenByPerson:
    """An act that a person settled, and what this person saw."""

    id: int
    kind: ActKind
    settled_at: datetime
    settled_by: str
    saw: str


_SEEN_BY_PERSONS = TypedRows(SeenByPerson)


#: SQL condition: nothing settled the act *a* yet.
_UNSETTLED = "WHERE a.state IN ('open', 'unknown') "


def count(conn: sqlite3.Connection, *, everything: bool = False) -> int:
    """Return how many acts ``listing`` has without a limit."""
    narrow = "" if everything else _UNSETTLED
    (n,) = conn.execute(f"SELECT count(*) FROM acts a {narrow}").fetchone()  # noqa: S608 - a constant
    return int(n)


def listing(
    conn: sqlite3.Connection, *, everything: bool = False, limit: int | None = None
) -> list[ActRow]:
    """Return unsettled acts, the oldest first; with *everything*, all acts, the newest first."""
    narrow = "" if everything else _UNSETTLED
    order = "a.id DESC" if everything else "a.id"
    query = f"{_LISTED}{narrow}ORDER BY {order} LIMIT ?"
    return _ACT_ROWS.all(conn.execute(query, (-1 if limit is None else limit,)))


def unknown_of(conn: sqlite3.Connection, order_ids: Collection[int]) -> list[ActRow]:
    """Return the unknown acts on labels and notifications of the orders' shipments.

    An act on a label concerns every order that shares the label; a notification concerns one.
    """
    narrow = (
        "WHERE a.state = 'unknown' AND EXISTS (SELECT 1 FROM shipments t"
        " WHERE (t.id = s.id OR a.notice_id IS NULL AND t.combined_with = s.id)"
        " AND t.order_id IN (SELECT value FROM json_each(?)))"
    )
    return _ACT_ROWS.all(
        conn.execute(f"{_LISTED}{narrow} ORDER BY a.id", (ids(sorted(order_ids)),))
    )


def seen_by_persons(conn: sqlite3.Connection, order_id: int) -> list[SeenByPerson]:
    """Return those acts on an order's packages that a person settled."""
    return _SEEN_BY_PERSONS.all(
        conn.execute(
            "SELECT DISTINCT a.id, a.kind, a.settled_at, a.settled_by, a.saw FROM shipments t"
            " JOIN shipments s ON s.id IN (t.id, t.combined_with)"
            " LEFT JOIN notices n ON n.shipment_id = t.id"
            " JOIN acts a ON a.shipment_id = s.id OR a.notice_id = n.id"
            " WHERE t.order_id = ? AND a.saw <> '' ORDER BY a.settled_at, a.id",
            (order_id,),
        )
    )


def count_unknown(conn: sqlite3.Connection) -> int:
    """Count the unknown acts."""
    return int(conn.execute("SELECT count(*) FROM acts WHERE state = 'unknown'").fetchone()[0])


def purchase_unknown_since(conn: sqlite3.Connection, order_id: int) -> int | None:
    """Return when (ms) an order's unknown purchase began; None if there is none."""
    row = conn.execute(
        "SELECT min(a.at) FROM shipments s"
        " JOIN acts a ON a.shipment_id = coalesce(s.combined_with, s.id)"
        " WHERE s.order_id = ? AND a.kind = 'buy' AND a.state = 'unknown'",
        (order_id,),
    ).fetchone()
    return None if row[0] is None else int(row[0])


def control_if_repeated(conn: sqlite3.Connection, act_id: int, at: int) -> None:
    """Plan a control reading at *at* (ms) if an earlier act on the notification ended as ``none``.

    The earlier act's request may have arrived after all, later than the hub assumes possible.
    """
    conn.execute(
        "UPDATE acts SET look_at = ? WHERE id = ? AND EXISTS (SELECT 1 FROM acts before"
        " WHERE before.notice_id = acts.notice_id AND before.state = 'none')",
        (at, act_id),
    )


_ENDED = " UNION ALL ".join(
    f"SELECT * FROM acts WHERE state = '{state}' AND kind IN ('buy', 'void')"  # noqa: S608 - constants
    " AND look_at IS NOT NULL"
    for state in ("none", "refused", "done")
)


def to_control(conn: sqlite3.Connection, now: int) -> list[Act]:
    """Return the ended label acts whose control reading is due by *now* (ms)."""
    rows = conn.execute(f"SELECT * FROM ({_ENDED}) WHERE look_at <= ? ORDER BY look_at", (now,))  # noqa: S608 - constants
    return [_act(row) for row in rows]


def uncontrolled(conn: sqlite3.Connection, order_ids: Collection[int]) -> list[Act]:
    """Return the orders' ended label acts whose control reading is not made yet."""
    rows = conn.execute(
        f"SELECT * FROM ({_ENDED}) a WHERE EXISTS (SELECT 1 FROM shipments t"  # noqa: S608 - constants
        " WHERE (t.id = a.shipment_id OR t.combined_with = a.shipment_id)"
        " AND t.order_id IN (SELECT value FROM json_each(?))) ORDER BY a.id",
        (ids(sorted(order_ids)),),
    )
    return [_act(row) for row in rows]


def say(
    conn: sqlite3.Connection, act_id: int, code: str | None, facts: Mapping[str, object]
) -> bool:
    """Set the code and facts of an ended act; False if it has them already."""
    done = conn.execute(
        "UPDATE acts SET code = ?, facts = ? WHERE id = ? AND (code IS NOT ? OR facts <> ?)",
        (code, pack(dict(facts)), act_id, code, pack(dict(facts))),
    )
    return done.rowcount == 1


def late_labels(conn: sqlite3.Connection, order_ids: Collection[int]) -> list[ActRow]:
    """Return the purchases that ended as not bought, but whose label was found later."""
    narrow = "WHERE a.code = 'act.late_label' AND s.order_id IN (SELECT value FROM json_each(?))"
    return _ACT_ROWS.all(
        conn.execute(f"{_LISTED}{narrow} ORDER BY a.id", (ids(sorted(order_ids)),))
    )


_ENDED_NOTIFICATIONS = " UNION ALL ".join(
    f"SELECT * FROM acts WHERE state = '{state}' AND notice_id IS NOT NULL"  # noqa: S608 - constants
    " AND look_at IS NOT NULL"
    for state in ("none", "refused", "done")
)


def controlled(conn: sqlite3.Connection, now: int, store_id: int | None = None) -> Act | None:
    """Return the ended notification act whose control reading is most overdue at *now* (ms).

    With *store_id*, only notifications to this store count.
    """
    row = conn.execute(
        f"SELECT * FROM ({_ENDED_NOTIFICATIONS}) WHERE look_at <= :now"  # noqa: S608 - constants
        " AND (:store IS NULL OR notice_id IN (SELECT id FROM notices WHERE store_id = :store))"
        " ORDER BY look_at LIMIT 1",
        {"now": now, "store": store_id},
    ).fetchone()
    return row and _act(row)


def control_last(
    conn: sqlite3.Connection, notification_id: int, at: int, *, if_untaken: bool
) -> None:
    """Plan a control reading at *at* (ms) for the last act on a notification, if it has ended.

    With *if_untaken*, only if the act ended without effect (none or refused).
    """
    conn.execute(
        "UPDATE acts SET look_at = ?, none_at = NULL"
        " WHERE (state IN ('none', 'refused') OR state = 'done' AND NOT ?)"
        " AND id = (SELECT max(id) FROM acts WHERE notice_id = ?)",
        (at, if_untaken, notification_id),
    )


def read_again(conn: sqlite3.Connection, act_id: int, at: int | None, none_at: int | None) -> None:
    """Plan another reading of an ended act at *at* (ms).

    *none_at* (ms) is when a reading first did not show the act, or None
    (``unknown_act_not_done``).
    """
    conn.execute(
        "UPDATE acts SET look_at = ?, none_at = ? WHERE id = ?"
        " AND state IN ('done', 'none', 'refused')",
        (at, none_at, act_id),
    )


def control_at(conn: sqlite3.Connection, act_id: int, at: int | None) -> None:
    """Plan the control reading of an ended act at *at* (ms); None if the reading was made."""
    conn.execute(
        "UPDATE acts SET look_at = ? WHERE id = ? AND state IN ('done', 'none', 'refused')",
        (at, act_id),
    )


def next_look(conn: sqlite3.Connection) -> int | None:
    """Return when (ms) an unsettled act on a label is next read; None if no reading is planned."""
    row = conn.execute(
        "SELECT min(look_at) FROM acts WHERE state IN ('open', 'unknown') AND notice_id IS NULL"
        " AND shipment_id IS NOT NULL"
    ).fetchone()
    return None if row is None or row[0] is None else int(row[0])


def _act(row: sqlite3.Row) -> Act:
    return Act(
        row["id"],
        ActKind(row["kind"]),
        ActState(row["state"]),
        row["shipment_id"],
        row["notice_id"],
        row["store_id"],
        row["key"],
        row["at"],
        row["deadline"],
        row["sent_by"],
        row["looks"],
        row["look_at"],
        row["none_at"],
    )
