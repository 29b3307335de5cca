"""Token buckets of the platforms' rate limits, stored so that a restart forgets no call."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bucket:
    """What is left of a store's rate limit for one kind of call; times in ms."""

    tokens: float
    #: When *tokens* was counted.
    at: int
    #: The retry time that the platform named; 0 if it named none.
    not_before: int = 0


def account_of(conn: sqlite3.Connection, store_id: int) -> int:
    """Return the first store of a store's account: platforms limit the calls of an account."""
    row = conn.execute(
        "SELECT min(first.id) FROM stores mine JOIN stores first ON first.platform = mine.platform"
        " AND first.account = mine.account WHERE mine.id = ?",
        (store_id,),
    ).fetchone()
    return store_id if row[0] is None else int(row[0])


def bucket(conn: sqlite3.Connection, store_id: int, operation: str) -> Bucket | None:
    """Return the bucket for one kind of call to a store; None before the first call."""
    row = conn.execute(
        "SELECT tokens, at, not_before FROM pacing WHERE store_id = ? AND operation = ?",
        (store_id, operation),
    ).fetchone()
    return row and Bucket(*row)


def keep(conn: sqlite3.Connection, store_id: int, operation: str, kept: Bucket) -> None:
    """Record a bucket in place of the former one."""
    conn.execute(
        "INSERT INTO pacing VALUES (?, ?, ?, ?, ?) ON CONFLICT (store_id, operation)"
        " DO UPDATE SET tokens = excluded.tokens, at = excluded.at,"
        " not_before = excluded.not_before",
        (store_id, operation, kept.tokens, kept.at, kept.not_before),
    )
