"""Connected stores, the merchant's choices, and how far each import has come."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from shiponce.domain.platform import Platform
from shiponce.domain.store import Integration, MatchingMode, Method, Store
from shiponce.persistence.json_columns import Trouble, ids, pack, unpack_trouble
from shiponce.persistence.timestamps import from_ms, maybe_from_ms, to_ms

_SELECT = (
    "SELECT s.id, s.name, s.platform, s.account, s.connected_at, s.integration,"
    " coalesce(n.on_, 1), s.prime_to_awaiting, s.buy_shipping, s.market,"
    " s.replaced_at IS NOT NULL, s.disconnected_at IS NOT NULL"
    " FROM stores s LEFT JOIN notice_switch n ON n.store_id = s.id"
)


def _store(row: sqlite3.Row) -> Store:
    return Store(
        row[0],
        row[1],
        Platform(row[2]),
        row[3],
        from_ms(row[4]),
        Integration(row[5]) if row[5] else None,
        bool(row[6]),
        bool(row[7]),
        bool(row[8]),
        row[9],
        bool(row[10]),
        bool(row[11]),
    )


def every(conn: sqlite3.Connection) -> tuple[Store, ...]:
    """Return all stores, in the order in which they were connected."""
    return tuple(_store(row) for row in conn.execute(_SELECT + " ORDER BY s.id"))


def one(conn: sqlite3.Connection, store_id: int) -> Store:
    """Return the store with an id that exists in the file."""
    return _store(conn.execute(_SELECT + " WHERE s.id = ?", (store_id,)).fetchone())


def named(conn: sqlite3.Connection, name: str) -> Store | None:
    """Return the store with this name."""
    row = conn.execute(_SELECT + " WHERE s.name = ?", (name,)).fetchone()
    return row and _store(row)


def add(conn: sqlite3.Connection, store: Store) -> int:
    """Record a connected store and return its new id; ``store.id`` is ignored."""
    done = conn.execute(
        "INSERT INTO stores (name, platform, account, integration, market, prime_to_awaiting,"
        " buy_shipping, connected_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            store.name,
            store.platform.value,
            store.account,
            store.integration and store.integration.value,
            store.market,
            store.prime_to_awaiting,
            store.buy_shipping,
            to_ms(store.connected_at),
        ),
    )
    return int(done.lastrowid or 0)


def retire(conn: sqlite3.Connection, store_id: int, at: int) -> None:
    """Record that another connection replaces this one."""
    conn.execute("UPDATE stores SET replaced_at = ? WHERE id = ?", (at, store_id))


def predecessors(conn: sqlite3.Connection, store_id: int) -> list[int]:
    """Return the ids of the replaced connections that had this store's account."""
    rows = conn.execute(
        "SELECT old.id FROM stores mine JOIN stores old ON old.platform = mine.platform"
        " AND old.account = mine.account AND old.replaced_at IS NOT NULL WHERE mine.id = ?",
        (store_id,),
    )
    return [row[0] for row in rows]


def family(conn: sqlite3.Connection, store_id: int) -> list[int]:
    """Return the ids of a connection and of the replaced connections to the same account."""
    return [store_id, *predecessors(conn, store_id)]


def adjust(conn: sqlite3.Connection, store: Store) -> None:
    """Write the changeable settings of a connected store."""
    conn.execute(
        "UPDATE stores SET name = ?, account = ?, market = ?, integration = ?,"
        " prime_to_awaiting = ?, buy_shipping = ? WHERE id = ?",
        (
            store.name,
            store.account,
            store.market,
            store.integration and store.integration.value,
            store.prime_to_awaiting,
            store.buy_shipping,
            store.id,
        ),
    )


def rename(conn: sqlite3.Connection, store_id: int, name: str) -> None:
    """Rename a store."""
    conn.execute("UPDATE stores SET name = ? WHERE id = ?", (name, store_id))


def disconnect(conn: sqlite3.Connection, store_ids: Sequence[int], at: int | None) -> None:
    """Record when stores were disconnected; *at* is None if they are connected again."""
    conn.execute(
        "UPDATE stores SET disconnected_at = ? WHERE id IN (SELECT value FROM json_each(?))",
        (at, ids(list(store_ids))),
    )


def disconnected_at(conn: sqlite3.Connection, store_id: int) -> datetime | None:
    """Return when a store was disconnected; None while it is connected."""
    row = conn.execute("SELECT disconnected_at FROM stores WHERE id = ?", (store_id,)).fetchone()
    return maybe_from_ms(row[0])


def connect_again(conn: sqlite3.Connection, store: Store) -> None:
    """Record when the account of a disconnected store was connected again."""
    conn.execute(
        "UPDATE stores SET connected_at = ? WHERE id = ?", (to_ms(store.connected_at), store.id)
    )


def forget_watermark(conn: sqlite3.Connection, store_id: int) -> None:
    """Delete a store's import state, because the store now imports another account or market."""
    conn.execute("DELETE FROM import_state WHERE store_id = ?", (store_id,))


def turn_notifications(conn: sqlite3.Connection, store_id: int, on: bool, by: str, at: int) -> None:
    """Record that a person switched a store's notifications on or off, and when (D4)."""
    conn.execute(
        "INSERT INTO notice_switch VALUES (?, ?, ?, ?) ON CONFLICT (store_id) DO UPDATE SET"
        " on_ = excluded.on_, changed_at = excluded.changed_at, changed_by = excluded.changed_by",
        (store_id, on, at, by),
    )


def switch_of(conn: sqlite3.Connection, store_id: int) -> tuple[datetime | None, str]:
    """Return when, and by whom, a store's notifications were last switched on or off."""
    row = conn.execute(
        "SELECT changed_at, changed_by FROM notice_switch WHERE store_id = ?", (store_id,)
    ).fetchone()
    return (from_ms(row[0]), row[1]) if row else (None, "")


def setting(conn: sqlite3.Connection, name: str) -> str | None:
    """Return the value of a setting; None if it was never set."""
    row = conn.execute("SELECT value FROM settings WHERE name = ?", (name,)).fetchone()
    return str(row[0]) if row else None


def choose(conn: sqlite3.Connection, name: str, value: str) -> None:
    """Record the value of a setting."""
    conn.execute(
        "INSERT INTO settings VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = ?",
        (name, value, value),
    )


def mode(conn: sqlite3.Connection) -> MatchingMode:
    """Return the matching mode; reconciling until somebody chooses otherwise."""
    return MatchingMode(setting(conn, "mode") or MatchingMode.RECONCILING)


def method(conn: sqlite3.Connection) -> Method:
    """Return the method by which orders are imported, A or B (see ``Method``).

    If none was chosen, return B if a marketplace is connected and no store uses the new
    integration, otherwise A.
    """
    chosen = setting(conn, "method")
    if chosen:
        return Method(chosen)
    stores = [store for store in every(conn) if store.live]
    marketplace = any(store.platform.is_marketplace for store in stores)
    new = any(store.integration is Integration.NEW for store in stores)
    return Method.B if marketplace and not new else Method.A


@dataclass(frozen=True, slots=True)
class Unfinished:
    """An order listing that stopped before its last page: its window, and its resume token."""

    resume: str
    since: datetime
    until: datetime
    #: When the platform gave the resume token, which is valid for a limited time.
    at: datetime


@dataclass(frozen=True, slots=True)
class ImportState:
    """How far a store's import has come; *trouble* is why the last import ended early, or None."""

    watermark: datetime | None
    imported_at: datetime | None
    trouble: Trouble | None
    unfinished: Unfinished | None = None
    swept_at: datetime | None = None
    #: Total number of orders that imports had missed and sweeps found.
    sweep_found: int = 0


def import_state(conn: sqlite3.Connection, store_id: int) -> ImportState:
    """Return where the next import of a store begins."""
    row = conn.execute(
        "SELECT watermark, imported_at, trouble, resume, resume_since, resume_until, resume_at,"
        " swept_at, sweep_found"
        " FROM import_state WHERE store_id = ?",
        (store_id,),
    ).fetchone()
    if row is None:
        return ImportState(None, None, None)
    unfinished = None
    if row["resume"]:
        unfinished = Unfinished(row["resume"], *(from_ms(row[column]) for column in (4, 5, 6)))
    return ImportState(
        maybe_from_ms(row[0]),
        maybe_from_ms(row[1]),
        unpack_trouble(row[2]),
        unfinished,
        maybe_from_ms(row["swept_at"]),
        row["sweep_found"],
    )


def import_done(conn: sqlite3.Connection, store_id: int, watermark: datetime, at: int) -> None:
    """Record that the last page is imported, and move the watermark forward, never back."""
    conn.execute(
        "INSERT INTO import_state (store_id, watermark, imported_at) VALUES (?, ?, ?)"
        " ON CONFLICT (store_id) DO UPDATE SET"
        " watermark = max(coalesce(watermark, 0), excluded.watermark),"
        " imported_at = excluded.imported_at, trouble = NULL, resume = NULL",
        (store_id, to_ms(watermark), at),
    )


def set_back(conn: sqlite3.Connection, store_id: int, watermark: datetime) -> None:
    """Move back a watermark that a wrong clock had set ahead of the platform's time.

    Nothing else moves a watermark back.
    """
    conn.execute(
        "UPDATE import_state SET watermark = ?, resume = NULL WHERE store_id = ?",
        (to_ms(watermark), store_id),
    )


def swept(conn: sqlite3.Connection, store_id: int, found: int, at: int) -> None:
    """Record the end of a sweep, and how many orders it found that imports had missed."""
    conn.execute(
        "UPDATE import_state SET swept_at = ?, sweep_found = sweep_found + ? WHERE store_id = ?",
        (at, found, store_id),
    )


def import_failed(
    conn: sqlite3.Connection, store_id: int, code: str, facts: dict[str, object]
) -> None:
    """Record why an import stopped; the orders imported so far and the watermark stay."""
    conn.execute(
        "INSERT INTO import_state (store_id, trouble) VALUES (?, ?)"
        " ON CONFLICT (store_id) DO UPDATE SET trouble = excluded.trouble",
        (store_id, pack({"code": code, "facts": facts})),
    )


def import_goes_on(conn: sqlite3.Connection, store_id: int, unfinished: Unfinished | None) -> None:
    """Record where an order listing can be resumed; None if it must start again."""
    found = unfinished
    conn.execute(
        "INSERT INTO import_state (store_id, resume, resume_since, resume_until, resume_at)"
        " VALUES (?, ?, ?, ?, ?) ON CONFLICT (store_id) DO UPDATE SET resume = excluded.resume,"
        " resume_since = excluded.resume_since, resume_until = excluded.resume_until,"
        " resume_at = excluded.resume_at",
        (
            store_id,
            found and found.resume,
            found and to_ms(found.since),
            found and to_ms(found.until),
            found and to_ms(found.at),
        ),
    )
