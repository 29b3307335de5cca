"""The hub's own facts about an order: status, visibility, reason and link."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import orjson

from shiponce.domain.evidence import EvidenceLine
from shiponce.domain.order import OrderStatus, Visibility
from shiponce.persistence.json_columns import an_id, ids, pack
from shiponce.persistence.platforms import SHOPS
from shiponce.persistence.typed_rows import TypedRows


@dataclass(frozen=True, slots=True)
class State:
    """One order's status and visibility, with its reason (a code of ``words``) and evidence."""

    order_id: int
    visibility: Visibility
    status: OrderStatus
    sort_at: int
    why: str
    facts: dict[str, object] = field(default_factory=dict)
    evidence: tuple[EvidenceLine, ...] = ()
    tags: tuple[str, ...] = ()
    hub_set: bool = False
    #: Whether rules have run on the order; they run when it first enters Awaiting Shipment (R4).
    ruled: bool = False


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an order has its status: a code of ``words``, its facts, and the evidence."""

    why: str
    facts: dict[str, object] = field(default_factory=dict)
    evidence: tuple[EvidenceLine, ...] = ()


@dataclass(frozen=True, slots=True)
class OrderState:
    """The status, visibility and reason that the hub recorded for an order."""

    visibility: Visibility
    status: OrderStatus
    #: Whether a person or a shipment set the status in the hub, so that no import may change it.
    hub_set: bool
    #: A code of ``words``.
    why: str
    tags: tuple[str, ...]
    #: Rules have run on the order (R4).
    ruled: bool


_STATES = TypedRows(OrderState)


@dataclass(frozen=True, slots=True)
class LinkByPerson:
    """A link that a person made between two orders, with the facts of the copy's reason."""

    copy_id: int
    original_id: int
    at: datetime
    facts: Mapping[str, object]


_LINKS = TypedRows(LinkByPerson)


def insert(conn: sqlite3.Connection, states: Iterable[State], at: int) -> None:
    """Record the states of new orders; a guard requires that their links are recorded already."""
    conn.executemany(
        "INSERT INTO order_state VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                state.order_id,
                state.visibility.value,
                state.status.value,
                state.sort_at,
                state.hub_set,
                pack(state.tags) if state.tags else "[]",
                state.why,
                pack(state.facts) if state.facts else "{}",
                _packed(state.evidence),
                at,
                state.ruled,
            )
            for state in states
        ],
    )


def _packed(evidence: Sequence[EvidenceLine]) -> str:
    return pack(evidence) if evidence else "[]"


def move(
    conn: sqlite3.Connection,
    order_id: int,
    at: int,
    *,
    why: str,
    facts: dict[str, object] | None = None,
    evidence: Sequence[EvidenceLine] = (),
    visibility: Visibility | None = None,
    status: OrderStatus | None = None,
    hub_set: bool | None = None,
) -> None:
    """Change an order's reason; change also its status, visibility and *hub_set* where given."""
    conn.execute(
        "UPDATE order_state SET visibility = coalesce(?, visibility),"
        " status = coalesce(?, status), hub_set = coalesce(?, hub_set),"
        " why = ?, facts = ?, evidence = ?, decided_at = ? WHERE order_id = ?",
        (
            visibility and visibility.value,
            status and status.value,
            hub_set,
            why,
            pack(facts or {}),
            _packed(evidence),
            at,
            order_id,
        ),
    )


def restate(
    conn: sqlite3.Connection, order_id: int, status: OrderStatus, *, hub_set: bool | None = None
) -> None:
    """Change an order's status and keep its reason."""
    conn.execute(
        "UPDATE order_state SET status = ?, hub_set = coalesce(?, hub_set) WHERE order_id = ?",
        (status.value, hub_set, order_id),
    )


def add_tags(conn: sqlite3.Connection, order_id: int, tags: Sequence[str]) -> None:
    """Add tags to an order, without those that it has already."""
    if not tags:
        return
    row = conn.execute("SELECT tags FROM order_state WHERE order_id = ?", (order_id,)).fetchone()
    present: list[str] = orjson.loads(row[0])
    wanted = present + [tag for tag in tags if tag not in present]
    conn.execute("UPDATE order_state SET tags = ? WHERE order_id = ?", (pack(wanted), order_id))


def tags_of(conn: sqlite3.Connection, order_ids: Sequence[int]) -> dict[int, list[str]]:
    """Return the tags of each order."""
    rows = conn.execute(
        "SELECT order_id, tags FROM order_state WHERE order_id IN (SELECT value FROM json_each(?))",
        (ids(list(order_ids)),),
    )
    return {row[0]: orjson.loads(row[1]) for row in rows}


def rules_ran(conn: sqlite3.Connection, order_id: int) -> None:
    """Record that rules have run on an order; only reprocessing runs them again."""
    conn.execute("UPDATE order_state SET ruled = 1 WHERE order_id = ?", (order_id,))


def link(conn: sqlite3.Connection, copy_id: int, original_id: int, basis: str, at: int) -> None:
    """Link a copy to its original; a copy that is linked already keeps its link."""
    conn.execute(
        "INSERT INTO twins VALUES (?, ?, ?, ?) ON CONFLICT (copy_id) DO NOTHING",
        (copy_id, original_id, basis, at),
    )


def link_all(conn: sqlite3.Connection, pairs: Iterable[tuple[int, int]], at: int) -> None:
    """Link many (copy, original) pairs, as ``link`` does with the basis ``key``."""
    conn.executemany(
        "INSERT INTO twins VALUES (?, ?, 'key', ?) ON CONFLICT (copy_id) DO NOTHING",
        [(copy_id, original_id, at) for copy_id, original_id in pairs],
    )


def unlink(conn: sqlite3.Connection, copy_id: int) -> None:
    """Remove a link that a person rejected."""
    conn.execute("DELETE FROM twins WHERE copy_id = ?", (copy_id,))


def links_by_persons(conn: sqlite3.Connection, order_id: int) -> list[LinkByPerson]:
    """Return those of an order's links that a person made."""
    return _LINKS.all(
        conn.execute(
            "SELECT t.copy_id, t.original_id, t.at, s.facts FROM twins t"
            " JOIN order_state s ON s.order_id = t.copy_id"
            " WHERE t.basis = 'person' AND (t.copy_id = ? OR t.original_id = ?)"
            " ORDER BY t.copy_id",
            (order_id, order_id),
        )
    )


def original_of(conn: sqlite3.Connection, copy_id: int) -> int | None:
    """Return the original that a copy is linked to; None if it has no link."""
    row = conn.execute("SELECT original_id FROM twins WHERE copy_id = ?", (copy_id,)).fetchone()
    return row and int(row[0])


def family(conn: sqlite3.Connection, original_id: int) -> list[int]:
    """Return an order and the copies that are linked to it."""
    return [original_id, *copies_of(conn, original_id)]


def copies_of(conn: sqlite3.Connection, original_id: int) -> tuple[int, ...]:
    """Return the copies that are linked to an original."""
    rows = conn.execute(
        "SELECT copy_id FROM twins WHERE original_id = ? ORDER BY copy_id", (original_id,)
    )
    return tuple(row[0] for row in rows)


def copies_in_store_of(conn: sqlite3.Connection, original_id: int, copy_id: int) -> list[int]:
    """Return the original's copies in the shop of *copy_id* if no further copy is expected there.

    Otherwise return []. An original usually has one copy in a shop. An original that replaced
    several orders, because an eBay buyer combined them, may have one copy for each of these orders.
    *copy_id* does not count, nor does the same order imported through another connection. A further
    copy is expected if an id of *copy_id* names the original: some connectors write a copy twice.
    """
    rows = conn.execute(
        "SELECT t.copy_id FROM orders c CROSS JOIN stores x ON x.id = c.store_id"
        " CROSS JOIN twins t ON t.original_id = :original AND t.copy_id <> c.id"
        " CROSS JOIN orders o ON o.id = t.copy_id CROSS JOIN stores y ON y.id = o.store_id"
        " WHERE c.id = :copy AND (y.platform, y.account) = (x.platform, x.account)"
        " AND o.remote_id <> c.remote_id ORDER BY t.copy_id",
        {"original": original_id, "copy": copy_id},
    ).fetchall()
    named = conn.execute(
        "SELECT 1 FROM order_keys mine JOIN order_keys own ON own.platform = mine.platform"
        " AND own.value = mine.value WHERE mine.order_id = ? AND own.order_id = ? LIMIT 1",
        (copy_id, original_id),
    ).fetchone()
    if named is not None:
        return []
    taken_over = conn.execute(
        "SELECT count(*) FROM superseded WHERE by_id = ?", (original_id,)
    ).fetchone()[0]
    return [row[0] for row in rows] if len(rows) >= max(taken_over, 1) else []


def originals_of_open_copies(conn: sqlite3.Connection, store_id: int) -> list[int]:
    """Return the originals of a shop's open copies, also of those that a rule excluded."""
    rows = conn.execute(
        "SELECT t.original_id FROM orders c CROSS JOIN twins t ON t.copy_id = c.id"
        " WHERE c.store_id = :store AND c.shown_status NOT IN ('shipped', 'cancelled')"
        " UNION SELECT k.order_id FROM listed l JOIN order_keys k"
        " ON k.platform = l.origin_platform AND k.value = l.origin_value"
        " WHERE l.store_id = :store AND l.kind = 'rule' AND coalesce(l.is_open, 1) ORDER BY 1",
        {"store": store_id},
    )
    return [row[0] for row in rows]


def superseded_among(conn: sqlite3.Connection, order_ids: Iterable[int]) -> frozenset[int]:
    """Return those of the orders that a combined order of an eBay buyer replaced."""
    rows = conn.execute(
        "SELECT order_id FROM superseded WHERE order_id IN (SELECT value FROM json_each(?))",
        (ids(list(order_ids)),),
    )
    return frozenset(row[0] for row in rows)


def copy_shipped_there(conn: sqlite3.Connection, original_id: int) -> int | None:
    """Return a linked copy that its store shows as shipped without a notification from the hub."""
    row = conn.execute(
        "SELECT t.copy_id FROM twins t JOIN orders o ON o.id = t.copy_id"
        " WHERE t.original_id = ? AND o.shown_status = 'shipped' AND NOT EXISTS ("
        "SELECT 1 FROM notices n WHERE n.store_id = o.store_id AND n.target_remote = o.remote_id"
        " AND (n.state IN ('sent', 'already_known') OR n.attempts > 0)) ORDER BY 1 LIMIT 1",
        (original_id,),
    ).fetchone()
    return row and int(row[0])


def linked(conn: sqlite3.Connection, order_ids: Collection[int]) -> frozenset[int]:
    """Return those of the orders that are linked copies."""
    rows = conn.execute(
        "SELECT copy_id FROM twins WHERE copy_id IN (SELECT value FROM json_each(?))",
        (ids(sorted(order_ids)),),
    )
    return frozenset(row[0] for row in rows)


def unlinked_copies(conn: sqlite3.Connection, store_id: int | None = None) -> list[int]:
    """Return all copies without an original; with *store_id*, only open copies of that store."""
    rows = conn.execute(
        "SELECT o.id FROM orders o JOIN order_state s ON s.order_id = o.id"  # noqa: S608 - a constant
        " LEFT JOIN twins t ON t.copy_id = o.id WHERE t.copy_id IS NULL"
        f" AND o.platform IN {SHOPS} AND o.source <> 'storefront'"
        " AND (:store IS NULL OR"
        " o.store_id = :store AND s.status NOT IN ('shipped', 'cancelled')) ORDER BY o.id",
        {"store": store_id},
    )
    return [row[0] for row in rows]


def state_of(conn: sqlite3.Connection, order_id: int) -> OrderState | None:
    """Return the status, visibility and reason of one order; None if there is no such order."""
    return _STATES.first(
        conn.execute(
            f"SELECT {_STATES.columns()} FROM order_state WHERE order_id = ?",  # noqa: S608 - columns
            (an_id(order_id),),
        )
    )
