"""Token buckets of the platforms' rate limits: in the file, so that a restart forgets no call."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bucket:
    """What is left of a store's rate limit for one kind of call; times in ms."""

    tokens: float
    #: When *tokens* was counted.
    at: int
    #: The platform itself said "not before"; 0: it did not.
    not_before: int = 0


def bucket(conn: sqlite3.Connection, store_id: int, operation: str) -> Bucket | None:
    """Return the bucket of a store's kind of call; None before the first one."""
    row = conn.execute(
        "SELECT tokens, at, not_before FROM pacing WHERE store_id = ? AND operation = ?",
        (store_id, operation),
    ).fetchone()
    return row and Bucket(*row)


def keep(conn: sqlite3.Connection, store_id: int, operation: str, kept: Bucket) -> None:
    """Write a bucket down, in the place of the one before."""
    conn.execute(
        "INSERT INTO pacing VALUES (?, ?, ?, ?, ?) ON CONFLICT (store_id, operation)"
        " DO UPDATE SET tokens = excluded.tokens, at = excluded.at,"
        " not_before = excluded.not_before",
        (store_id, operation, kept.tokens, kept.at, kept.not_before),
    )
