"""Read the parameters of an order search; refuse a parameter that breaks one of Amazon's rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mockplace.platforms.amazon.api import errors
from mockplace.platforms.shared import iso8601, request_parsing

#: The minimum number of milliseconds between the window's end and the request.
SETTLING = 120_000
#: The maximum number of values of one parameter.
MOST_IN_A_LIST = 50


@dataclass(frozen=True, slots=True)
class Dialect:
    """How one version of the API names the parameters and values of a search."""

    created: tuple[str, str]
    updated: tuple[str, str]
    statuses: str
    status_words: Mapping[str, str]
    channels: str
    channel_words: Mapping[str, str]
    markets: str
    size: str
    token: str
    #: Whether parameters that are sent with a page token must equal the first page's parameters.
    repeats: bool

    @property
    def criteria(self) -> tuple[str, ...]:
        """The names of the search parameters that a page token stores."""
        return (*self.created, *self.updated, self.statuses, self.channels, self.markets)


@dataclass(frozen=True, slots=True)
class Window:
    """The searched period, both ends inclusive, in ms UTC."""

    updated: bool
    after: int
    before: int


def window(asked: Mapping[str, str], dialect: Dialect, now: int, settling: int) -> Window:
    """Return the searched period; refuse an end less than two minutes before *now* (ms).

    If the request names no end, the period ends *settling* ms before *now*.
    """
    by_creation = any(asked.get(name) for name in dialect.created)
    by_update = any(asked.get(name) for name in dialect.updated)
    after, before = dialect.updated if by_update else dialect.created
    if (by_creation and by_update) or not asked.get(after):
        raise errors.invalid()
    times = {name: iso8601.parse(asked[name]) for name in (after, before) if asked.get(name)}
    broken = [name for name, time in times.items() if time is None]
    if broken:
        raise errors.invalid(
            "This is an invalid input", f"Invalid date-time field(s) [{', '.join(broken)}]."
        )
    start, end = times[after] or 0, times.get(before)
    if end is not None and (end < start or end > now - SETTLING):
        raise errors.invalid()
    return Window(by_update, start, now - settling if end is None else end)


def size(text: str) -> int:
    """Return the page size, 100 by default; refuse a size that is not from 1 to 100."""
    if not text:
        return 100
    if not text.isascii() or not text.isdigit() or not 1 <= int(text[:4]) <= 100:
        raise errors.invalid()
    return int(text)


def values(asked: Mapping[str, str], name: str) -> tuple[str, ...]:
    """Return the comma-separated values of a parameter."""
    entries = request_parsing.listed(asked.get(name, ""))
    if len(entries) > MOST_IN_A_LIST:
        raise errors.invalid()
    return entries


def chosen(asked: Mapping[str, str], name: str, words: Mapping[str, str]) -> frozenset[str]:
    """Return the world's words for the values of a parameter; refuse an unknown value."""
    entries = values(asked, name)
    if any(entry not in words for entry in entries):
        raise errors.invalid()
    return frozenset(words[entry] for entry in entries)
