"""Pairs of orders that a person has rejected, so that they are not proposed as twins again."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from shiponce.persistence.json_columns import ids
from shiponce.persistence.typed_rows import TypedRows


@dataclass(frozen=True, slots=True)
class TwinRejection:
    """A person's statement that two orders are not twins.

    *original_id* 0 means that the order *copy_id* is not a copy at all.
    """

    copy_id: int
    original_id: int
    refused_by: str
    at: datetime


_REJECTIONS = TypedRows(TwinRejection)


def reject(conn: sqlite3.Connection, copy_id: int, original_id: int, by: str, at: int) -> None:
    """Record a person's rejection; original_id 0 means that the order is not a copy at all."""
    conn.execute(
        "INSERT OR IGNORE INTO twin_refusals VALUES (?, ?, ?, ?)", (copy_id, original_id, by, at)
    )


def rejected_originals(
    conn: sqlite3.Connection, copy_ids: Iterable[int]
) -> dict[int, frozenset[int]]:
    """Return for each copy the originals that a person has rejected."""
    found: dict[int, set[int]] = {}
    for copy_id, original_id in conn.execute(
        "SELECT copy_id, original_id FROM twin_refusals"
        " WHERE copy_id IN (SELECT value FROM json_each(?))",
        (ids(list(copy_ids)),),
    ):
        found.setdefault(copy_id, set()).add(original_id)
    return {copy_id: frozenset(originals) for copy_id, originals in found.items()}


def rejected_by(conn: sqlite3.Connection, copy_id: int) -> str:
    """Return the person who last rejected an original of a copy; '' for none."""
    row = conn.execute(
        "SELECT refused_by FROM twin_refusals WHERE copy_id = ? ORDER BY at DESC LIMIT 1",
        (copy_id,),
    ).fetchone()
    return str(row[0]) if row else ""


def forget(conn: sqlite3.Connection, copy_id: int, original_id: int) -> None:
    """Delete the rejections of a pair that a person now confirms; the events still show them."""
    conn.execute(
        "DELETE FROM twin_refusals WHERE copy_id = ? AND original_id IN (0, ?)",
        (copy_id, original_id),
    )


def about(conn: sqlite3.Connection, order_id: int) -> list[TwinRejection]:
    """Return the rejections in which an order is the copy or the original."""
    return _REJECTIONS.all(
        conn.execute(
            f"SELECT {_REJECTIONS.columns()} FROM twin_refusals"  # noqa: S608 - columns
            " WHERE copy_id = ? OR original_id = ? ORDER BY at, original_id",
            (order_id, order_id),
        )
    )


def pairs(conn: sqlite3.Connection, order_id: int) -> list[tuple[int, int]]:
    """Return every rejected pair of an order as (copy, original)."""
    rows = about(conn, order_id)
    return [(row.copy_id, row.original_id) for row in rows if row.original_id]
