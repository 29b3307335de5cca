"""Request limits on the virtual clock: Amazon's token buckets, BigCommerce's window.

Amazon gives each application and seller a bucket per operation; BigCommerce gives a store one
window for everything; eBay counts the calls of an application by the day.
"""

from __future__ import annotations

from dataclasses import dataclass, field

#: BigCommerce's Standard and Plus plans.
QUOTA = 150
WINDOW = 30_000
DAY = 86_400_000
_TOKEN = 1_000_000_000


@dataclass(slots=True)
class Bucket:
    """Tokens that trickle back; levels count billionths of a token: nothing is rounded away."""

    level: int
    at: int


@dataclass(slots=True)
class Window:
    """Requests counted within one window of time."""

    started: int
    used: int = 0


@dataclass(slots=True)
class Limits:
    """How much each caller has used."""

    enforced: bool = True
    buckets: dict[tuple[str, str], Bucket] = field(default_factory=dict)
    windows: dict[str, Window] = field(default_factory=dict)
    #: counted thing → the number of its day, and how often it was counted on it
    days: dict[str, tuple[int, int]] = field(default_factory=dict)

    def take(self, account: str, operation: str, rate: float, burst: int, now: int) -> bool:
        """Takes a token of an operation's bucket; False where it is empty."""
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

    def request(self, store: str, now: int, quota: int = QUOTA) -> bool:
        """Counts a request in a store's window; False where it has none left."""
        window = self.windows.get(store)
        if window is None or now - window.started >= WINDOW:
            window = self.windows[store] = Window(now)
        if self.enforced and window.used >= quota:
            return False
        window.used = min(quota, window.used + 1)
        return True

    def count(self, what: str, most: int, now: int) -> bool:
        """Counts one of ``most`` calls of a day; False where the day has none left."""
        used = self.counted(what, now)
        if self.enforced and used >= most:
            return False
        self.days[what] = (now // DAY, min(most, used + 1))
        return True

    def counted(self, what: str, now: int) -> int:
        """How many calls of the day that ``now`` lies in have been counted."""
        day, used = self.days.get(what, (0, 0))
        return used if day == now // DAY else 0

    def left(self, store: str, now: int, quota: int = QUOTA) -> tuple[int, int]:
        """Requests left in a store's window, and the milliseconds until it ends."""
        window = self.windows.get(store)
        if window is None or now - window.started >= WINDOW:
            return quota, WINDOW
        return max(0, quota - window.used), window.started + WINDOW - now
