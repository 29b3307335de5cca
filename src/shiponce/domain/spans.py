"""Spans of time as a person writes them: ``30 days``, ``1 h 30 min``."""

from __future__ import annotations

import re

_MILLISECONDS = {
    "ms": 1,
    "s": 1_000,
    "min": 60_000,
    "h": 3_600_000,
    "d": 86_400_000,
}
_LONG = {"second": "s", "minute": "min", "hour": "h", "day": "d"}
#: Milliseconds: a longer span is taken for this one, which no calendar holds either.
_BEYOND = 1e15
_PART = re.compile(r"(\d+(?:\.\d+)?)\s*([a-z]+)\b\s*")


def milliseconds(text: str, *, long_names: bool = False) -> int | None:
    """The span in ms, its parts added up; None when it is none. *long_names*: ``days`` too."""
    parts = [(number, _unit(unit, long_names)) for number, unit in _PART.findall(text)]
    if not parts or _PART.sub("", text) or any(unit not in _MILLISECONDS for _, unit in parts):
        return None
    span = sum(float(number) * _MILLISECONDS[unit] for number, unit in parts)
    return round(min(span, _BEYOND))


def written(span: int) -> str:
    """Return a span in ms with the units that every language writes alike: ``1 h 30 min``."""
    parts = []
    for unit in ("h", "min", "s", "ms"):
        number, span = divmod(span, _MILLISECONDS[unit])
        parts += [f"{number} {unit}"] if number else []
    return " ".join(parts) or "0 s"


def _unit(word: str, long_names: bool) -> str:
    return _LONG.get(word.removesuffix("s"), word) if long_names else word
