"""Labels that come after their purchase counts as not bought: they are voided, or they are said.

"Not bought" rests on an assumption of how long a request lives, or on a person's word. So the
carrier is asked once more, and a label that it has then must not stay beside another one.
"""

from __future__ import annotations

import sqlite3
from datetime import timedelta

from shiponce.domain.act import Act
from shiponce.domain.shipment import Label, Route
from shiponce.errors import PlatformError
from shiponce.ports import Clock, Connections
from shiponce.services.parcels import purchase_of
from shiponce.services.purchasing import Purchases
from shiponce.store import acts, events, shipments
from shiponce.store.database import Database
from shiponce.store.times import span_ms, to_ms

#: How long after it was asked without success the carrier is asked again.
AGAIN = timedelta(hours=1)


class LateLabels:
    """The purchases of one file that ended without a label, and are looked at once more."""

    def __init__(
        self, db: Database, connections: Connections, clock: Clock, purchases: Purchases
    ) -> None:
        self._db = db
        self._connections = connections
        self._clock = clock
        self._purchases = purchases

    def look(self) -> None:
        """Ask the carriers about every such purchase that is due."""
        for act in acts.ended_purchases(self._db.conn, self._now()):
            with self._db.write() as conn:  # another hub looks at the next one meanwhile
                acts.control_at(conn, act.id, self._now() + span_ms(AGAIN))
            self._look(act)

    def _look(self, act: Act) -> None:
        assert act.shipment_id is not None, "a purchase is of a shipment"  # noqa: S101
        row = shipments.one(self._db.conn, act.shipment_id)
        assert row is not None, "shipments are kept"  # noqa: S101
        route = Route(row["route"])
        purchase = purchase_of(self._db.conn, row["order_id"], row["reference"], row["id"])
        try:
            found = self._purchases.find(act.shipment_id, purchase, route)
        except PlatformError:
            return
        left = []
        for label in found:
            try:
                self._purchases.void_label(act.shipment_id, purchase, route, label.remote_id)
            except PlatformError:
                left.append(label)
            else:
                self._note(row, "given_up", label)
        with self._db.write() as conn:
            self._end(conn, act, row, left)

    def _end(self, conn: sqlite3.Connection, act: Act, row: sqlite3.Row, left: list[Label]) -> None:
        """Say of a label that stays what is so; without one there is nothing more to look for.

        A label without an id is read off a marketplace's order. Where nothing of ours has left, it
        is somebody else's package, and the import shows it.
        """
        ours = bool(shipments.with_live_label(conn, [row["order_id"]]))
        left = [label for label in left if label.remote_id or ours]
        if not left:
            acts.control_at(conn, act.id, None)
            acts.say(conn, act.id, None, {})
            return
        facts: dict[str, object] = {"carrier": left[0].carrier, "tracking": left[0].tracking}
        if acts.say(conn, act.id, "act.late_label", facts):
            data: dict[str, object] = {"tracking": left[0].tracking}
            events.record(conn, self._now(), ("given_up_unreturned", row["order_id"], data))

    def _note(self, row: sqlite3.Row, kind: str, label: Label) -> None:
        data: dict[str, object] = {"tracking": label.tracking}
        with self._db.write() as conn:
            events.record(conn, self._now(), (kind, row["order_id"], data))

    def _now(self) -> int:
        return to_ms(self._clock.now())
