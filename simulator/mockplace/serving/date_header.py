"""The ``Date`` header, by the platform's clock."""

from __future__ import annotations

from email.utils import formatdate
from functools import lru_cache


def date_of(ms: int) -> str:
    """Return a time in ms UTC as HTTP writes it."""
    return _written(ms // 1000)


@lru_cache(maxsize=1024)
def _written(seconds: int) -> str:
    return formatdate(seconds, usegmt=True)
