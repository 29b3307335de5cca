"""Decide when an act whose answer was lost counts as not done. Times are in milliseconds.

A reading is reliable once no request of the act can still arrive and no cache of the platform can
be older; both are one span of the platform's adapter, ``settles_after``. Even then one reading may
come from a server that lags behind, so an act counts as missing only after two readings.
"""

from __future__ import annotations

from dataclasses import dataclass

#: How far the two readings that show nothing lie apart at least.
HEARD_APART = 120_000
#: The first readings come early, because most lost answers belong to acts that took effect.
_EARLY = (30_000, 120_000)
#: The longest pause after a reading that failed.
_LONGEST_PAUSE = 600_000


@dataclass(frozen=True, slots=True)
class Heard:
    """What a reading that shows nothing of an act means for it."""

    #: It did not take effect, and counts as never done.
    ends: bool
    #: When a reading that counts first showed nothing; None: none has counted yet.
    none_at: int | None
    #: When it is to be read next, unless it ends.
    look_at: int
    #: When its last request may have gone, not later than the reading.
    sent_by: int


def heard_nothing(
    sent_by: int, none_at: int | None, begun: int, settles_after: int, looks: int
) -> Heard:
    """Judge a reading that began at *begun* and showed nothing of an act.

    *sent_by* is the latest time at which its last request was sent, *none_at* the time of an
    earlier reading that showed nothing, *looks* the number of readings before. If a clock was set
    back in between, both times are worthless and the count begins again.
    """
    sent_by = min(sent_by, begun)
    late_enough = sent_by + settles_after
    if begun < late_enough:
        early = _EARLY[min(looks, len(_EARLY) - 1)]
        pause = early if looks < len(_EARLY) else settles_after
        return Heard(False, None, min(begun + pause, late_enough), sent_by)
    if none_at is None or none_at > begun:
        return Heard(False, begun, begun + HEARD_APART, sent_by)
    if begun - none_at < HEARD_APART:
        return Heard(False, none_at, none_at + HEARD_APART, sent_by)
    return Heard(True, none_at, begun, sent_by)


def sure_from(sent_by: int, now: int, settles_after: int) -> int:
    """Return the time from which it can be known that an act did not take effect.

    Before that time a request may still arrive, whatever the other side shows.
    """
    return min(sent_by, now) + settles_after


def after_no_reading(now: int, looks: int) -> int:
    """Return when to read again after a reading that failed or could not be made."""
    pause: int = _EARLY[0] * 2 ** min(looks, 10)
    return now + min(pause, _LONGEST_PAUSE)
