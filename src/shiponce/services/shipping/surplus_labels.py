"""Find live labels that are recorded as "not bought" or "voided"; void or report them.

Such a record may be wrong: it may rest on a refusal, on a person's statement, or on an assumption
about how long a request can still arrive. So the carrier is read once more later, and before
another label is bought for the order: no order may have two live labels.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence
from contextlib import suppress
from datetime import timedelta

from shiponce.domain.act import Act, ActKind, ActState
from shiponce.domain.event import EventKind
from shiponce.domain.money import Money
from shiponce.domain.shipment import Label, ShipmentState
from shiponce.errors import BadInput, PlatformError, Refused
from shiponce.persistence import acts, event_log, order_states, shipments
from shiponce.persistence.database import Database
from shiponce.persistence.shipments import Shipment
from shiponce.persistence.timestamps import span_ms, to_ms
from shiponce.ports import Clock, Connections
from shiponce.services.shipping.buy_label import Purchases
from shiponce.services.shipping.units_to_ship import PackedOrder, packed_again
from shiponce.services.shipping.unknown_purchase import UnknownPurchases
from shiponce.services.shipping.void_label import Voiding

#: The time from a failed reading of the carrier to the next one.
AGAIN = timedelta(hours=1)


class SurplusLabels:
    """Reads the carriers once more after a label purchase or void has ended."""

    def __init__(self, db: Database, connections: Connections, clock: Clock) -> None:
        self._db = db
        self._connections = connections
        self._clock = clock
        self._purchases = Purchases(db, connections, clock)
        self._unknown_purchases = UnknownPurchases(db, connections, clock)
        self._voiding = Voiding(db, connections, clock)

    def look(self) -> None:
        """Read the carrier again for every ended act whose control reading is due."""
        for act in acts.to_control(self._db.conn, self._now()):
            with self._db.write() as conn:  # so that another hub skips this act meanwhile
                acts.control_at(conn, act.id, self._now() + span_ms(AGAIN))
            with suppress(BadInput, Refused):  # another hub handles it; this one tries again later
                self._look(act, ends=True)

    def before_buying(self, order_ids: Collection[int]) -> None:
        """Find and void surplus labels of these orders now; Refused if one cannot be voided."""
        conn = self._db.conn
        wanted: set[int] = set()
        for order_id in order_ids:
            wanted.update(
                order_states.family(conn, order_states.original_of(conn, order_id) or order_id)
            )
        for act in acts.uncontrolled(conn, wanted):
            for label in self._look(act, ends=False):
                facts = {"carrier": label.carrier, "tracking": label.tracking}
                refused = Refused("limit.late_label", **facts)
                refused.way_out = "way_out.void_at_carrier"
                raise refused

    def _look(self, act: Act, *, ends: bool) -> Sequence[Label]:
        """Find and void the surplus labels of an act; return those that cannot be voided here.

        If no such label is left, *ends* ends the checks of this act. Without *ends* they go on,
        because a late request may still arrive.
        """
        assert act.shipment_id is not None, "an act on a label"  # noqa: S101
        row = shipments.one(self._db.conn, act.shipment_id)
        assert row is not None, "shipments are kept"  # noqa: S101
        purchase = packed_again(self._db.conn, row)
        try:
            found = self._alive(act, row, purchase)
        except PlatformError:
            return ()
        left = []
        for label in found:
            try:
                route = row.route
                self._purchases.void_label(row.id, purchase, route, label.remote_id)
            except PlatformError:
                left.append(label)
            else:
                kind: EventKind = "given_up" if act.kind is ActKind.BUY else "voided_again"
                self._note(row, kind, label)
        with self._db.write() as conn:
            if left or ends:
                self._end(conn, act, row, left)
        return left

    def _alive(self, act: Act, row: Shipment, purchase: PackedOrder) -> Sequence[Label]:
        """Return the carrier's live labels that are recorded here as "not bought" or "voided"."""
        if act.kind is ActKind.BUY:
            return self._unknown_purchases.find(row.id, purchase, row.route)
        carrier = self._connections.carrier(row.route, purchase.store)
        is_live = carrier.is_live(act.key)  # the carrier may not know a new label for a moment
        if act.state is ActState.DONE:
            nothing = Money(0, purchase.lines[0][0].price.currency)
            label = Label(act.key, row.carrier, row.service, row.tracking, nothing)
            return (label,) if is_live else ()
        if not is_live and row.state is ShipmentState.LABELLED:
            self._voiding.took_effect(act)
        return ()

    def _end(self, conn: sqlite3.Connection, act: Act, row: Shipment, left: list[Label]) -> None:
        """Report a label that cannot be voided; without such a label, end the checks.

        A label without an id was read from a marketplace's order. It is not reported if the order
        has no live label of ours: then it is a shipment elsewhere, and the import shows it.
        """
        ours = bool(shipments.with_live_label(conn, [row.order_id]))
        left = [label for label in left if label.remote_id or ours]
        if not left:
            acts.control_at(conn, act.id, None)
            acts.say(conn, act.id, None, {})
            return
        facts: dict[str, object] = {"carrier": left[0].carrier, "tracking": left[0].tracking}
        if acts.say(conn, act.id, "act.late_label", facts):
            data: dict[str, object] = {"tracking": left[0].tracking}
            kind: EventKind = "given_up_unreturned" if act.kind is ActKind.BUY else "still_live"
            event_log.record(conn, self._now(), (kind, row.order_id, data))

    def _note(self, row: Shipment, kind: EventKind, label: Label) -> None:
        data: dict[str, object] = {"tracking": label.tracking}
        with self._db.write() as conn:
            event_log.record(conn, self._now(), (kind, row.order_id, data))

    def _now(self) -> int:
        return to_ms(self._clock.now())
