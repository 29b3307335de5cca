"""Counts of calls on the virtual clock: token buckets, windows and days.

A platform's own limits decide what is counted under which key, and how much is allowed.
"""

from __future__ import annotations

from dataclasses import dataclass, field

DAY = 86_400_000
_TOKEN = 1_000_000_000


@dataclass(slots=True)
class Bucket:
    """A token bucket; levels are in billionths of a token, so nothing is rounded away."""

    level: int
    at: int


@dataclass(slots=True)
class Window:
    """Requests counted within one window of time."""

    started: int
    used: int = 0


@dataclass(slots=True)
class CallCounts:
    """How many calls each caller has made; a limit refuses calls only if *enforced* is True."""

    enforced: bool = True
    buckets: dict[tuple[str, str], Bucket] = field(default_factory=dict)
    windows: dict[str, Window] = field(default_factory=dict)
    #: key → day number, and how many calls were counted on that day
    days: dict[str, tuple[int, int]] = field(default_factory=dict)

    def take_token(self, account: str, operation: str, rate: float, burst: int, now: int) -> bool:
        """Take a token from the bucket of an operation; return False if the bucket is empty.

        *rate* is how many tokens are added per second, *burst* the size of the bucket, *now* the
        time in ms UTC.
        """
        if not self.enforced:
            return True
        full = burst * _TOKEN
        bucket = self.buckets.setdefault((account, operation), Bucket(full, now))
        gained = round((now - bucket.at) * rate * _TOKEN / 1000)
        bucket.level, bucket.at = min(full, bucket.level + gained), max(now, bucket.at)
        if bucket.level < _TOKEN:
            return False
        bucket.level -= _TOKEN
        return True

    def count_in_window(self, key: str, quota: int, span: int, now: int) -> bool:
        """Count a call in a window of *span* ms; return False if its *quota* is used up.

        A window begins with the first call after the previous window has ended.
        """
        window = self.windows.get(key)
        if window is None or now - window.started >= span:
            window = self.windows[key] = Window(now)
        if self.enforced and window.used >= quota:
            return False
        window.used = min(quota, window.used + 1)
        return True

    def left_in_window(self, key: str, quota: int, span: int, now: int) -> tuple[int, int]:
        """Return the calls left in a window, and the ms until it ends."""
        window = self.windows.get(key)
        if window is None or now - window.started >= span:
            return quota, span
        return max(0, quota - window.used), window.started + span - now

    def count_in_day(self, key: str, quota: int, now: int) -> bool:
        """Count a call on the day of *now*; return False if the day's *quota* is used up."""
        used = self.used_in_day(key, now)
        if self.enforced and used >= quota:
            return False
        self.days[key] = (now // DAY, min(quota, used + 1))
        return True

    def used_in_day(self, key: str, now: int) -> int:
        """Return how many calls were counted on the day of *now*."""
        day, used = self.days.get(key, (0, 0))
        return used if day == now // DAY else 0
