"""Search a seller's orders: window, filters and pages of both Orders versions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from mockplace.platforms.amazon.api import errors, order_terms
from mockplace.platforms.amazon.api.orders import page_tokens
from mockplace.platforms.shared import iso8601, request_parsing

if TYPE_CHECKING:
    from mockplace.kernel.order_index import Sequenced
    from mockplace.kernel.records import Account, PlatformOrder
    from mockplace.kernel.world import World
    from mockplace.platforms.amazon.api.orders.page_tokens import Place

#: The least milliseconds between the window's end and the request.
SETTLING = 120_000
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
    #: Whether parameters sent along with a token must equal those of the first page.
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


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a search."""

    orders: list[PlatformOrder]
    window: Window
    next_token: str


@dataclass(frozen=True, slots=True)
class _Search:
    window: Window
    statuses: frozenset[str]
    channels: frozenset[str]
    markets: frozenset[str]
    #: The position of the previous page's last order; on the first page, before every order.
    beyond: Place


def search(world: World, account: Account, asked: Mapping[str, str], dialect: Dialect) -> Page:
    """Return the page that the parameters ask for; a parameter that breaks a rule is refused."""
    size = _size(asked.get(dialect.size, ""))
    token = asked.get(dialect.token, "")
    resumed = page_tokens.read_page_token(world, account, asked, dialect, token) if token else None
    if resumed:
        asked = resumed[0]
    window = _window(asked, dialect, world.now, account.listed_after)
    beyond: Place = (window.after, "")
    if resumed:
        window, beyond = Window(window.updated, window.after, resumed[1]), resumed[2]
    wanted = _Search(
        window,
        _chosen(asked, dialect.statuses, dialect.status_words),
        _chosen(asked, dialect.channels, dialect.channel_words),
        frozenset(_list(asked, dialect.markets)),
        beyond,
    )
    found = list(islice(_matching(world, account, wanted), size + 1))
    orders = found[:size]
    more = (
        page_tokens.page_token(world, account, asked, dialect, window, orders[-1])
        if found[size:]
        else ""
    )
    return Page(orders, window, more)


def _matching(world: World, account: Account, wanted: _Search) -> Iterator[PlatformOrder]:
    window, (first, after) = wanted.window, wanted.beyond
    if wanted.markets and order_terms.market_of(account) not in wanted.markets:
        return
    by: Sequenced = "modified" if window.updated else "placed"
    for order in world.between(account.name, by, first, window.before, after=after):
        channel = "afn" if order.fulfilled_by_platform else "mfn"
        if (not wanted.statuses or order.status in wanted.statuses) and (
            not wanted.channels or channel in wanted.channels
        ):
            yield order


def _window(asked: Mapping[str, str], dialect: Dialect, now: int, settling: int) -> Window:
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


def _size(text: str) -> int:
    if not text:
        return 100
    if not text.isascii() or not text.isdigit() or not 1 <= int(text[:4]) <= 100:
        raise errors.invalid()
    return int(text)


def _list(asked: Mapping[str, str], name: str) -> tuple[str, ...]:
    entries = request_parsing.listed(asked.get(name, ""))
    if len(entries) > MOST_IN_A_LIST:
        raise errors.invalid()
    return entries


def _chosen(asked: Mapping[str, str], name: str, words: Mapping[str, str]) -> frozenset[str]:
    entries = _list(asked, name)
    if any(entry not in words for entry in entries):
        raise errors.invalid()
    return frozenset(words[entry] for entry in entries)
