"""Decide from which time on to list orders, and how long to wait, when clocks disagree.

Lists of orders use the platform's clock, waits use the hub's clock. Either clock can be wrong for
a while; a time recorded by a wrong clock must not delay anything for longer than ``LONGEST_WAIT``.
"""

from __future__ import annotations

from datetime import datetime, timedelta

#: Times closer than this agree; the span covers a wrong time zone or a date one day off.
AGREE = timedelta(hours=36)
#: eBay refuses to list orders that are older than two years (getOrders, filter).
FURTHEST = timedelta(days=729)
#: The longest wait, even if a platform advises a longer one. The documented windows are shorter:
#: BigCommerce's is 30 seconds, and Amazon's slowest operation allows one call in 179 seconds
#: (0.0056 a second). eBay counts calls by the day and sends no header about it; with one call every
#: half hour, the hub notices when eBay's day has ended.
LONGEST_WAIT = timedelta(minutes=30)
#: Smaller differences between clocks are not reported; an unsynchronised clock drifts by minutes.
WORTH_SAYING = timedelta(minutes=10)
#: An order is misdated if its time of change is more than this after the platform's current time.
AHEAD = timedelta(days=2)


def begin(watermark: datetime, there: datetime, overlap: timedelta) -> datetime | None:
    """Return the time from which to list the orders changed since *watermark*.

    Return None if that time is later than *there*, the platform's time. The result is at most
    ``FURTHEST`` before *there*, because platforms list no older orders.
    """
    if there < watermark - overlap:
        return None
    return max(watermark - overlap, there - FURTHEST)


def is_nonsense(watermark: datetime, there: datetime, here: datetime) -> bool:
    """Return True if the platform's time is wrong; if False, the watermark may be wrong.

    The platform's time (*there*) is wrong if the hub's time (*here*) agrees with the watermark, but
    not with the platform's time.
    """
    return abs(there - here) > AGREE >= abs(watermark - here)


def begin_again(
    there: datetime, here: datetime, imported_at: datetime | None, first_reach: timedelta
) -> datetime:
    """Return the time from which to list changed orders if the watermark is wrong.

    The result lies before the platform's time (*there*) by the time since the last import on the
    hub's clock (*here*), but by at least *first_reach* and at most ``FURTHEST``.
    """
    gone = here - imported_at if imported_at else timedelta(0)
    return there - min(max(first_reach, gone), FURTHEST)


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
