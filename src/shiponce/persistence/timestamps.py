"""Times in the file are integer milliseconds UTC; in the code they are aware datetimes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


def to_ms(when: datetime) -> int:
    """Return milliseconds since 1970, exact; a naive datetime raises TypeError."""
    return (when - _EPOCH) // _MILLISECOND


def from_ms(ms: int) -> datetime:
    """Return the aware UTC time of a number of milliseconds."""
    return _EPOCH + timedelta(milliseconds=ms)


def span_ms(span: timedelta) -> int:
    """Return the milliseconds of a span, exact."""
    return span // _MILLISECOND


def maybe_ms(when: datetime | None) -> int | None:
    """Return ``to_ms`` of a time, or None if there is no time."""
    return None if when is None else to_ms(when)


def maybe_from_ms(ms: int | None) -> datetime | None:
    """Return ``from_ms`` of a number of milliseconds, or None for NULL."""
    return None if ms is None else from_ms(ms)
