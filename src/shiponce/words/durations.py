"""Say how long something took or will take, in the reader's language."""

from __future__ import annotations

from datetime import timedelta

from shiponce.words.sentences import say

#: Each unit's sentence, the largest first.
_UNITS = (
    ("word.time.days", timedelta(days=1)),
    ("word.time.hours", timedelta(hours=1)),
    ("word.time.minutes", timedelta(minutes=1)),
    ("word.time.seconds", timedelta(seconds=1)),
    ("word.time.milliseconds", timedelta(milliseconds=1)),
)
#: From this length on, a duration is given in days instead of hours.
_HOURS_AS_DAYS = timedelta(hours=48)


def as_fact(length: timedelta) -> dict[str, object]:
    """Return a duration in its largest unit, as a fact of a sentence."""
    length = abs(length)
    if length < timedelta(minutes=1):
        return {"say": "word.time.now"}
    if length < timedelta(hours=1):
        return {"say": "word.time.minutes", "n": length // timedelta(minutes=1)}
    if length < _HOURS_AS_DAYS:
        return {"say": "word.time.hours", "n": length // timedelta(hours=1)}
    return {"say": "word.time.days", "n": length // timedelta(days=1)}


def span(length: timedelta, language: str) -> str:
    """Return a duration in its largest unit: ``5 min``, ``3 h``, ``2 d``."""
    fact = as_fact(length)
    return say(str(fact["say"]), language, n=fact.get("n", 0))


def exact(length: timedelta, language: str) -> str:
    """Return a duration in all its units, as in configuration files: ``1 h 30 min``."""
    parts = []
    for code, size in _UNITS:
        count, length = divmod(length, size)
        if count:
            parts.append(say(code, language, n=str(count)))
    return " ".join(parts) or say("word.time.seconds", language, n="0")
