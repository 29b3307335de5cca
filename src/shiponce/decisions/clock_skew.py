"""Decide which recorded times and waits still count when clocks disagree.

The hub's clock or a platform's clock can be wrong for a while. A time that a wrong clock recorded
must not delay anything for longer than ``LONGEST_WAIT``.
"""

from __future__ import annotations

from datetime import datetime, timedelta

#: The longest wait, even if a platform advises a longer one. The documented windows are shorter:
#: BigCommerce's is 30 seconds, and Amazon's slowest operation allows one call in 179 seconds
#: (0.0056 a second). eBay counts calls by the day and sends no header about it; with one call every
#: half hour, the hub notices when eBay's day has ended.
LONGEST_WAIT = timedelta(minutes=30)
#: Smaller differences between clocks are not reported; an unsynchronised clock drifts by minutes.
WORTH_SAYING = timedelta(minutes=10)
#: An order is misdated if its time of change is more than this after the platform's current time.
AHEAD = timedelta(days=2)


def still_holds(at: datetime, now: datetime, span: timedelta) -> bool:
    """Return True if *at*, the time of a record, is less than *span* ago.

    A time ahead of now was recorded by a wrong clock and no longer counts.
    """
    return timedelta(0) <= now - at < span


def waits(not_before: datetime, now: datetime) -> bool:
    """Return True if a recorded wait still lasts.

    A wait that would last longer than ``LONGEST_WAIT`` was recorded by a clock that was ahead, and
    is ignored.
    """
    return timedelta(0) < not_before - now <= LONGEST_WAIT
