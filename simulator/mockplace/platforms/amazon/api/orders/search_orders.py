"""Search a seller's orders for both Orders versions, page by page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from mockplace.platforms.amazon.api import marketplaces_and_service_levels
from mockplace.platforms.amazon.api.orders import page_tokens, search_parameters
from mockplace.platforms.amazon.api.orders.search_parameters import Dialect, Window

if TYPE_CHECKING:
    from mockplace.kernel.order_index import Sequenced
    from mockplace.kernel.records import Account, PlatformOrder
    from mockplace.kernel.world import World
    from mockplace.platforms.amazon.api.orders.page_tokens import Place


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
    #: The position of the previous page's last order; on the first page, a position before all
    #: orders.
    beyond: Place


def search(world: World, account: Account, asked: Mapping[str, str], dialect: Dialect) -> Page:
    """Return the page that the parameters ask for; refuse a parameter that breaks a rule."""
    size = search_parameters.size(asked.get(dialect.size, ""))
    token = asked.get(dialect.token, "")
    resumed = page_tokens.read_page_token(world, account, asked, dialect, token) if token else None
    if resumed:
        asked = resumed[0]
    window = search_parameters.window(asked, dialect, world.now, account.listed_after)
    beyond: Place = (window.after, "")
    if resumed:
        window, beyond = Window(window.updated, window.after, resumed[1]), resumed[2]
    wanted = _Search(
        window,
        search_parameters.chosen(asked, dialect.statuses, dialect.status_words),
        search_parameters.chosen(asked, dialect.channels, dialect.channel_words),
        frozenset(search_parameters.values(asked, dialect.markets)),
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
    market = marketplaces_and_service_levels.market_of(account)
    if wanted.markets and not wanted.markets & {market, *account.more_markets}:
        return
    by: Sequenced = "modified" if window.updated else "placed"
    for order in world.between(account.name, by, first, window.before, after=after):
        channel = "afn" if order.fulfilled_by_platform else "mfn"
        if (
            (not wanted.statuses or order.status in wanted.statuses)
            and (not wanted.channels or channel in wanted.channels)
            and (not wanted.markets or (order.facts.market or market) in wanted.markets)
        ):
            yield order
