"""Correct times that this machine's clock recorded while it was ahead."""

from __future__ import annotations

import sqlite3
from datetime import datetime, timedelta

from shiponce.persistence import event_log, future_times
from shiponce.persistence.database import Database
from shiponce.persistence.timestamps import from_ms, span_ms, to_ms
from shiponce.ports import Clock
from shiponce.views.sentence import Sentence

#: Smaller corrections of the clock are ignored, because they lengthen a wait by at most this time.
_CORRECTED = timedelta(minutes=2)
#: How long the warning is shown after the wrong clock was found.
_SAID = timedelta(days=1)


def set_right(db: Database, clock: Clock) -> None:
    """Set recorded times that lie in the future back to now; write nothing if there are none."""
    now, was = to_ms(clock.now()), future_times.latest(db.conn)
    if was - now <= span_ms(_CORRECTED):
        return
    with db.write() as conn:
        future_times.set_right(conn, now, was)
        event_log.record(conn, now, ("clock_set_right", None, {"was_at": from_ms(was)}))


def warnings(conn: sqlite3.Connection, now: datetime) -> tuple[Sentence, ...]:
    """Return the warning shown for a day after a clock was found to have been ahead."""
    found = future_times.last_found(conn)
    if found is None:
        return ()
    at = found["found_at"]
    if not isinstance(at, datetime) or not timedelta(0) <= now - at < _SAID:
        return ()
    return (Sentence("warning.clock_was_ahead", found),)
