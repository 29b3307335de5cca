"""Durations and instants as people write them: ``90 s``, ``5 min``, ``2026-11-20T09:00:00Z``."""

from __future__ import annotations

import re
from datetime import UTC, datetime

_UNITS = {"ms": 1, "s": 1000, "min": 60_000, "h": 3_600_000, "d": 86_400_000}
_DURATION = re.compile(r"([0-9]{1,9}) ?(ms|s|min|h|d)")
_INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,3})?)?Z")


def duration(text: str) -> int:
    """Return a duration in milliseconds; raise ValueError, which names the format, if invalid."""
    found = _DURATION.fullmatch(text)
    if found is None:
        raise ValueError("a duration is written '90 s', '5 min', '2 h' or '1 d'")
    return int(found[1]) * _UNITS[found[2]]


def instant(text: str) -> int:
    """Return an instant in ms UTC; raise ValueError, which names the format, if invalid."""
    try:
        if _INSTANT.fullmatch(text):
            return round(datetime.fromisoformat(text).timestamp() * 1000)
    except ValueError:
        pass  # such as month 13; the error is the same
    raise ValueError("an instant is written '2026-11-20T09:00:00Z'")


def written(ms: int) -> str:
    """Return an instant as text, with milliseconds only if they are not 0."""
    spec = "milliseconds" if ms % 1000 else "seconds"
    return datetime.fromtimestamp(ms / 1000, UTC).isoformat(timespec=spec).replace("+00:00", "Z")
