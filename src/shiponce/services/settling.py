"""Purchases that were cut off: the carrier is asked, and what it cannot settle a person does.

A purchase without an end holds its units, so nobody can buy a second label meanwhile.
"""

from __future__ import annotations

import sqlite3
from datetime import timedelta

from shiponce.domain.shipment import Label, Route
from shiponce.errors import BadInput, PlatformError, Refused
from shiponce.ports import Clock, Connections
from shiponce.services.parcels import Parcelled, purchase_of
from shiponce.services.purchasing import Purchases
from shiponce.store import events, shipments
from shiponce.store.database import Database
from shiponce.store.times import span_ms, to_ms

#: States of a purchase that has no end yet.
_OPEN = ("purchasing", "doubtful")


class Settling:
    """The doubtful purchases of one file; a purchase counts as such *after* some time."""

    def __init__(
        self, db: Database, connections: Connections, clock: Clock, after: timedelta
    ) -> None:
        self._db = db
        self._connections = connections
        self._clock = clock
        self._after = after
        self._purchases = Purchases(db, connections, clock)

    def doubtful(self) -> list[int]:
        """The shipments whose purchase has no end, the oldest first."""
        return shipments.unsettled(self._db.conn, self._now() - span_ms(self._after))

    def ask(self) -> int:
        """Ask the carriers about all of them. How many are settled now."""
        settled = 0
        for shipment_id in self.doubtful():
            row = shipments.one(self._db.conn, shipment_id)
            if row is None:
                continue
            if Route(row["route"]) is Route.MANUAL:
                self._purchases.not_bought(shipment_id)
            else:
                route, purchase = self._purchase(row)
                label = self._purchases.asked(shipment_id, purchase, route)
                if label is not None:
                    self._purchases.record(shipment_id, label)
            after = shipments.one(self._db.conn, shipment_id)
            settled += after is not None and after["state"] not in _OPEN
        return settled

    def labels(self, shipment_id: int) -> tuple[Label, ...]:
        """The labels that the carrier has for a doubtful purchase; PlatformError if it is deaf."""
        route, purchase = self._purchase(self._doubtful(shipment_id))
        return self._connections.carrier(route, purchase.store).find(purchase)

    def settle(self, shipment_id: int, tracking: str, by: str) -> None:
        """A person ends it: with the label of this tracking number, or '' for none."""
        tracking = tracking.strip()
        if tracking:
            self._keep(shipment_id, tracking, by)
        else:
            self._give_up(shipment_id, by)

    def _keep(self, shipment_id: int, tracking: str, by: str) -> None:
        """A person says which label is the one; the carrier takes the others back before.

        Nothing is recorded unless all of them went back: no unit has two live labels.
        """
        row = self._doubtful(shipment_id)
        route, purchase = self._purchase(row)
        carrier = self._connections.carrier(route, purchase.store)
        found = carrier.find(purchase)
        kept = next((label for label in found if label.tracking == tracking), None)
        if kept is None:
            known = ", ".join(label.tracking for label in found) or "–"
            raise BadInput("error.no_such_label", tracking=tracking, known=known)
        for label in found:
            if label is not kept:
                carrier.void(label.remote_id)
                self._note(row, "extra_voided", by, label.tracking)
        if not self._purchases.record(shipment_id, kept):
            raise Refused("limit.not_doubtful", shipment=shipment_id)
        self._note(row, "label_chosen", by, tracking)

    def _give_up(self, shipment_id: int, by: str) -> None:
        """A person says that nothing was bought; refused where the carrier knows better."""
        row = self._doubtful(shipment_id)
        try:
            found = self.labels(shipment_id)
        except PlatformError:
            found = ()  # nobody else can say: the person's word stands, with the name
        if found:
            known = ", ".join(label.tracking for label in found)
            raise Refused("limit.labels_exist", shipment=shipment_id, known=known)
        self._purchases.not_bought(shipment_id)
        self._note(row, "given_up_by", by, "")

    def _doubtful(self, shipment_id: int) -> sqlite3.Row:
        row = shipments.one(self._db.conn, shipment_id)
        if row is None:
            raise BadInput("error.no_shipment", shipment=shipment_id)
        if shipment_id not in self.doubtful():
            raise Refused("limit.not_doubtful", shipment=shipment_id)
        return row

    def _purchase(self, row: sqlite3.Row) -> tuple[Route, Parcelled]:
        purchase = purchase_of(self._db.conn, row["order_id"], row["reference"], row["id"])
        return Route(row["route"]), purchase

    def _note(self, row: sqlite3.Row, kind: str, by: str, tracking: str) -> None:
        data: dict[str, object] = {"by": by, "tracking": tracking}
        with self._db.write() as conn:
            events.record(conn, self._now(), (kind, row["order_id"], data))

    def _now(self) -> int:
        return to_ms(self._clock.now())
