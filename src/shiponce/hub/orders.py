"""``hub.orders``: find orders, read them, and cancel, restore, hold or release them."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from shiponce.domain.user_input import typed
from shiponce.hub.carrier_as_received import with_carrier_there
from shiponce.persistence import disconnected_orders, excluded_and_quarantined, order_queries
from shiponce.persistence.database import Database
from shiponce.ports import Clock, Connections
from shiponce.services import export_orders, find_order
from shiponce.services.matching.cancel_order import Cancelling
from shiponce.services.shipping import overrule_conditions
from shiponce.services.shipping.on_hold import Holding
from shiponce.services.shipping.restore_cancelled import Restoring
from shiponce.services.view_models import excluded_views, explain_order, order_views, search_orders
from shiponce.services.view_models.platform_view import Looking
from shiponce.services.write_file import write_file
from shiponce.views.orders import (
    ConditionView,
    ExcludedRow,
    Explanation,
    Grid,
    OrderDetail,
    OrderRow,
    PlatformCard,
    Search,
)


class HubOrders:
    """The orders of one file."""

    def __init__(self, db: Database, connections: Connections, clock: Clock) -> None:
        self._db = db
        self._clock = clock
        self._cancelling = Cancelling(db, clock)
        self._restoring = Restoring(db, clock)
        self._holding = Holding(db, clock)
        self._looking = Looking(db, connections)

    def counts(self) -> Mapping[Grid, int]:
        """Return how many orders each list has."""
        return order_queries.counts(self._db.conn)

    def page(self, grid: Grid, *, limit: int = 100) -> tuple[OrderRow, ...]:
        """Return the first rows of a list, newest first."""
        conn = self._db.conn
        return order_views.order_rows(conn, order_queries.page(conn, grid, limit))

    def ids(self, grid: Grid, query: str = "") -> array[int]:
        """Return every id of a list, newest first; with a *query* those that ``search`` finds."""
        if query.strip():
            return array("q", self.search(query).grids[grid])
        return order_queries.order_ids(self._db.conn, grid)

    def search(self, query: str) -> Search:
        """Find orders in every status, hidden and excluded ones among them.

        The query matches number, the twin's number, buyer, SKU, item name, tracking number or tag,
        as plain text, ignoring case and accents.
        """
        return search_orders.search(self._db.conn, query)

    def rows(self, ids: Sequence[int]) -> tuple[OrderRow, ...]:
        """Return the rows of the orders, in the sequence of *ids*."""
        conn = self._db.conn
        return order_views.order_rows(conn, order_queries.rows(conn, ids))

    def export(self, ids: Sequence[int], file: Path, *, force: bool = False) -> int:
        """Write these orders to a CSV or JSON file, as its suffix says; return their number.

        Refused if the file exists and not *force*. The file holds personal data.
        """
        wanted = export_orders.format_of(file)
        rows = self.rows(ids)
        write_file(file, export_orders.exported(rows, wanted), force=force)
        return len(rows)

    def find(self, ref: str) -> int:
        """Return the id of the order that a person means.

        *ref* is ``#12`` (the hub's id), an order number, a platform's id, ``store:number`` or a
        tracking number; BadInput if no order or several orders match it.
        """
        return find_order.order_meant(self._db.conn, ref)

    def detail(self, order_id: int) -> OrderDetail:
        """Return everything that is known of one order; BadInput if the order does not exist."""
        conn = self._db.conn
        row = find_order.order_row(conn, order_id)
        found = order_views.order_detail(conn, row, self._clock.now())
        return replace(found, notifications=tuple(map(with_carrier_there, found.notifications)))

    def why(self, order_id: int) -> Explanation:
        """Return why an order has its status, with the evidence and how to undo it (B11)."""
        conn = self._db.conn
        return explain_order.explanation(
            conn, find_order.order_row(conn, order_id), self._clock.now()
        )

    def look(self, order_id: int) -> tuple[PlatformCard, ...]:
        """Network: read what each platform itself shows of this purchase."""
        find_order.must_be_known(self._db.conn, order_id)
        return self._looking.cards(order_id)

    def excluded(self, ref: str = "") -> tuple[ExcludedRow, ...]:
        """Return the excluded and quarantined orders, each with its reason.

        With *ref* (the platform's id, or store:id), return only the orders with that id.
        """
        conn = self._db.conn
        rows = (
            excluded_and_quarantined.named(conn, ref.strip())
            if ref.strip()
            else excluded_and_quarantined.every(conn)
        )
        away = map(excluded_views.disconnected_row, disconnected_orders.listing(conn, ref.strip()))
        return (*away, *map(excluded_views.excluded_row, rows))

    def cancel(
        self, order_id: int, *, anyway: bool = False, swap: bool = False
    ) -> tuple[OrderRow, ...]:
        """Cancel an order in the hub; no platform is notified (W3).

        Return the cancelled orders; with *swap*, the copies are cancelled, not the named order. See
        ``Cancelling.cancel`` for *anyway* and *swap*.
        """
        return self.rows(self._cancelling.cancel(order_id, anyway=anyway, swap=swap))

    def overrule(self, order_id: int) -> tuple[ConditionView, ...]:
        """Ship in spite of every condition that a person may overrule; Refused if there is none.

        Return the conditions that were overruled.
        """
        find_order.must_be_known(self._db.conn, order_id)
        before = {one.kind for one in self.detail(order_id).conditions if one.overruled}
        overrule_conditions.overrule(self._db, self._clock, order_id)
        return tuple(
            one
            for one in self.detail(order_id).conditions
            if one.overruled and one.kind not in before
        )

    def restore(self, order_id: int) -> OrderRow:
        """Restore an order that was cancelled here; Refused if its purchase was shipped."""
        self._restoring.restore(order_id)
        return self.rows([order_id])[0]

    def hold(self, order_id: int, until: str = "") -> None:
        """Put an order on hold: until a date, for ``5 days``, or until it is released."""
        self._holding.hold(order_id, typed(until))

    def release(self, order_id: int) -> None:
        """Release an order from a hold that was set in the hub."""
        self._holding.release(order_id)
