"""Orders of disconnected stores, with the visibility and links to restore later."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from shiponce.persistence.json_columns import ids, pack
from shiponce.persistence.typed_rows import TypedRows

_AMONG = "IN (SELECT value FROM json_each(?))"


@dataclass(frozen=True, slots=True)
class Suspended:
    """A link between a copy and an excluded original."""

    copy_id: int
    original_id: int
    basis: str


@dataclass(frozen=True, slots=True)
class DisconnectedOrder:
    """An order that is excluded because its store is disconnected."""

    id: int
    number: str
    remote_id: str
    #: The name of the order's store.
    store: str
    #: The platform of the order's store.
    platform: str
    #: Why the order is excluded: a code of ``words``, with its facts.
    why: str
    facts: Mapping[str, object]
    decided_at: datetime
    origin_platform: str | None
    origin_value: str | None


_DISCONNECTED = TypedRows(DisconnectedOrder)


def open_orders(conn: sqlite3.Connection, store_ids: Sequence[int]) -> list[int]:
    """Return these stores' orders that are open and not excluded yet."""
    rows = conn.execute(
        "SELECT o.id FROM orders o JOIN order_state s ON s.order_id = o.id"  # noqa: S608 - constants only
        f" WHERE o.store_id {_AMONG} AND s.visibility <> 'excluded'"
        " AND s.status NOT IN ('shipped', 'cancelled') ORDER BY o.id",
        (ids(list(store_ids)),),
    )
    return [row[0] for row in rows]


def count_closed(conn: sqlite3.Connection, store_ids: Sequence[int]) -> int:
    """Count the stores' shipped and cancelled orders, which stay when a store is disconnected."""
    row = conn.execute(
        "SELECT count(*) FROM orders o JOIN order_state s ON s.order_id = o.id"  # noqa: S608 - constants only
        f" WHERE o.store_id {_AMONG} AND s.status IN ('shipped', 'cancelled')",
        (ids(list(store_ids)),),
    ).fetchone()
    return int(row[0])


def in_purchase(conn: sqlite3.Connection, store_ids: Sequence[int]) -> list[str]:
    """Return the numbers of these stores' orders with an unsettled label purchase."""
    rows = conn.execute(
        "SELECT DISTINCT o.number FROM orders o JOIN shipments s ON s.order_id = o.id"  # noqa: S608 - constants only
        f" WHERE o.store_id {_AMONG} AND s.state IN ('purchasing', 'unknown') ORDER BY o.id",
        (ids(list(store_ids)),),
    )
    return [row[0] for row in rows]


def suspend_links(conn: sqlite3.Connection, original_ids: Iterable[int]) -> list[int]:
    """Suspend the links of these originals; return the copies that were linked."""
    asked = ids(list(original_ids))
    rows = conn.execute(
        "INSERT OR REPLACE INTO suspended_twins"  # noqa: S608 - constants only
        " SELECT t.copy_id, t.original_id, t.basis, t.at,"
        " coalesce(e.why, s.why), coalesce(e.facts, s.facts), coalesce(e.evidence, s.evidence)"
        " FROM twins t JOIN order_state s ON s.order_id = t.copy_id"
        " LEFT JOIN excluded_orders e ON e.order_id = t.copy_id"
        f" WHERE t.original_id {_AMONG} RETURNING copy_id",
        (asked,),
    ).fetchall()
    conn.execute(f"DELETE FROM twins WHERE original_id {_AMONG}", (asked,))  # noqa: S608 - constants only
    return sorted(row[0] for row in rows)


def exclude(
    conn: sqlite3.Connection,
    order_ids: Sequence[int],
    at: int,
    *,
    why: str,
    facts: Mapping[str, object],
) -> None:
    """Exclude orders from every grid, and save their former visibility and reason."""
    asked = ids(list(order_ids))
    conn.execute(
        "INSERT OR REPLACE INTO excluded_orders SELECT order_id, visibility, why, facts, evidence,"  # noqa: S608 - constants only
        f" decided_at FROM order_state WHERE order_id {_AMONG} AND visibility <> 'excluded'",
        (asked,),
    )
    conn.execute(
        "UPDATE order_state SET visibility = 'excluded', why = ?, facts = ?, evidence = '[]',"  # noqa: S608 - constants only
        f" decided_at = ? WHERE order_id {_AMONG} AND visibility <> 'excluded'",
        (why, pack(dict(facts)), at, asked),
    )


def of_stores(conn: sqlite3.Connection, store_ids: Sequence[int]) -> list[int]:
    """Return the excluded orders of these stores."""
    rows = conn.execute(
        "SELECT e.order_id FROM excluded_orders e JOIN orders o ON o.id = e.order_id"  # noqa: S608 - constants only
        f" WHERE o.store_id {_AMONG} ORDER BY e.order_id",
        (ids(list(store_ids)),),
    )
    return [row[0] for row in rows]


def return_orders(conn: sqlite3.Connection, order_ids: Sequence[int]) -> list[int]:
    """Restore excluded orders; return the formerly hidden copies that have no link now.

    Such a copy is visible until matching decides about it.
    """
    asked = ids(list(order_ids))
    homeless = [
        row[0]
        for row in conn.execute(
            "SELECT order_id FROM excluded_orders WHERE visibility = 'hidden'"  # noqa: S608 - constants only
            f" AND order_id {_AMONG} AND order_id NOT IN (SELECT copy_id FROM twins)"
            " ORDER BY order_id",
            (asked,),
        )
    ]
    conn.execute(
        "UPDATE order_state SET visibility = CASE WHEN e.visibility = 'hidden' AND NOT EXISTS"  # noqa: S608 - constants only
        " (SELECT 1 FROM twins t WHERE t.copy_id = e.order_id) THEN 'visible' ELSE e.visibility"
        " END, why = e.why, facts = e.facts, evidence = e.evidence, decided_at = e.decided_at"
        f" FROM excluded_orders e WHERE e.order_id = order_state.order_id AND e.order_id {_AMONG}",
        (asked,),
    )
    conn.execute(f"DELETE FROM excluded_orders WHERE order_id {_AMONG}", (asked,))  # noqa: S608 - constants only
    return homeless


def suspended(conn: sqlite3.Connection, original_ids: Sequence[int]) -> list[Suspended]:
    """Return the suspended links of these originals."""
    rows = conn.execute(
        "SELECT copy_id, original_id, basis FROM suspended_twins"  # noqa: S608 - constants only
        f" WHERE original_id {_AMONG} ORDER BY copy_id",
        (ids(list(original_ids)),),
    )
    return [Suspended(*row) for row in rows]


def relink(conn: sqlite3.Connection, copy_id: int) -> None:
    """Restore a suspended link; ``hide_again`` restores the copy's visibility and reason."""
    conn.execute(
        "INSERT INTO twins SELECT copy_id, original_id, basis, at FROM suspended_twins"
        " WHERE copy_id = ? ON CONFLICT (copy_id) DO NOTHING",
        (copy_id,),
    )


def hide_again(conn: sqlite3.Connection, copy_id: int, at: int) -> None:
    """Hide a copy behind its original again, with its former reason.

    A copy that is excluded itself is hidden when its own store is connected again.
    """
    conn.execute(
        "UPDATE order_state SET visibility = 'hidden', why = t.why, facts = t.facts,"
        " evidence = t.evidence, decided_at = ? FROM suspended_twins t"
        " WHERE t.copy_id = order_state.order_id AND order_state.order_id = ?"
        " AND order_state.visibility <> 'excluded'",
        (at, copy_id),
    )
    conn.execute(
        "UPDATE excluded_orders SET visibility = 'hidden', why = t.why, facts = t.facts,"
        " evidence = t.evidence FROM suspended_twins t"
        " WHERE t.copy_id = excluded_orders.order_id AND excluded_orders.order_id = ?",
        (copy_id,),
    )


def drop_suspended(conn: sqlite3.Connection, copy_id: int) -> None:
    """Delete a suspended link that was restored, or that a person rejected."""
    conn.execute("DELETE FROM suspended_twins WHERE copy_id = ?", (copy_id,))


def listing(conn: sqlite3.Connection, ref: str = "") -> list[DisconnectedOrder]:
    """Return orders of disconnected stores, newest first; with *ref*, only those that it names."""
    narrow = (
        "AND (o.remote_id = :ref OR o.number = :ref OR st.name || ':' || o.number = :ref"
        " OR st.name || ':' || o.remote_id = :ref)"
        if ref
        else ""
    )
    return _DISCONNECTED.all(
        conn.execute(
            "SELECT o.id, o.number, o.remote_id, st.name AS store, st.platform, s.why,"  # noqa: S608 - one of two constants
            " s.facts, s.decided_at, k.platform AS origin_platform, k.value AS origin_value"
            " FROM order_state s JOIN orders o ON o.id = s.order_id"
            " JOIN stores st ON st.id = o.store_id"
            " LEFT JOIN order_keys k ON k.order_id = o.id AND k.grade = 'proves' AND k.field ="
            " (SELECT min(field) FROM order_keys WHERE order_id = o.id AND grade = 'proves')"
            f" WHERE s.visibility = 'excluded' {narrow} GROUP BY o.id"
            " ORDER BY s.decided_at DESC, o.id DESC",
            {"ref": ref},
        )
    )


def count(conn: sqlite3.Connection) -> int:
    """Count the orders that are excluded because their store is disconnected."""
    row = conn.execute("SELECT count(*) FROM order_state WHERE visibility = 'excluded'").fetchone()
    return int(row[0])


def count_of(conn: sqlite3.Connection, store_id: int) -> int:
    """Count the excluded orders of one store."""
    row = conn.execute(
        "SELECT count(*) FROM excluded_orders e JOIN orders o ON o.id = e.order_id"
        " WHERE o.store_id = ?",
        (store_id,),
    ).fetchone()
    return int(row[0])


def among(conn: sqlite3.Connection, order_ids: Iterable[int]) -> frozenset[int]:
    """Return the excluded orders among *order_ids*."""
    rows = conn.execute(
        f"SELECT order_id FROM order_state WHERE order_id {_AMONG} AND visibility = 'excluded'",  # noqa: S608 - constants only
        (ids(sorted(order_ids)),),
    )
    return frozenset(row[0] for row in rows)


def has_orders(conn: sqlite3.Connection, store_ids: Sequence[int]) -> bool:
    """Return True if these stores have any imported, excluded or quarantined order."""
    row = conn.execute(
        f"SELECT EXISTS (SELECT 1 FROM orders WHERE store_id {_AMONG})"  # noqa: S608 - constants only
        f" OR EXISTS (SELECT 1 FROM listed WHERE store_id {_AMONG})",
        (ids(list(store_ids)), ids(list(store_ids))),
    ).fetchone()
    return bool(row[0])


def is_busy(conn: sqlite3.Connection, store_ids: Sequence[int]) -> bool:
    """Return True if an order of these stores, or a notification to them, is open."""
    row = conn.execute(
        "SELECT EXISTS (SELECT 1 FROM orders o JOIN order_state s ON s.order_id = o.id"  # noqa: S608 - constants only
        f" WHERE o.store_id {_AMONG} AND s.status NOT IN ('shipped', 'cancelled'))"
        f" OR EXISTS (SELECT 1 FROM notices WHERE store_id {_AMONG}"
        " AND state IN ('pending', 'sending', 'stopped'))",
        (ids(list(store_ids)), ids(list(store_ids))),
    ).fetchone()
    return bool(row[0])
