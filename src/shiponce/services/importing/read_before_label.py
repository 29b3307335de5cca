"""Read a purchase on its platforms right before a label is bought for it.

What happened since the last import is then known before money is spent: another program shipped
units, the seller cancelled, the buyer asks to cancel, or an address changed.
"""

from __future__ import annotations

from collections.abc import Sequence

from shiponce.domain.store import MatchingMode
from shiponce.errors import PlatformError
from shiponce.persistence import imported_orders, order_states, stores
from shiponce.persistence.database import Database
from shiponce.ports import Clock, Connections
from shiponce.services.importing.import_orders import import_orders
from shiponce.services.importing.import_tally import Tally
from shiponce.services.importing.retry_quarantined import must_wait, read_order


def read_before_label(
    db: Database, connections: Connections, clock: Clock, order_ids: Sequence[int]
) -> None:
    """Import these orders as their platforms show them now, with their originals and copies.

    An order that cannot be read now, because its platform does not answer or the quota is used up,
    stays as it was imported. Documented mode reads nothing: the help article knows no such reading.
    """
    conn = db.conn
    if stores.mode(conn) is MatchingMode.DOCUMENTED:
        return
    for order_id in order_ids:
        original = order_states.original_of(conn, order_id) or order_id
        for each in imported_orders.remote_orders(conn, order_states.family(conn, original)):
            store = stores.one(conn, each.store_id)
            if not store.live or must_wait(db, clock, store):
                continue
            try:
                fetched = read_order(connections.platform(store), store, each.remote_id)
            except PlatformError:
                continue
            import_orders(db, clock, store, [fetched], Tally())
