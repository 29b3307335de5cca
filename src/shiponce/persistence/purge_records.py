"""Purged orders, and orders that could be purged."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import orjson

from shiponce.decisions.retention import Member
from shiponce.domain.order import OrderStatus, Visibility
from shiponce.domain.text_folding import folded
from shiponce.persistence.json_columns import ids
from shiponce.persistence.personal_data import HAS_PERSON

#: Names of at most this length are not searched for, because they occur in too many words.
_SHORT = 3


@dataclass(frozen=True, slots=True)
class Record:
    """One quarantined order whose raw data from the platform is stored."""

    listed_id: int
    ref: str
    remote_id: str


def members(conn: sqlite3.Connection, order_ids: Iterable[int]) -> dict[int, Member]:
    """Return what the retention rules need to know about each order."""
    rows = conn.execute(
        "SELECT o.id, st.name || ':' || o.number AS ref, s.status, s.visibility,"  # noqa: S608 - a constant
        " EXISTS (SELECT 1 FROM shipments y WHERE y.order_id = o.id"
        " AND y.state IN ('purchasing', 'unknown')) AS buying,"
        " max(o.placed_at, o.modified_at, coalesce((SELECT max(coalesce(y.settled_at, y.at))"
        " FROM shipments y WHERE y.order_id = o.id AND y.state <> 'not_bought'), 0)) AS changed_at,"
        f" {HAS_PERSON} AS has_person FROM json_each(?) j CROSS JOIN orders o ON o.id = j.value"
        " JOIN stores st ON st.id = o.store_id JOIN order_state s ON s.order_id = o.id"
        " JOIN people p ON p.order_id = o.id",
        (ids(sorted(set(order_ids))),),
    )
    return {
        row["id"]: Member(
            row["id"],
            row["ref"],
            OrderStatus(row["status"]),
            Visibility(row["visibility"]),
            bool(row["buying"]),
            row["changed_at"],
            bool(row["has_person"]),
        )
        for row in rows
    }


def closed_with_person(conn: sqlite3.Connection, before: int, source: str = "") -> list[int]:
    """Return closed orders that were placed before a time (ms) and still have personal data.

    With *source*, return only orders that were bought on this platform.
    """
    rows = conn.execute(
        "SELECT o.id FROM orders o JOIN order_state s ON s.order_id = o.id"  # noqa: S608 - a constant
        " JOIN people p ON p.order_id = o.id WHERE s.status IN ('shipped', 'cancelled')"
        f" AND o.placed_at <= :before AND :source IN ('', o.source) AND {HAS_PERSON} ORDER BY o.id",
        {"before": before, "source": source},
    )
    return [row[0] for row in rows]


def of_person(conn: sqlite3.Connection, name: str) -> list[int]:
    """Return the orders of the buyer with this full name or e-mail address, compared folded."""
    wanted = folded(name)
    conn.create_function("folded", 1, lambda text: folded(text or ""), deterministic=True)
    rows = conn.execute(
        "SELECT order_id FROM people WHERE :wanted IN (folded(buyer), folded(email), folded(name))"
        " ORDER BY order_id",
        {"wanted": wanted},
    )
    return [row[0] for row in rows] if wanted else []


def names(conn: sqlite3.Connection, order_ids: Sequence[int]) -> frozenset[str]:
    """Return the folded names and e-mail addresses of these orders, without very short ones."""
    rows = conn.execute(
        "SELECT buyer, email, name FROM people WHERE order_id IN (SELECT value FROM json_each(?))",
        (ids(list(order_ids)),),
    )
    found = {folded(text) for row in rows for text in row if text}
    return frozenset(text for text in found if len(text) > _SHORT)


def records(
    conn: sqlite3.Connection, *, before: int | None = None, name: str = "", ref: str = ""
) -> list[Record]:
    """Return quarantined orders with raw data; filter by *before* (ms), buyer's *name* or *ref*."""
    rows = conn.execute(
        "SELECT l.id, st.name || ':' || l.remote_id AS ref, l.remote_id, p.body FROM payloads p"
        " JOIN listed l ON l.id = p.listed_id JOIN stores st ON st.id = l.store_id"
        " WHERE (:before IS NULL OR l.at <= :before)"
        " AND (:ref = '' OR :ref IN (l.remote_id, st.name || ':' || l.remote_id)) ORDER BY l.id",
        {"before": before, "ref": ref},
    ).fetchall()
    wanted = folded(name)
    return [
        Record(row["id"], row["ref"], row["remote_id"])
        for row in rows
        if not wanted or _names(row["body"], wanted)
    ]


def _names(body: bytes, wanted: str) -> bool:
    """Return True if raw data contains a folded name; data that is not JSON is searched as text."""
    try:
        return wanted in {folded(text) for text in _texts(orjson.loads(body))}
    except orjson.JSONDecodeError:
        text = body.decode("utf-8", "replace").encode().decode("unicode_escape", "replace")
        return wanted in folded(text)


def _texts(part: object) -> Iterable[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict):
        names = [part.get("first_name"), part.get("last_name")]
        yield " ".join(one for one in names if isinstance(one, str))
        for value in part.values():
            yield from _texts(value)
    elif isinstance(part, list):
        for value in part:
            yield from _texts(value)


def remember(
    conn: sqlite3.Connection,
    order_ids: Sequence[int],
    listed_ids: Sequence[int],
    at: int,
) -> None:
    """Record orders and quarantined records as purged, so that no import restores their data."""
    for table, of in (("orders", order_ids), ("listed", listed_ids)):
        conn.execute(
            "INSERT INTO purges SELECT st.platform, st.account, o.remote_id, ?, acting()"  # noqa: S608 - two constants
            f" FROM {table} o JOIN stores st ON st.id = o.store_id"
            " WHERE o.id IN (SELECT value FROM json_each(?)) ON CONFLICT DO NOTHING",
            (at, ids(list(of))),
        )


def among(conn: sqlite3.Connection, store_id: int, remote_ids: Sequence[str]) -> frozenset[str]:
    """Return those *remote_ids* that were purged through any connection to the store's account."""
    rows = conn.execute(
        "SELECT x.remote_id FROM stores st JOIN purges x ON x.platform = st.platform"
        " AND x.account = st.account WHERE st.id = ?"
        " AND x.remote_id IN (SELECT value FROM json_each(?))",
        (store_id, ids(list(remote_ids))),
    )
    return frozenset(row[0] for row in rows)


def of_arrivals(conn: sqlite3.Connection, order_ids: Sequence[int]) -> frozenset[int]:
    """Return the new orders that count as purged: purged before, or twins of a purged order.

    Such twins are recorded as purged. The keys of the new orders must be in the file already. Only
    read-only ids prove a twin here: no order may lose its address because of an editable field.
    """
    if conn.execute("SELECT 1 FROM purges LIMIT 1").fetchone() is None:
        return frozenset()
    conn.execute(
        "INSERT INTO purges SELECT st.platform, st.account, o.remote_id, x.at, x.by_"
        " FROM json_each(?) j CROSS JOIN order_keys mine ON mine.order_id = j.value"
        " CROSS JOIN order_keys yours ON yours.platform = mine.platform"
        " AND yours.value = mine.value AND yours.order_id <> mine.order_id"
        " AND mine.grade = 'proves' AND yours.grade = 'proves'"
        " JOIN orders o ON o.id = mine.order_id JOIN stores st ON st.id = o.store_id"
        " JOIN orders t ON t.id = yours.order_id JOIN stores su ON su.id = t.store_id"
        " JOIN purges x ON x.platform = su.platform AND x.account = su.account"
        " AND x.remote_id = t.remote_id WHERE true ON CONFLICT DO NOTHING",
        (ids(list(order_ids)),),
    )
    return frozenset(of_orders(conn, order_ids))


def of_orders(conn: sqlite3.Connection, order_ids: Sequence[int]) -> dict[int, tuple[int, str]]:
    """Return when (ms) and by whom these orders were purged; unpurged orders are left out."""
    rows = conn.execute(
        "SELECT o.id, x.at, x.by_ FROM json_each(?) j CROSS JOIN orders o ON o.id = j.value"
        " JOIN stores st ON st.id = o.store_id JOIN purges x ON x.platform = st.platform"
        " AND x.account = st.account AND x.remote_id = o.remote_id",
        (ids(list(order_ids)),),
    )
    return {row[0]: (row[1], row[2]) for row in rows}
