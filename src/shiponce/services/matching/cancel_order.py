"""Cancel an order in the hub; no platform is notified (W3)."""

from __future__ import annotations

import sqlite3

from shiponce.domain.order import OrderStatus, Visibility
from shiponce.domain.store import MatchingMode
from shiponce.errors import BadInput, Refused
from shiponce.persistence import (
    cancelled_orders,
    event_log,
    imported_orders,
    order_states,
    shipments,
    stores,
)
from shiponce.persistence.database import Database
from shiponce.persistence.order_states import OrderState
from shiponce.persistence.timestamps import to_ms
from shiponce.ports import Clock
from shiponce.services.settings.connection_checks import must_stand_here

#: Orders in these statuses cannot be cancelled.
_ALREADY = {
    OrderStatus.SHIPPED: "limit.already_shipped",
    OrderStatus.CANCELLED: "limit.already_cancelled",
}


class Cancelling:
    """Cancels orders of one database."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def cancel(self, order_id: int, *, anyway: bool, swap: bool) -> tuple[int, ...]:
        """Cancel an order in the hub only; return the ids of the cancelled orders.

        In reconciling mode, cancelling an original with an open hidden copy is refused (W6). With
        *swap*, its open copies are cancelled instead; with *anyway*, the original is cancelled.
        """
        at = to_ms(self._clock.now())
        with self._db.write() as conn:
            self._check(conn, order_id)
            copies = [c for c in order_states.copies_of(conn, order_id) if _is_open(conn, c)]
            if copies and stores.mode(conn) is MatchingMode.RECONCILING and not anyway:
                if not swap:
                    raise Refused("limit.cancel_original", **_numbers(conn, order_id, copies[0]))
                cancelled = tuple(copies)
            else:
                cancelled = (order_id,)
            for each in cancelled:
                self._cancelled(conn, each, at)
        return cancelled

    def _check(self, conn: sqlite3.Connection, order_id: int) -> None:
        must_stand_here(conn, order_id)
        row = _state(conn, order_id)
        status = row.status
        if not status.is_open:
            number = imported_orders.number_of(conn, order_id)
            raise Refused(_ALREADY[status], number=number)
        if shipments.in_flight(conn, order_id) or shipments.live(conn, order_id):
            raise Refused("limit.cancel_labelled", number=imported_orders.number_of(conn, order_id))

    def _cancelled(self, conn: sqlite3.Connection, order_id: int, at: int) -> None:
        row = _state(conn, order_id)
        cancelled_orders.keep(conn, order_id, at)
        if row.visibility is Visibility.HIDDEN:
            order_states.restate(conn, order_id, OrderStatus.CANCELLED, hub_set=True)
        else:
            visibility = Visibility.VISIBLE  # a cancelled order waits for no decision any more
            order_states.move(
                conn,
                order_id,
                at,
                why="why.cancelled_here",
                facts={"by": self._db.actor},
                visibility=visibility,
                status=OrderStatus.CANCELLED,
                hub_set=True,
            )
        event_log.record(conn, at, ("cancelled", order_id, {}))


def _state(conn: sqlite3.Connection, order_id: int) -> OrderState:
    row = order_states.state_of(conn, order_id)
    if row is None:
        raise BadInput("error.no_order", order=order_id)
    return row


def _is_open(conn: sqlite3.Connection, order_id: int) -> bool:
    row = _state(conn, order_id)
    excluded = row.visibility is Visibility.EXCLUDED
    return row.status.is_open and not excluded


def _numbers(conn: sqlite3.Connection, original_id: int, copy_id: int) -> dict[str, object]:
    return {
        "number": imported_orders.number_of(conn, original_id),
        "copy": imported_orders.number_of(conn, copy_id),
    }
