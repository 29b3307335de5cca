"""Find out whether a label was bought after the answer to its purchase was lost.

Such a purchase is unknown and reserves its units. The carrier is searched for our reference until
it shows the label, or until two readings, both late enough, show none (``unknown_act_not_done``).

All methods are called outside a transaction and open their own to write.
"""

from __future__ import annotations

import sqlite3

from shiponce.domain.act import Act, ActKind, ActState
from shiponce.domain.shipment import Label, Route, ShipmentState
from shiponce.errors import Declined, PlatformError, Unknown
from shiponce.persistence import acts, event_log, shipments
from shiponce.persistence.database import Database
from shiponce.persistence.timestamps import from_ms, span_ms, to_ms
from shiponce.ports import Clock, Connections
from shiponce.services.acts.perform_act import CONTROL_AFTER, Acting, note_unknown
from shiponce.services.shipping.units_to_ship import PackedOrder


class UnknownPurchases:
    """Searches the carrier for the labels of unknown purchases, and records what it finds."""

    def __init__(self, db: Database, connections: Connections, clock: Clock) -> None:
        self._db = db
        self._connections = connections
        self._clock = clock
        self._acting = Acting(db, clock)

    def mark(self, shipment_id: int) -> None:
        """Record that it is unknown whether the label was bought."""
        at = self._now()
        with self._db.write() as conn:
            for row in shipments.together(conn, shipment_id):
                shipments.settle(conn, row.id, ShipmentState.UNKNOWN, at)
            note_unknown(conn, shipment_id, ActKind.BUY, at)

    def look(self, act: Act, purchase: PackedOrder, route: Route) -> Label | None:
        """Search the carrier for the label of an unknown purchase; return the label if it is found.

        After two readings without a label, both late enough, the purchase counts as not bought.
        With several labels, or without an answer from the carrier, it stays unknown, and its units
        stay reserved until it is settled.
        """
        assert act.shipment_id is not None, "a purchase is of a shipment"  # noqa: S101
        begun = self._now()
        trouble: PlatformError | None = None
        found: tuple[Label, ...] = ()
        try:
            carrier = self._connections.carrier(route, purchase.store)
            found = self._unaccounted(carrier.find(purchase), act.shipment_id)
        except PlatformError as deaf:
            trouble = deaf
        if len(found) == 1:
            return found[0]
        with self._db.write() as conn:
            if trouble is not None:
                self._acting.unread(conn, act, trouble)
            elif found:
                acts.looked(conn, act.id, self._now(), None, code="act.several_labels")
                self._acting.unread(conn, act, None)
            elif self._acting.heard_nothing(conn, act, begun, carrier.settles_after):
                self._free(conn, act.shipment_id)
                acts.control_at(conn, act.id, self._now() + span_ms(CONTROL_AFTER))
        return None

    def find(self, shipment_id: int, purchase: PackedOrder, route: Route) -> tuple[Label, ...]:
        """Return the carrier's labels for a purchase, except those that other shipments have."""
        carrier = self._connections.carrier(route, purchase.store)
        return self._unaccounted(carrier.find(purchase), shipment_id)

    def _unaccounted(self, found: tuple[Label, ...], shipment_id: int) -> tuple[Label, ...]:
        known = shipments.other_numbers(self._db.conn, shipment_id)
        return tuple(label for label in found if label.tracking not in known)

    def not_bought(
        self,
        shipment_id: int,
        end: ActState = ActState.NONE,
        by: str = "",
        saw: str = "",
        *,
        control: bool = True,
    ) -> None:
        """Record that there is no label: the units can be shipped again.

        With *control* the carrier is read once more later, in case a label exists after all.
        """
        with self._db.write() as conn:
            act = acts.of_label(conn, shipment_id, ActKind.BUY)
            if act is not None:
                acts.settle(conn, act.id, end, self._now(), by=by, saw=saw)
                if control:
                    acts.control_at(conn, act.id, self._now() + span_ms(CONTROL_AFTER))
            self._free(conn, shipment_id)

    def _free(self, conn: sqlite3.Connection, shipment_id: int) -> None:
        at = self._now()
        for row in shipments.together(conn, shipment_id):
            if shipments.settle(conn, row.id, ShipmentState.NOT_BOUGHT, at):
                event_log.record(conn, at, ("not_bought", row.order_id, {}))

    def error(self, act_id: int, purchase: PackedOrder, lost: PlatformError) -> PlatformError:
        """Return the error to raise after a lost answer if no label was found."""
        act = acts.one(self._db.conn, act_id)
        if act is None or act.look_at is None:
            return lost
        again = from_ms(act.look_at)
        where = {"platform": lost.platform, "operation": lost.operation}
        refused = isinstance(lost, Declined)
        code = "error.buy_refused_perhaps" if refused else "error.buy_unknown"
        found = Unknown(code, **where, again_at=again, order=_orders(self._db.conn, act))
        if refused:
            found.facts["reason"] = lost.facts.get("reason", "")
        found.way_out = "way_out.settle_purchase"
        return found

    def _now(self) -> int:
        return to_ms(self._clock.now())


def _orders(conn: sqlite3.Connection, act: Act) -> str:
    """Return the names of all orders in a purchase's package, joined by ``+``."""
    return " + ".join(shipments.orders_under(conn, act.shipment_id or 0))
