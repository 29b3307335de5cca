"""A label is bought once: begun on disk, asked for by reference, recorded in one commit.

Each method is called outside a transaction and opens its own where it writes.
"""

from __future__ import annotations

import sqlite3
from dataclasses import replace

from shiponce.domain.money import Money
from shiponce.domain.order import OrderStatus
from shiponce.domain.shipment import Label, Route, ShipmentState
from shiponce.errors import Declined, PlatformError, Refused
from shiponce.ports import Clock, Connections
from shiponce.services import owing
from shiponce.services.linking import sent_as_twin
from shiponce.services.parcels import Parcelled, units_left
from shiponce.store import events, shipments, states
from shiponce.store.database import Database
from shiponce.store.times import to_ms


class Purchases:
    """The label purchases of one file."""

    def __init__(self, db: Database, connections: Connections, clock: Clock) -> None:
        self._db = db
        self._connections = connections
        self._clock = clock

    def buy(self, shipment_id: int, purchase: Parcelled, route: Route, service_id: str) -> Label:
        """Buy a label that is written down already; no answer is no reason to buy a second one.

        Declined when the carrier refuses, PlatformError when it cannot be known yet.
        """
        carrier = self._connections.carrier(route, purchase.store)
        try:
            return carrier.buy(purchase, service_id)
        except Declined:
            self.not_bought(shipment_id)
            raise
        except PlatformError:
            label = self.asked(shipment_id, purchase, route)
            if label is None:
                raise
            return label

    def asked(self, shipment_id: int, purchase: Parcelled, route: Route) -> Label | None:
        """Ask the carrier what became of a purchase: one label: it is ours; none: not bought.

        Several, or a carrier that cannot be asked: doubtful, and nobody buys until it is settled.
        """
        try:
            found = self._connections.carrier(route, purchase.store).find(purchase)
        except PlatformError:
            found = None
        if found is not None and len(found) == 1:
            return found[0]
        if found is not None and not found:
            self.not_bought(shipment_id)
            return None
        with self._db.write() as conn:
            for row in shipments.together(conn, shipment_id):
                shipments.settle(conn, row["id"], ShipmentState.DOUBTFUL, self._now())
        return None

    def not_bought(self, shipment_id: int) -> None:
        """There is no label: the units are free to be shipped again."""
        at = self._now()
        with self._db.write() as conn:
            for row in shipments.together(conn, shipment_id):
                if shipments.settle(conn, row["id"], ShipmentState.NOT_BOUGHT, at):
                    events.record(conn, at, ("not_bought", row["order_id"], {}))

    def give_back(self, shipment_id: int, purchase: Parcelled, label: Label) -> None:
        """A label that comes after its purchase was settled as not bought is not kept.

        Another hand may have bought a second one meanwhile. Refused either way, so that the
        buyer looks again; when the carrier does not take it back, a person has to see to it.
        """
        row = shipments.one(self._db.conn, shipment_id)
        if row is None or row["state"] != ShipmentState.NOT_BOUGHT.value:
            return  # another hand has recorded this very label
        code = "limit.given_up"
        try:
            self._connections.carrier(Route(row["route"]), purchase.store).void(label.remote_id)
        except PlatformError:
            code = "limit.given_up_unreturned"
        with self._db.write() as conn:
            at, facts = self._now(), {"tracking": label.tracking}
            events.record(conn, at, (code.removeprefix("limit."), purchase.order_id, {**facts}))
        raise Refused(code, carrier=label.carrier, tracking=label.tracking)

    def record(self, shipment_id: int, label: Label) -> bool:
        """The label is a fact: with it go the status and every notice, in one commit.

        It was paid for once, with the first of the orders that share it. False when the shipment
        is settled already.
        """
        at, cost = self._now(), label.cost
        with self._db.write() as conn:
            for row in shipments.together(conn, shipment_id):
                if not shipments.labelled(conn, row["id"], replace(label, cost=cost), at):
                    return False
                self._recorded(conn, row["id"], row["order_id"], label, at)
                cost = Money(0, label.cost.currency)
        return True

    def _recorded(
        self, conn: sqlite3.Connection, shipment_id: int, order_id: int, label: Label, at: int
    ) -> None:
        facts: dict[str, object] = {"carrier": label.carrier, "tracking": label.tracking}
        events.record(conn, at, ("shipped", order_id, facts))
        if not units_left(conn, order_id):
            show_shipped(conn, order_id, at, facts)
        original = states.original_of(conn, order_id)
        if original is not None:
            sent_as_twin(conn, original, order_id, at)
        owing.owe(conn, shipment_id, at)

    def _now(self) -> int:
        return to_ms(self._clock.now())


def show_shipped(
    conn: sqlite3.Connection, order_id: int, at: int, facts: dict[str, object]
) -> None:
    """All that an order has is under a label: it is shipped, and so is shown unless hidden."""
    visible = states.original_of(conn, order_id) is None
    if visible:
        states.move(
            conn,
            order_id,
            at,
            why="why.shipped_here",
            facts=facts,
            status=OrderStatus.SHIPPED,
            hub_set=True,
        )
    else:
        states.restate(conn, order_id, OrderStatus.SHIPPED, hub_set=True)
