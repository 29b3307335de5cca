"""What holds when clocks disagree: from when on to list, and when something written is due.

The platform's clock rules what is listed, the hub's what waits. Either may be wrong for a moment;
what was written down meanwhile must not hold anything back for longer than a wait ever lasts.
"""

from __future__ import annotations

from datetime import datetime, timedelta

#: The hub's clock counts as a witness within a day and a half: a wrong date or zone is within it.
AGREE = timedelta(hours=36)
#: eBay lists nothing that is older than two years (getOrders, filter), and refuses to be asked.
FURTHEST = timedelta(days=729)
#: No wait that a platform advises lasts longer here. None documents a longer window: BigCommerce's
#: is 30 seconds, and Amazon's slowest operation gives a call in 179 (0.0056 a second). eBay counts
#: by the day and says so in no header; asked every half hour, it answers when its day has ended.
LONGEST_WAIT = timedelta(minutes=30)
#: Clocks that differ by less are not spoken of: a machine that is never set drifts by minutes.
WORTH_SAYING = timedelta(minutes=10)
#: An order that was changed later than this after the platform's own time is dated wrongly.
AHEAD = timedelta(days=2)


def begin(watermark: datetime, there: datetime, overlap: timedelta) -> datetime | None:
    """From when on to list what changed since *watermark*; None: it lies in the future *there*.

    A listing never reaches further back than platforms show.
    """
    if there < watermark - overlap:
        return None
    return max(watermark - overlap, there - FURTHEST)


def is_nonsense(watermark: datetime, there: datetime, here: datetime) -> bool:
    """Whether it is the platform's time that is wrong, and not a watermark that it is behind of.

    The hub's clock is the third witness: two that agree outvote the third.
    """
    return abs(there - here) > AGREE >= abs(watermark - here)


def begin_again(
    there: datetime, here: datetime, imported_at: datetime | None, first_reach: timedelta
) -> datetime:
    """From when on to list when the watermark is wrong: as far back as the last import lies."""
    gone = here - imported_at if imported_at else timedelta(0)
    return there - min(max(first_reach, gone), FURTHEST)


def still_holds(at: datetime, now: datetime, span: timedelta) -> bool:
    """Whether what was written at *at* is not yet as old as *span*.

    What lies ahead of now was written by a clock that was wrong: it holds no more.
    """
    return timedelta(0) <= now - at < span


def waits(not_before: datetime, now: datetime) -> bool:
    """Whether a wait that was written down still lasts.

    None is longer than the longest: one that is was written by a clock that was ahead.
    """
    return timedelta(0) < not_before - now <= LONGEST_WAIT
