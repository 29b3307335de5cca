"""How long the headers of a platform's refusal ask us to wait, and how long the hub waits."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import datetime, timedelta

from shiponce.decisions.clock_skew import LONGEST_WAIT
from shiponce.platforms.raw_order_fields import moment

#: A shorter wait would be a busy loop.
_SHORTEST = timedelta(seconds=1)


def asked(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """Return the wait that an answer's standard or platform-specific headers ask for, or None."""
    values = [
        _seconds(headers.get("x-retry-after")),
        _retry_after(headers.get("retry-after"), now),
        _seconds(headers.get("x-rate-limit-time-reset-ms"), 1000),
        _share(headers.get("x-amzn-ratelimit-limit")),
    ]
    return next((span for span in values if span is not None), None)


def bounded(span: timedelta) -> timedelta:
    """Return the wait to use: at most ``LONGEST_WAIT``, and long enough to avoid a busy loop."""
    return max(_SHORTEST, min(span, LONGEST_WAIT))


def _seconds(text: str | None, a_second: float = 1) -> timedelta | None:
    number = _number(text)
    if number is None or number < 0:
        return None
    try:
        return timedelta(seconds=number / a_second)
    except OverflowError:  # more than a timedelta holds, so longer than LONGEST_WAIT
        return timedelta.max


def _retry_after(text: str | None, now: datetime) -> timedelta | None:
    if text is None or _number(text) is not None:
        return _seconds(text)
    try:
        span = moment(text) - now
    except ValueError:
        return None
    return span if span > timedelta(0) else None


def _share(text: str | None) -> timedelta | None:
    """Return the time between two calls for a rate given in calls per second."""
    number = _number(text)
    if number is None or not 0 < number < math.inf:
        return None
    try:
        return timedelta(seconds=1 / number)
    except OverflowError:
        return timedelta.max


def _number(text: str | None) -> float | None:
    try:
        found = math.nan if text is None else float(text)
    except ValueError:
        return None
    return None if math.isnan(found) else found
