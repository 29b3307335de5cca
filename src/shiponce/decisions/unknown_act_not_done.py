"""Decide when an act whose answer was lost counts as not done. Times are in milliseconds.

A reading is reliable once no request of the act can still arrive and no cache can be older than the
act; the adapter's span ``settles_after`` covers both. Even then a reading may come from a server
that lags behind, so an act counts as not done only after two readings that do not show it.
"""

from __future__ import annotations

from dataclasses import dataclass

#: The two readings that do not show the act must be at least this far apart.
HEARD_APART = 120_000
#: Pauses before the first two readings. They are short, because after a lost answer most acts did
#: take effect.
_EARLY = (30_000, 120_000)
#: The longest pause after a reading that failed.
_LONGEST_PAUSE = 600_000


@dataclass(frozen=True, slots=True)
class Heard:
    """The result of a reading that did not show the act: the act ends, or is read again later."""

    #: True if the act counts as not done.
    ends: bool
    #: When a reliable reading first did not show the act; None if no reading was reliable yet.
    none_at: int | None
    #: When to read next, if *ends* is False.
    look_at: int
    #: The latest time at which the act's last request may have been sent; never after the reading.
    sent_by: int


def heard_nothing(
    sent_by: int, none_at: int | None, begun: int, settles_after: int, looks: int
) -> Heard:
    """Judge a reading that began at *begun* and did not show an act.

    *sent_by* is the latest time at which the act's last request was sent, *none_at* the time of the
    first reliable reading that did not show the act, *looks* the number of earlier readings. If
    *sent_by* or *none_at* is later than *begun*, the clock was set back, and *begun* is used
    instead.
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
    """Return the earliest time at which a reading can prove that an act did not take effect.

    Earlier, a reading that does not show the act proves nothing: a request of the act may still
    arrive.
    """
    return min(sent_by, now) + settles_after


def after_no_reading(now: int, looks: int) -> int:
    """Return when to read again after a failed reading."""
    pause: int = _EARLY[0] * 2 ** min(looks, 10)
    return now + min(pause, _LONGEST_PAUSE)
