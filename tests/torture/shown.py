"""What a hub shows to people, as the simulator's judge takes it."""

from __future__ import annotations

from mockplace.kernel.judge import ShownToPeople
from shiponce.hub import Hub
from shiponce.views.orders import Grid

#: Shelves on which an order is open without being ready to be shipped.
_OPEN = (Grid.ON_HOLD, Grid.AWAITING_PAYMENT, Grid.PENDING_FULFILLMENT, Grid.HELD)


def shown(hub: Hub) -> ShownToPeople:
    """Read everything that a person finds on a hub's screens."""
    conn = hub._db.conn
    places = {
        row[0]: (row[1], row[2])
        for row in conn.execute(
            "SELECT o.id, t.name, o.remote_id FROM orders o JOIN stores t ON t.id = o.store_id"
        )
    }
    labels: set[str] = set()
    live: set[str] = set()
    for row in conn.execute("SELECT state, reference, remote_id, tracking FROM shipments"):
        if row[0] in ("labelled", "voided", "purchasing", "unknown"):
            labels.update((row[1], row[2], row[3]))
        if row[0] == "labelled":
            live.add(row[3])
    by_label = hub.orders.ids(Grid.AWAITING_SHIPMENT)
    open_ = [order for grid in _OPEN for order in hub.orders.ids(grid)]
    listed = [(row.store, row.remote_id) for row in hub.orders.excluded()]
    stopped = conn.execute(
        "SELECT t.name, n.target_remote FROM notices n JOIN stores t ON t.id = n.store_id"
        " WHERE n.state = 'stopped' AND n.code IS NOT NULL"
    )
    warned = [order for order in places if hub.orders.why(order).warnings]
    return ShownToPeople(
        stores=frozenset(store.name for store in hub.stores.rows() if store.live),
        silenced=frozenset(store.name for store in hub.stores.rows() if not store.notifications_on),
        ready=frozenset(places[order] for order in by_label),
        shown=frozenset([*(places[order] for order in open_), *listed]),
        labels=frozenset(labels - {""}),
        live=frozenset(live - {""}),
        stopped=frozenset((row[0], row[1]) for row in stopped),
        warned=frozenset(places[order] for order in warned),
    )
