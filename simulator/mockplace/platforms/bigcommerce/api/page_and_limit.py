"""Cut from a list the page that the parameters ``page`` and ``limit`` ask for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice
from typing import TypeVar

from mockplace.platforms.bigcommerce.api import errors

MOST_ON_A_PAGE = 250
_PAGE = 50

Thing = TypeVar("Thing")


def paged(
    things: Iterable[Thing], asked: Mapping[str, str], most: int = MOST_ON_A_PAGE
) -> list[Thing]:
    """Return one page; a page past the end is empty."""
    start, limit = place(asked, most)
    return list(islice(things, start, start + limit))


def place(asked: Mapping[str, str], most: int = MOST_ON_A_PAGE) -> tuple[int, int]:
    """Return the index of the page's first entry, and the maximum number of entries."""
    limit, number = _whole(asked, "limit", _PAGE), _whole(asked, "page", 1)
    if limit > most:
        raise errors.BigCommerceError(413, f"The limit may be {most} at most.")
    return (number - 1) * limit, limit


def _whole(asked: Mapping[str, str], name: str, default: int) -> int:
    text = asked.get(name, "")
    if not text:
        return default
    if not text.isascii() or not text.isdigit() or len(text) > 9 or int(text) == 0:
        raise errors.invalid(name)
    return int(text)
