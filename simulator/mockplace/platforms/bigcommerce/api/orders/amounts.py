"""Amounts of money as Orders V2 writes them."""

from __future__ import annotations

from functools import lru_cache

NOTHING = "0.0000"


@lru_cache(maxsize=65_536)
def money(minor: int) -> str:
    """Return minor units as V2 writes them: ``"49.9900"``."""
    return f"{minor // 100}.{minor % 100:02d}00"
