"""Find times recorded by a clock that was ahead, and correct them."""

from __future__ import annotations

import sqlite3

from shiponce.persistence.json_columns import pack, unpack_facts
from shiponce.persistence.timestamps import from_ms

#: The setting that records when a clock was last found to be ahead.
_NAME = "clock_was_ahead"

#: The latest recorded time of something that was done; it should not lie in the future. Planned
#: times may lie in the future, so they are left out.
_LATEST = """
SELECT max(at) FROM (
    SELECT max(at) AS at FROM pacing
    UNION ALL SELECT max(max(coalesce(imported_at, 0), coalesce(resume_at, 0),
                             coalesce(swept_at, 0))) FROM import_state
    UNION ALL SELECT max(tried_at) FROM shop_emails
    UNION ALL SELECT max(max(at, coalesce(attempted_at, 0))) FROM notices
              WHERE state IN ('pending', 'sending')
    UNION ALL SELECT max(at) FROM acts WHERE state IN ('open', 'unknown')
    UNION ALL SELECT max(at) FROM shipments WHERE state IN ('purchasing', 'unknown'))
"""

#: Set future times to now. Work planned relative to such a time moves back by the same span.
_SET_RIGHT = (
    "UPDATE pacing SET at = :now, not_before = 0 WHERE at > :now",
    "UPDATE import_state SET imported_at = min(imported_at, :now), swept_at = min(swept_at, :now),"
    " resume = CASE WHEN resume_at > :now THEN NULL ELSE resume END",
    "UPDATE shop_emails SET tried_at = min(tried_at, :now), read_at = min(read_at, :now)"
    " WHERE tried_at > :now",
    "UPDATE notices SET wait_until = wait_until - (at - :now) WHERE at > :now",
    "UPDATE notices SET next_at = :now + max(0, next_at - max(at, coalesce(attempted_at, 0))),"
    " attempted_at = min(attempted_at, :now), at = min(at, :now)"
    " WHERE state IN ('pending', 'sending') AND max(at, coalesce(attempted_at, 0)) > :now",
    "UPDATE acts SET look_at = :now, deadline = :now + (deadline - at), at = :now,"
    " sent_by = min(sent_by, :now), none_at = NULL"
    " WHERE at > :now AND state IN ('open', 'unknown')",
    "UPDATE shipments SET at = :now WHERE at > :now AND state IN ('purchasing', 'unknown')",
)


def latest(conn: sqlite3.Connection) -> int:
    """Return the latest recorded time (ms) at which something was done; 0 if there is none."""
    row = conn.execute(_LATEST).fetchone()
    return int(row[0] or 0)


def set_right(conn: sqlite3.Connection, now: int, was: int) -> None:
    """Set every recorded time after *now* to *now*, and record that the clock was ahead."""
    for statement in _SET_RIGHT:
        conn.execute(statement, {"now": now})
    facts = pack({"found_at": from_ms(now), "was_at": from_ms(was)})
    conn.execute(
        "INSERT INTO settings VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = ?",
        (_NAME, facts, facts),
    )


def last_found(conn: sqlite3.Connection) -> dict[str, object] | None:
    """Return the facts recorded when a clock was last found ahead; None if never."""
    row = conn.execute("SELECT value FROM settings WHERE name = ?", (_NAME,)).fetchone()
    return unpack_facts(row[0]) if row else None
