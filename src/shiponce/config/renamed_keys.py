"""Renamed configuration keys; the old names are still accepted for one version."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

Place = tuple[str, ...]

#: Old key → the key that replaces it. A table's keys move with it.
RENAMED_KEYS: Mapping[Place, Place] = {
    ("notices",): ("notifications",),
    ("shipping", "doubtful_after"): ("shipping", "unknown_after"),
}


def rename_keys(data: dict[str, Any]) -> Iterator[tuple[Place, Place]]:
    """Rename the old keys in *data* and yield each with its new name.

    If both names are present, the old key stays in *data* and validation rejects it.
    """
    for old, new in RENAMED_KEYS.items():
        table = _table(data, old[:-1])
        if old[-1] in table and new[-1] not in table:
            table[new[-1]] = table.pop(old[-1])
            yield old, new


def _table(data: Any, place: Place) -> dict[str, Any]:
    """Return the table at *place*; an empty table if there is no table."""
    for step in place:
        data = data.get(step) if isinstance(data, dict) else None
    return data if isinstance(data, dict) else {}


def renamed_lines(lines: Mapping[Place, int], old: Place, new: Place) -> dict[Place, int]:
    """Return *lines* with the key *old*, and all keys below it, renamed to *new*."""
    size = len(old)
    return {
        (*new, *place[size:]) if place[:size] == old else place: line
        for place, line in lines.items()
    }
