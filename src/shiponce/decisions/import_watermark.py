"""Decide from which time on an import lists changed orders.

The watermark of an import is a time of the platform's clock. That clock, or the hub's clock, may
have been wrong when the watermark was recorded.
"""

from __future__ import annotations

from datetime import datetime, timedelta

#: Times closer than this agree; the span covers a wrong time zone or a date one day off.
AGREE = timedelta(hours=36)
#: eBay refuses to list orders that are older than two years (getOrders, filter).
FURTHEST = timedelta(days=729)


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
