"""Import orders that were not listed as a page, in a transaction of their own."""

from __future__ import annotations

from collections.abc import Sequence

from shiponce.domain.order import Fetched
from shiponce.domain.store import Store
from shiponce.persistence.database import Database
from shiponce.persistence.timestamps import to_ms
from shiponce.ports import Clock
from shiponce.services.importing import isolate_order
from shiponce.services.importing.import_page import import_page
from shiponce.services.importing.import_tally import Tally
from shiponce.services.importing.page_context import PageContext


def import_orders(
    db: Database, clock: Clock, store: Store, orders: Sequence[Fetched], tally: Tally
) -> None:
    """Record some orders in a transaction of their own; isolate an order that makes it fail."""

    def act(orders: Sequence[Fetched]) -> None:
        with db.write() as conn:
            import_page(PageContext(conn, store, to_ms(clock.now()), tally), orders)

    isolate_order.take_in(db, store, to_ms(clock.now()), orders, act)
