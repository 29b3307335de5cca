"""Orders in no grid, excluded or quarantined: each with its reason, without personal data (R6)."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from shiponce.domain.order import Grade, OriginKey
from shiponce.persistence.json_columns import an_id, ids, pack
from shiponce.persistence.typed_rows import TypedRows


@dataclass(frozen=True, slots=True)
class Entry:
    """One order in no grid; *kind* is rule, not_importable or quarantine."""

    store_id: int
    remote_id: str
    kind: str
    code: str
    facts: dict[str, object]
    digest: bytes
    rule_id: int | None = None
    origin: OriginKey | None = None
    payload: bytes | None = None
    #: True if the platform shows the order as neither shipped nor cancelled; None if unknown.
    is_open: bool | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What is recorded about an excluded or quarantined order."""

    id: int
    kind: str
    digest: bytes
    let_in: bool


@dataclass(frozen=True, slots=True)
class Record:
    """The record of an order in no grid, with its store."""

    id: int
    store: str
    #: The platform of the order's store.
    platform: str
    remote_id: str
    #: rule, not_importable or quarantine.
    kind: str
    #: Why the order is excluded or quarantined: a code of ``words``, with its facts.
    code: str
    facts: Mapping[str, object]
    origin_platform: str | None
    origin_value: str | None
    at: datetime
    #: How many times a quarantined order was read again.
    tries: int


_RECORDS = TypedRows(Record)
_SELECT = (
    "SELECT l.id, s.name AS store, s.platform, l.remote_id, l.kind, l.code, l.facts,"
    " l.origin_platform, l.origin_value, l.at, l.tries FROM listed l"
    " JOIN stores s ON s.id = l.store_id"
)


def known(conn: sqlite3.Connection, store_id: int, remote_ids: Sequence[str]) -> dict[str, Known]:
    """Return the records of those *remote_ids* that are excluded or quarantined, by id."""
    rows = conn.execute(
        "SELECT remote_id, id, kind, digest, let_in_at FROM listed"
        " WHERE store_id = ? AND remote_id IN (SELECT value FROM json_each(?))",
        (store_id, ids(remote_ids)),
    )
    return {row[0]: Known(row[1], row[2], row[3], row[4] is not None) for row in rows}


def put(conn: sqlite3.Connection, entry: Entry, at: int) -> int:
    """Record an excluded or quarantined order, or update its record; return the record's id."""
    origin = entry.origin
    row = conn.execute(
        "INSERT INTO listed (store_id, remote_id, kind, code, facts, rule_id, origin_platform,"
        " origin_value, digest, at, is_open) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (store_id, remote_id) DO UPDATE SET kind = excluded.kind,"
        " code = excluded.code, facts = excluded.facts, rule_id = excluded.rule_id,"
        " origin_platform = excluded.origin_platform, origin_value = excluded.origin_value,"
        " digest = excluded.digest, at = excluded.at, is_open = excluded.is_open RETURNING id",
        (
            entry.store_id,
            entry.remote_id,
            entry.kind,
            entry.code,
            pack(entry.facts),
            entry.rule_id,
            origin and origin.platform.value,
            origin and origin.value,
            entry.digest,
            at,
            entry.is_open,
        ),
    ).fetchone()
    if entry.payload is None:  # the order is readable now: its raw bytes are not needed
        conn.execute("DELETE FROM payloads WHERE listed_id = ?", (row[0],))
    else:
        conn.execute(
            "INSERT INTO payloads VALUES (?, ?) ON CONFLICT (listed_id) DO UPDATE SET body = ?",
            (row[0], entry.payload, entry.payload),
        )
    return int(row[0])


def taken_in(conn: sqlite3.Connection, store_id: int, remote_ids: Sequence[str]) -> None:
    """Delete the records of orders that were imported into a grid."""
    conn.execute(
        "DELETE FROM listed WHERE store_id = ? AND remote_id IN (SELECT value FROM json_each(?))",
        (store_id, ids(remote_ids)),
    )


def unreadable(conn: sqlite3.Connection, store_id: int, limit: int) -> list[tuple[int, str]]:
    """Return (id, platform's id) of quarantined orders to read again, the longest untried first.

    An order without a platform's id cannot be read again; its id here begins with a question mark.
    """
    rows = conn.execute(
        "SELECT id, remote_id FROM listed WHERE store_id = ? AND kind = 'quarantine'"
        " AND remote_id NOT LIKE '?%' ORDER BY tried_at, id LIMIT ?",
        (store_id, limit),
    )
    return [(row[0], row[1]) for row in rows]


def tried(conn: sqlite3.Connection, excluded_id: int, at: int) -> None:
    """Record that a quarantined order was read again, and is still unreadable."""
    conn.execute(
        "UPDATE listed SET tries = tries + 1, tried_at = ? WHERE id = ?", (at, excluded_id)
    )


def let_in(conn: sqlite3.Connection, excluded_id: int, at: int) -> None:
    """Record that a person wants this order imported, so that rules no longer exclude it."""
    conn.execute("UPDATE listed SET let_in_at = ? WHERE id = ?", (at, excluded_id))


def hand_over(conn: sqlite3.Connection, old: int, new: int) -> None:
    """Assign the records of connection *old* to *new*, which has the same account."""
    conn.execute("UPDATE listed SET store_id = ? WHERE store_id = ?", (new, old))


def excluded_copies(
    conn: sqlite3.Connection, keys: Sequence[OriginKey]
) -> tuple[tuple[int, str], ...]:
    """Return (store id, platform's id) of rule-excluded copies with these origin keys (R7)."""
    rows = conn.execute(
        "SELECT DISTINCT l.store_id, l.remote_id FROM json_each(?) j CROSS JOIN listed l"
        " ON l.origin_platform = j.value ->> 0 AND l.origin_value = j.value ->> 1"
        " WHERE l.kind = 'rule' ORDER BY 1, 2",
        (ids([[key.platform.value, key.value] for key in keys]),),
    )
    return tuple((row[0], row[1]) for row in rows)


def every(conn: sqlite3.Connection) -> list[Record]:
    """Return every record, the newest first."""
    return _RECORDS.all(conn.execute(f"{_SELECT} ORDER BY l.at DESC, l.id DESC"))


def named(conn: sqlite3.Connection, ref: str) -> list[Record]:
    """Return the records that *ref* names: the platform's id of the order, or store:id."""
    query = f"{_SELECT} WHERE :ref IN (l.remote_id, s.name || ':' || l.remote_id) ORDER BY l.id"
    return _RECORDS.all(conn.execute(query, {"ref": ref}))


def original_of(conn: sqlite3.Connection, copy_id: int) -> Record | None:
    """Return the marketplace order that a copy names by a read-only id, if it was not imported.

    It is excluded, or in quarantine because it could not be read.
    """
    query = (
        f"{_SELECT} JOIN order_keys k ON k.platform = s.platform AND k.value = l.remote_id"
        " WHERE k.order_id = ? AND k.grade = ?"
        " AND l.kind IN ('rule', 'not_importable', 'quarantine') ORDER BY l.id"
    )
    return _RECORDS.first(conn.execute(query, (an_id(copy_id), Grade.PROVES.value)))


def one(conn: sqlite3.Connection, excluded_id: int) -> Record | None:
    """Return one record by its id."""
    return _RECORDS.first(conn.execute(f"{_SELECT} WHERE l.id = ?", (an_id(excluded_id),)))
