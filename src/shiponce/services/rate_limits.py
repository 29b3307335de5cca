"""Respect the platforms' rate limits: grant a token for a call, or return when to try again.

The token buckets are in the database, so a restart forgets no call. No function here sleeps. Times
recorded while the clock was ahead delay nothing once the clock is right again.
"""

from __future__ import annotations

import sqlite3

from shiponce.decisions import clock_skew
from shiponce.domain.platform import Operation, Platform
from shiponce.persistence import rate_limits
from shiponce.persistence.rate_limits import Bucket
from shiponce.persistence.timestamps import from_ms, span_ms


def take(
    conn: sqlite3.Connection, store_id: int, platform: Platform, operation: str, now: int
) -> int | None:
    """Take a token, or return the time (ms) before which there is none. Needs a transaction.

    All stores of one account share the account's tokens.
    """
    store_id = rate_limits.account_of(conn, store_id)
    rate = platform.traits.rates[Operation(operation)]
    found = rate_limits.bucket(conn, store_id, operation)
    kept = found or Bucket(float(rate.burst) if rate else 0.0, now)
    if clock_skew.waits(from_ms(kept.not_before), from_ms(now)):
        return kept.not_before
    if rate is None:
        return None
    if kept.at > now:  # written while the clock was ahead: the bucket refills from now on
        rate_limits.keep(conn, store_id, operation, Bucket(kept.tokens, now))
    passed = max(0, now - kept.at) / 1000
    tokens = min(float(rate.burst), kept.tokens + passed * rate.per_second)
    if tokens < 1:
        return now + int((1 - tokens) / rate.per_second * 1000) + 1
    rate_limits.keep(conn, store_id, operation, Bucket(tokens - 1, now))
    return None


def hold_back(
    conn: sqlite3.Connection, store_id: int, operation: str, now: int, until: int
) -> None:
    """Block calls after a refusal until *until* (ms), for ``LONGEST_WAIT`` at most."""
    store_id = rate_limits.account_of(conn, store_id)
    longest = now + span_ms(clock_skew.LONGEST_WAIT)
    rate_limits.keep(conn, store_id, operation, Bucket(0.0, now, min(until, longest)))
