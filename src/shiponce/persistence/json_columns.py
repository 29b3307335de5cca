"""JSON columns with sorted keys, so that equal facts are equal bytes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import orjson


def pack(value: object) -> str:
    """Return JSON text with sorted keys; datetimes become ISO 8601 text."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS | orjson.OPT_UTC_Z).decode()


def unpack_facts(text: str) -> dict[str, object]:
    """Return the facts of a sentence; those whose names end in ``_at`` become datetimes."""
    return _with_times(orjson.loads(text))


@dataclass(frozen=True, slots=True)
class Trouble:
    """An error as it is stored: a code of ``words`` with its facts."""

    code: str
    facts: Mapping[str, object]


def unpack_trouble(text: str | None) -> Trouble | None:
    """Return the error that is packed in *text*; None for None."""
    if text is None:
        return None
    found = orjson.loads(text)
    return Trouble(str(found["code"]), _with_times(found["facts"]))


def _with_times(found: dict[str, object]) -> dict[str, object]:
    for name, value in found.items():
        if name.endswith("_at") and isinstance(value, str):
            found[name] = datetime.fromisoformat(value)
    return found


def ids(values: object) -> str:
    """Return values as JSON for ``json_each``, the only way to pass a list to a statement."""
    return orjson.dumps(values).decode()


def an_id(number: int) -> int:
    """Return *number* if SQLite can hold it, otherwise 0, which is never an id."""
    return number if abs(number) < 2**63 else 0
