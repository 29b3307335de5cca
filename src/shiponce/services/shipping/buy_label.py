"""Buy a label once: record the purchase before its call, and the result in one commit.

``unknown_purchase`` handles a purchase whose answer was lost.

All methods except ``intend`` are called outside a transaction and open their own to write.
"""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import timedelta

from shiponce.domain.act import ActKind, ActState
from shiponce.domain.document import LabelFormat
from shiponce.domain.event import EventKind
from shiponce.domain.money import Money
from shiponce.domain.shipment import Label, Route, ShipmentState
from shiponce.errors import PlatformError, Refused, StoreFileError
from shiponce.persistence import (
    acts,
    event_log,
    label_documents,
    obligations,
    order_states,
    shipments,
)
from shiponce.persistence.database import Database
from shiponce.persistence.timestamps import to_ms
from shiponce.ports import Clock, Connections
from shiponce.services.acts.perform_act import Acting
from shiponce.services.importing.supersede_combined import close_superseded
from shiponce.services.matching.link_twins import Matcher, sent_as_twin
from shiponce.services.notifying import add_notifications
from shiponce.services.shipping.fetch_document import with_document
from shiponce.services.shipping.show_shipped import show_shipped
from shiponce.services.shipping.units_to_ship import PackedOrder, units_left
from shiponce.services.shipping.unknown_purchase import UnknownPurchases


class Purchases:
    """Buys labels, and records the purchases in one database."""

    def __init__(self, db: Database, connections: Connections, clock: Clock) -> None:
        self._db = db
        self._connections = connections
        self._clock = clock
        self._acting = Acting(db, clock)
        self._unknown = UnknownPurchases(db, connections, clock)

    def intend(
        self,
        conn: sqlite3.Connection,
        shipment_id: int,
        purchase: PackedOrder,
        within: timedelta,
    ) -> int:
        """Record a purchase in the transaction that began its shipment; return the act's id."""
        return self._acting.begin(
            conn,
            ActKind.BUY,
            key=purchase.reference,
            shipment_id=shipment_id,
            store_id=purchase.store.id,
            within=within,
        )

    def buy(
        self,
        act_id: int,
        shipment_id: int,
        purchase: PackedOrder,
        route: Route,
        service_id: str,
        wanted: LabelFormat,
    ) -> Label:
        """Buy the label of a recorded purchase; after a lost answer, search for the label instead.

        *wanted* is the format of its document, which the carrier gives if it can. Raise Declined if
        the carrier refuses, Unknown while nobody knows whether a label exists.
        """
        carrier = self._connections.carrier(route, purchase.store)
        try:
            with self._acting.permitted(act_id) as leave:
                label = carrier.buy(replace(purchase, label_format=wanted), service_id)
        except PlatformError as trouble:
            if not trouble.may_have_acted:
                self._unknown.not_bought(shipment_id, ActState.REFUSED, control=leave.was_used)
                raise
            lost = trouble
        else:
            return with_document(carrier, label, wanted)
        self._unknown.mark(shipment_id)
        act = acts.one(self._db.conn, act_id)
        found = self._unknown.look(act, purchase, route) if act is not None else None
        if found is None:
            raise self._unknown.error(act_id, purchase, lost)
        return with_document(carrier, found, wanted)

    def give_back(self, shipment_id: int, purchase: PackedOrder, label: Label) -> None:
        """Void a label that arrives after its purchase was settled as not bought.

        Always raise Refused: another label may have been bought meanwhile, so a person has to check
        the order. If the carrier does not void the label, a person has to void it.
        """
        row = shipments.one(self._db.conn, shipment_id)
        if row is None or row.state is not ShipmentState.NOT_BOUGHT:
            return  # another hub has recorded this label meanwhile
        if row.route is Route.MANUAL:
            raise Refused("limit.entry_too_late", tracking=label.tracking)
        code = "limit.given_up"
        kind: EventKind = "given_up"
        try:
            self.void_label(shipment_id, purchase, row.route, label.remote_id)
        except PlatformError:
            code, kind = "limit.given_up_unreturned", "given_up_unreturned"
        with self._db.write() as conn:
            at, facts = self._now(), {"tracking": label.tracking}
            event_log.record(conn, at, (kind, purchase.order_id, {**facts}))
        raise Refused(code, carrier=label.carrier, tracking=label.tracking)

    def void_label(
        self, shipment_id: int, purchase: PackedOrder, route: Route, remote_id: str
    ) -> None:
        """Void a label that is recorded for no shipment."""
        carrier = self._connections.carrier(route, purchase.store)
        with self._db.write() as conn:
            act_id = self._acting.begin(
                conn,
                ActKind.VOID,
                key=remote_id,
                shipment_id=shipment_id,
                store_id=purchase.store.id,
            )
        try:
            with self._acting.permitted(act_id):
                carrier.void(remote_id)
        except PlatformError as trouble:
            if not trouble.may_have_acted:
                self._end(act_id, ActState.REFUSED)
            raise
        self._end(act_id, ActState.DONE)

    def _end(self, act_id: int, state: ActState) -> None:
        with self._db.write() as conn:
            acts.settle(conn, act_id, state, self._now())

    def record(self, shipment_id: int, label: Label, by: str = "", saw: str = "") -> bool:
        """Record a bought label with its document, the status and all notifications in one commit.

        If several orders share the label, only the first of them gets its cost. Return False if the
        shipment is settled already. StoreFileError names the label if the database cannot record
        it.
        """
        try:
            return self._record(shipment_id, label, by, saw)
        except StoreFileError as bad:
            bad.way_out = "error.label_not_recorded"
            bad.facts |= {"carrier": label.carrier, "tracking": label.tracking}
            raise

    def _record(self, shipment_id: int, label: Label, by: str, saw: str) -> bool:
        at, cost = self._now(), label.cost
        with self._db.write() as conn:
            act = acts.of_label(conn, shipment_id, ActKind.BUY)
            found = act is not None and act.state is ActState.UNKNOWN and not by
            if act is not None:
                acts.settle(conn, act.id, ActState.DONE, at, by=by, saw=saw)
            for row in shipments.together(conn, shipment_id):
                if not shipments.labelled(conn, row.id, replace(label, cost=cost), at):
                    return False
                if found:
                    shown: dict[str, object] = {"tracking": label.tracking}
                    event_log.record(conn, at, ("purchase_found", row.order_id, shown))
                if label.document is not None and row.combined_with is None:
                    label_documents.keep(conn, row.id, label.document, at)
                self._recorded(conn, row.id, row.order_id, label, at)
                cost = Money(0, label.cost.currency)
            shared = [row.order_id for row in shipments.together(conn, shipment_id)]
            close_superseded(Matcher(conn, at), shared)  # combined while the label was bought
        return True

    def _recorded(
        self, conn: sqlite3.Connection, shipment_id: int, order_id: int, label: Label, at: int
    ) -> None:
        facts: dict[str, object] = {"carrier": label.carrier, "tracking": label.tracking}
        event_log.record(conn, at, ("shipped", order_id, facts))
        if not units_left(conn, order_id):
            show_shipped(conn, order_id, at, facts)
        original = order_states.original_of(conn, order_id)
        if original is not None and not obligations.rest_is_due(conn, original):
            sent_as_twin(conn, original, order_id, at)
        add_notifications.add(conn, shipment_id, at)

    def _now(self) -> int:
        return to_ms(self._clock.now())
