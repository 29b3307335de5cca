"""Search a seller's orders for both Orders versions, page by page."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from mockplace.platforms.amazon.api import order_terms
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
    """Yield the orders of the seller's wanted markets, all of them if none is named."""
    window, (first, after) = wanted.window, wanted.beyond
    by: Sequenced = "modified" if window.updated else "placed"
    listings = [
        world.between(one.name, by, first, window.before, after=after)
        for one in order_terms.seller_accounts(world, account)
        if not wanted.markets or order_terms.market_of(one) in wanted.markets
    ]
    for order in heapq.merge(*listings, key=_modified if window.updated else _placed):
        channel = "afn" if order.fulfilled_by_platform else "mfn"
        if (not wanted.statuses or order.status in wanted.statuses) and (
            not wanted.channels or channel in wanted.channels
        ):
            yield order


def _modified(order: PlatformOrder) -> Place:
    return order.modified_at, order.order_id


def _placed(order: PlatformOrder) -> Place:
    return order.placed_at, order.order_id
