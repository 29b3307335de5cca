"""Prevent orders of a replaced BigCommerce connection from being imported as new (I2, I3)."""

from __future__ import annotations

from collections.abc import Sequence

from shiponce.domain.store import MatchingMode
from shiponce.persistence import imported_orders, stores
from shiponce.services.importing.page_context import PageContext


def of_replaced_connections(page: PageContext, remote_ids: Sequence[str]) -> frozenset[str]:
    """Return the orders of the page that came through a replaced connection to this account.

    Reconciling mode moves such orders, with all that the hub knows of them, to this store (I2) and
    returns an empty set. Documented mode imports the open ones again.
    """
    former = stores.predecessors(page.conn, page.store.id)
    if not former:
        return frozenset()
    if page.matcher.mode is MatchingMode.RECONCILING:
        imported_orders.rehome(page.conn, page.store.id, former, remote_ids)
        return frozenset()
    return frozenset(
        remote for one in former for remote in imported_orders.known(page.conn, one, remote_ids)
    )
