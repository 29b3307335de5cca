"""The filters of ``getOrders``: ``name:[from..to]`` and ``name:{A|B}``, comma-separated."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mockplace.platforms.ebay.api import errors
from mockplace.platforms.shared import iso8601

DAY = 86_400_000
#: The maximum age, in ms, of the orders that a filter with dates can select.
REACH = 2 * 365 * DAY
#: The maximum age, in ms, of the orders that a filter without dates selects.
DEFAULT_REACH = 90 * DAY

_DATES = ("creationdate", "lastmodifieddate")
_STATUS = "orderfulfillmentstatus"
_ONE = re.compile(r"\s*([A-Za-z]+)\s*:\s*(\[[^\[\]]*\]|\{[^{}]*\}|[^,]*)\s*(?:,|$)")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?Z")
_STATUS_SETS = {
    frozenset(("NOT_STARTED", "IN_PROGRESS")),
    frozenset(("FULFILLED", "IN_PROGRESS")),
}


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter: a window of creation or modification dates, and the statuses (empty for all)."""

    modified: bool
    start: int
    end: int
    statuses: frozenset[str] = frozenset()


def parse_filter(text: str, now: int) -> Filter:
    """Parse the percent-decoded parameter ``filter``.

    Without dates, the filter selects orders created in the last 90 days. If it contains both a
    creation and a modification date, only the creation date counts.
    """
    parts = _parts(text)
    statuses = _statuses(parts[_STATUS]) if _STATUS in parts else frozenset[str]()
    for name in _DATES:
        if name in parts:
            start, end = _range(name, parts[name], now)
            return Filter(name == "lastmodifieddate", start, end, statuses)
    return Filter(False, now - DEFAULT_REACH, now, statuses)


def _parts(text: str) -> dict[str, str]:
    parts: dict[str, str] = {}
    at = 0
    while text[at:].strip():
        one = _ONE.match(text, at)
        if one is None:
            raise errors.documented_error(30700, name=text[at:].partition(":")[0])
        name = one[1].lower()
        if name not in (*_DATES, _STATUS):
            raise errors.documented_error(30700, name=one[1])
        parts[name] = one[2]
        at = one.end()
    return parts


def _statuses(value: str) -> frozenset[str]:
    words = frozenset(word.strip() for word in value[1:-1].split("|"))
    if value[:1] != "{" or words not in _STATUS_SETS:
        raise errors.documented_error(30800, value=value, name=_STATUS)
    return words


def _range(name: str, value: str, now: int) -> tuple[int, int]:
    first, dots, last = value[1:-1].partition("..")
    if value[:1] != "[" or not dots:
        raise errors.documented_error(30800, value=value, name=name)
    if not first.strip():
        raise errors.documented_error(30820)
    start = _date(first)
    end = _date(last) if last.strip() else now
    if start > now or (last.strip() and end > now):
        raise errors.documented_error(30850)
    if start > end:
        raise errors.documented_error(30840)
    if start < now - REACH:
        raise errors.documented_error(30830)
    return start, end


def _date(text: str) -> int:
    moment = iso8601.parse(text.strip()) if _DATE.fullmatch(text.strip()) else None
    if moment is None:
        raise errors.documented_error(30810)
    return moment
