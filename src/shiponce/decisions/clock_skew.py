"""Decide what to list and what to wait for when clocks disagree.

The platform's clock decides what is listed, the hub's clock what waits. Either can be wrong for a
moment; times recorded meanwhile must not delay anything longer than the longest wait.
"""

from __future__ import annotations

from datetime import datetime, timedelta

#: Times closer than this count as agreeing; a wrong date or time zone makes a smaller difference.
AGREE = timedelta(hours=36)
#: eBay refuses to list orders that are older than two years (getOrders, filter).
FURTHEST = timedelta(days=729)
#: No wait that a platform advises lasts longer here. None documents a longer window: BigCommerce's
#: is 30 seconds, and Amazon's slowest operation gives a call in 179 (0.0056 a second). eBay counts
#: by the day and says so in no header; asked every half hour, it answers when its day has ended.
LONGEST_WAIT = timedelta(minutes=30)
#: Smaller differences between clocks are not reported: a clock that is never set drifts by minutes.
WORTH_SAYING = timedelta(minutes=10)
#: An order is misdated if its change time is ahead of the platform's clock by more than this.
AHEAD = timedelta(days=2)


def begin(watermark: datetime, there: datetime, overlap: timedelta) -> datetime | None:
    """Return the start of a listing of changes since *watermark*.

    None if it lies in the future *there*.

    A listing never reaches back further than platforms show orders.
    """
    if there < watermark - overlap:
        return None
    return max(watermark - overlap, there - FURTHEST)


def is_nonsense(watermark: datetime, there: datetime, here: datetime) -> bool:
    """Return True if the platform's time is wrong, rather than a watermark that is ahead of it.

    The hub's clock is the third witness: two that agree outvote the third.
    """
    return abs(there - here) > AGREE >= abs(watermark - here)


def begin_again(
    there: datetime, here: datetime, imported_at: datetime | None, first_reach: timedelta
) -> datetime:
    """Return the start of a listing when the watermark is wrong: as long ago as the last import."""
    gone = here - imported_at if imported_at else timedelta(0)
    return there - min(max(first_reach, gone), FURTHEST)


def still_holds(at: datetime, now: datetime, span: timedelta) -> bool:
    """Return True if something recorded at *at* is younger than *span*.

    A time ahead of now was recorded by a wrong clock and no longer counts.
    """
    return timedelta(0) <= now - at < span


def waits(not_before: datetime, now: datetime) -> bool:
    """Return True if a recorded wait still lasts.

    A wait longer than the longest possible one was recorded by a clock that was ahead.
    """
    return timedelta(0) < not_before - now <= LONGEST_WAIT
