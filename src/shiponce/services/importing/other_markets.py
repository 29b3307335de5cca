"""Leave an order to the other store of its account whose market it belongs to (O12)."""

from __future__ import annotations

from collections.abc import Sequence

from shiponce.domain.order import MARKET_FACT, ImportedOrder
from shiponce.domain.platform import Capability
from shiponce.persistence import imported_orders, stores
from shiponce.services.importing.page_context import PageContext


def of_other_stores(page: PageContext, orders: Sequence[ImportedOrder]) -> frozenset[str]:
    """Return the orders of a page that belong to, or are in, another store of the same account.

    A platform lists the orders of the requested market; should it list others, each is imported
    once. An order of a market that no other store has stays with this one.
    """
    mine = page.store
    if not mine.platform.can(Capability.LISTS_BY_MARKET):
        return frozenset()
    others = [
        other
        for other in stores.every(page.conn)
        if other.live
        and other.id != mine.id
        and (other.platform, other.account) == (mine.platform, mine.account)
    ]
    if not others:
        return frozenset()
    markets = {other.market for other in others}
    found = {one.remote_id for one in orders if one.extra.get(MARKET_FACT) in markets}
    remote_ids = [one.remote_id for one in orders]
    for other in others:
        found.update(imported_orders.known(page.conn, other.id, remote_ids))
    return frozenset(found)
