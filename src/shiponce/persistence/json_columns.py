"""JSON columns with sorted keys, so that equal facts are equal bytes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import orjson


def pack(value: object) -> str:
    """Return JSON text with sorted keys; datetimes become ISO text under the key's own name."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS | orjson.OPT_UTC_Z).decode()


def unpack_facts(text: str) -> dict[str, object]:
    """Return the facts of a sentence; those named ``…at`` are times again."""
    return _with_times(orjson.loads(text))


@dataclass(frozen=True, slots=True)
class Trouble:
    """An error that is kept: a code of ``words`` with its facts."""

    code: str
    facts: Mapping[str, object]


def unpack_trouble(text: str | None) -> Trouble | None:
    """Return a packed error; None where there is none."""
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
    """Return a list for ``json_each``: the one way a list of values enters a statement."""
    return orjson.dumps(values).decode()


def an_id(number: int) -> int:
    """Return a number that SQLite can hold; a longer one is nobody's id, as 0 is nobody's."""
    return number if abs(number) < 2**63 else 0
