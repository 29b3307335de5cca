"""Compute when a notification is tried again after a 429, a server error or a time-out.

The pause doubles with each attempt. If a 429 names a time, the next attempt is at that time.
"""

from __future__ import annotations

from shiponce.domain.settings import NotificationSettings
from shiponce.errors import RateLimited
from shiponce.persistence.database import Database
from shiponce.persistence.timestamps import to_ms
from shiponce.ports import Clock
from shiponce.services import rate_limits

#: Maximum number of times that the pause is doubled; without it the timedelta would overflow.
_MOST_DOUBLINGS = 12


class RetryBackoff:
    """Computes when to try again, in milliseconds, from the pauses that the merchant has set."""

    def __init__(self, db: Database, clock: Clock, settings: NotificationSettings) -> None:
        self._db = db
        self._clock = clock
        self._settings = settings

    def next_try(self, attempts: int) -> int:
        """Return when to try again after *attempts* attempts; the pause doubles each time."""
        pause = self._settings.first_pause * 2 ** min(attempts - 1, _MOST_DOUBLINGS)
        return to_ms(self._clock.now() + min(pause, self._settings.longest_pause))

    def after_rate_limit(self, store_id: int, attempts: int, limited: RateLimited) -> int:
        """Hold back the store's confirmations after a 429; return when to try again."""
        now, until = to_ms(self._clock.now()), self.next_try(attempts)
        if limited.not_before is not None:
            until = max(to_ms(limited.not_before), now + 1)
        with self._db.write() as conn:
            rate_limits.hold_back(conn, store_id, "confirm", now, until)
        return until
