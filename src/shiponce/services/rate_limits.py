"""The platforms' quotas, kept by us: asked before a call, answered by "not before".

The buckets are in the file, so a restart forgets no call that was made. Nothing sleeps. What a
clock wrote down that was ahead for a moment holds nothing back when it is right again.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from shiponce.decisions import clock_skew
from shiponce.domain.store import Platform
from shiponce.persistence.timestamps import from_ms, span_ms


@dataclass(frozen=True, slots=True)
class Rate:
    """A token bucket: calls a second in the long run, and how many at once."""

    per_second: float
    burst: int


#: Amazon's from its operation texts (Orders 2026-01-01, Orders v0), BigCommerce's window of 150
#: calls in 30 seconds from its rate limit page; eBay counts by the day and is left to its answers.
RATES: dict[tuple[Platform, str], Rate] = {
    (Platform.AMAZON, "listing"): Rate(0.0056, 20),
    (Platform.AMAZON, "read"): Rate(0.5, 30),
    (Platform.AMAZON, "confirm"): Rate(2, 10),
    (Platform.BIGCOMMERCE, "listing"): Rate(5, 50),
    (Platform.BIGCOMMERCE, "read"): Rate(1, 25),
    (Platform.BIGCOMMERCE, "confirm"): Rate(1, 25),
}


def take(
    conn: sqlite3.Connection, store_id: int, platform: Platform, operation: str, now: int
) -> int | None:
    """Take a token, or say before which time (ms) none is to be had. Needs a transaction."""
    rate = RATES.get((platform, operation))
    tokens, at, not_before = _bucket(conn, store_id, operation, rate, now)
    if clock_skew.waits(from_ms(not_before), from_ms(now)):
        return not_before
    if rate is None:
        return None
    if at > now:  # written while the clock was ahead: it counts from now on
        _keep(conn, store_id, operation, tokens, now, 0)
    tokens = min(float(rate.burst), tokens + max(0, now - at) / 1000 * rate.per_second)
    if tokens < 1:
        return now + int((1 - tokens) / rate.per_second * 1000) + 1
    _keep(conn, store_id, operation, tokens - 1, now, 0)
    return None


def hold_back(
    conn: sqlite3.Connection, store_id: int, operation: str, now: int, until: int
) -> None:
    """The platform itself said "not now": nobody asks again before *until* (ms), or the longest."""
    _keep(conn, store_id, operation, 0.0, now, min(until, now + span_ms(clock_skew.LONGEST_WAIT)))


def _bucket(
    conn: sqlite3.Connection, store_id: int, operation: str, rate: Rate | None, now: int
) -> tuple[float, int, int]:
    row = conn.execute(
        "SELECT tokens, at, not_before FROM pacing WHERE store_id = ? AND operation = ?",
        (store_id, operation),
    ).fetchone()
    if row is None:
        return (float(rate.burst) if rate else 0.0, now, 0)
    return (row[0], row[1], row[2])


def _keep(
    conn: sqlite3.Connection,
    store_id: int,
    operation: str,
    tokens: float,
    at: int,
    not_before: int,
) -> None:
    conn.execute(
        "INSERT INTO pacing VALUES (?, ?, ?, ?, ?) ON CONFLICT (store_id, operation)"
        " DO UPDATE SET tokens = excluded.tokens, at = excluded.at,"
        " not_before = excluded.not_before",
        (store_id, operation, tokens, at, not_before),
    )
