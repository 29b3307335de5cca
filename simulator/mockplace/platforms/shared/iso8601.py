"""Convert ISO 8601 text to and from the world's milliseconds UTC."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import lru_cache

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_END = (datetime(9999, 12, 31, tzinfo=UTC) - _EPOCH) // _MILLISECOND


@lru_cache(maxsize=65_536)
def to_seconds(ms: int) -> str:
    """Return a time in Amazon's form: whole seconds and ``Z``."""
    return (_EPOCH + timedelta(milliseconds=ms)).strftime("%Y-%m-%dT%H:%M:%SZ")


@lru_cache(maxsize=65_536)
def to_milliseconds(ms: int) -> str:
    """Return a time with three decimals and ``Z``."""
    return to_seconds(ms)[:-1] + f".{ms % 1000:03d}Z"


def parse(text: str) -> int | None:
    """Parse an ISO 8601 date or date-time to milliseconds UTC; return None for other text.

    Text without an offset is read as UTC, and a date without a time as midnight, as Amazon does.
    The result is None for a time before 1970 or on the last day of the year 9999.
    """
    if len(text) < len("2026-11-20") or text[4] != "-":
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    ms = (moment - _EPOCH) // _MILLISECOND
    return ms if 0 <= ms < _END else None
