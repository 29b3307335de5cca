"""Durations as people write them, in English or French: ``30 days``, ``5 jours``."""

from __future__ import annotations

import re

_MILLISECONDS = {
    "ms": 1,
    "s": 1_000,
    "min": 60_000,
    "h": 3_600_000,
    "d": 86_400_000,
    "w": 604_800_000,
}
#: Unit words in the singular. Every user can use the words of both languages.
_LONG = {
    "sec": "s",
    "second": "s",
    "seconde": "s",
    "minute": "min",
    "mn": "min",
    "hour": "h",
    "heure": "h",
    "day": "d",
    "jour": "d",
    "j": "d",
    "week": "w",
    "semaine": "w",
    "sem": "w",
}
#: The longest span in ms, some 30 000 years; a longer span is cut to this.
_BEYOND = 1e15
_PART = re.compile(r"(\d+(?:[.,]\d+)?)\s*([a-z]+)\b\s*")


def milliseconds(text: str, *, long_names: bool = False) -> int | None:
    """Return a duration in ms; None if it is no duration. *long_names* allows ``5 jours``."""
    text = text.strip().casefold() if long_names else text
    parts = [(number, _unit(unit, long_names)) for number, unit in _PART.findall(text)]
    if not parts or _PART.sub("", text) or any(unit not in _MILLISECONDS for _, unit in parts):
        return None
    if not long_names and "," in text:
        return None
    span = sum(float(number.replace(",", ".")) * _MILLISECONDS[unit] for number, unit in parts)
    return round(min(span, _BEYOND))


def written(span: int) -> str:
    """Return a duration in ms with units that all languages share: ``1 h 30 min``."""
    parts = []
    for unit in ("h", "min", "s", "ms"):
        number, span = divmod(span, _MILLISECONDS[unit])
        parts += [f"{number} {unit}"] if number else []
    return " ".join(parts) or "0 s"


def _unit(word: str, long_names: bool) -> str:
    return _LONG.get(word.removesuffix("s"), word) if long_names else word
