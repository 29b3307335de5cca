"""Parse dates and durations as people type them, and format stored ones for the reader.

Stored values have no language: a date is ISO 8601, a duration is ``5 days``. Durations are parsed
in both languages. A date such as 01/02/2026 is parsed in French only, day first, because in English
the month may come first.
"""

from __future__ import annotations

import re
from datetime import date, datetime

from shiponce.domain.durations import milliseconds
from shiponce.words.number_and_date_formats import day, moment_utc

_DAY_FIRST = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?:,?\s+(?:à\s+)?(\d{1,2})\s?[:h]\s?(\d{2}))?")
#: Units, the largest first: name as stored, length in milliseconds, and the name in CLDR.
_UNITS = (
    ("days", 86_400_000, "duration-day"),
    ("h", 3_600_000, "duration-hour"),
    ("min", 60_000, "duration-minute"),
    ("s", 1_000, "duration-second"),
)


def stored_date(text: str, language: str) -> str:
    """Return a typed date in its stored form; return text that is not a French date unchanged.

    The caller must validate the result, because unchanged text may be no date at all.
    """
    found = _DAY_FIRST.fullmatch(text.strip()) if language == "fr" else None
    if found is None:
        return text
    days, month, year, hours, minutes = (int(part) if part else 0 for part in found.groups())
    try:
        if found[4] is None:
            return date(year, month, days).isoformat()
        return datetime(year, month, days, hours, minutes).isoformat(timespec="minutes")  # noqa: DTZ001  # a time without a zone is stored as one, and means UTC
    except ValueError:
        return text


def stored_hold(text: str, language: str) -> str:
    """Return the typed end of a hold in its stored form; return other text unchanged."""
    length = milliseconds(text, long_names=True)
    return stored_date(text, language) if length is None else _in_units(length, text)


def _in_units(length: int, otherwise: str) -> str:
    parts = []
    for name, size, _ in _UNITS:
        n, length = divmod(length, size)
        if n:
            parts.append("1 day" if (n, name) == (1, "days") else f"{n} {name}")
    return otherwise if length or not parts else " ".join(parts)


def shown_date(text: str, language: str) -> str:
    """Format a stored date for the reader; return other text unchanged."""
    try:
        return day(date.fromisoformat(text.strip()), language)
    except ValueError:
        pass
    try:
        return moment_utc(datetime.fromisoformat(text.strip()), language)
    except ValueError:
        return text


def shown_hold(text: str, language: str) -> str:
    """Format the stored end of a hold for the reader: ``5 jours``, ``24/12/2026``."""
    length = milliseconds(text, long_names=True)
    return shown_date(text, language) if length is None else span(length, language)


def span(length: int, language: str) -> str:
    """Format a duration, given in milliseconds, with the language's names of the units."""
    from babel.units import format_unit

    parts = []
    for _, size, unit in _UNITS:
        n, length = divmod(length, size)
        if n:
            parts.append(format_unit(n, unit, locale=language))
    return " ".join(parts)
