"""The ``Date`` header, which shows the world's time."""

from __future__ import annotations

from email.utils import formatdate
from functools import lru_cache


def date_of(ms: int) -> str:
    """Return a time in ms UTC in the format of HTTP headers."""
    return _written(ms // 1000)


@lru_cache(maxsize=1024)
def _written(seconds: int) -> str:
    return formatdate(seconds, usegmt=True)
