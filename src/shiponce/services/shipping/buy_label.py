"""Buy a label once: record the purchase before its call, and the result in one commit.

A purchase whose answer was lost is unknown and reserves its units. The carrier is searched for our
reference until it shows the label, or until two readings, both late enough, show none.

All methods except ``intend`` are called outside a transaction and open their own to write.
"""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import timedelta

from shiponce.domain.act import Act, ActKind, ActState
from shiponce.domain.event import EventKind
from shiponce.domain.money import Money
from shiponce.domain.order import OrderStatus
from shiponce.domain.shipment import Label, Route, ShipmentState
from shiponce.errors import Declined, PlatformError, Refused, StoreFileError, Unknown
from shiponce.persistence import acts, event_log, obligations, order_states, shipments
from shiponce.persistence.database import Database
from shiponce.persistence.timestamps import from_ms, span_ms, to_ms
from shiponce.ports import Clock, Connections
from shiponce.services.acts.perform_act import CONTROL_AFTER, Acting, note_unknown
from shiponce.services.matching.link_twins import sent_as_twin
from shiponce.services.notifying import add_notifications
from shiponce.services.shipping.units_to_ship import PackedOrder, units_left


def _orders(conn: sqlite3.Connection, act: Act) -> str:
    """Return the names of all orders in a purchase's package, joined by ``+``."""
    return " + ".join(shipments.orders_under(conn, act.shipment_id or 0))


class Purchases:
    """Buys labels, and records the purchases in one database."""

    def __init__(self, db: Database, connections: Connections, clock: Clock) -> None:
        self._db = db
        self._connections = connections
        self._clock = clock
        self._acting = Acting(db, clock)

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
    ) -> Label:
        """Buy the label of a recorded purchase; after a lost answer, search for the label instead.

        Declined if the carrier refuses, Unknown if it is not known yet whether a label exists.
        """
        carrier = self._connections.carrier(route, purchase.store)
        try:
            with self._acting.permitted(act_id) as leave:
                return carrier.buy(purchase, service_id)
        except PlatformError as trouble:
            if not trouble.may_have_acted:
                self.not_bought(shipment_id, ActState.REFUSED, control=leave.was_used)
                raise
            lost = trouble
        self._doubt(shipment_id)
        act = acts.one(self._db.conn, act_id)
        label = self.look(act, purchase, route) if act is not None else None
        if label is None:
            raise self._unknown(act_id, purchase, lost)
        return label

    def _unknown(self, act_id: int, purchase: PackedOrder, lost: PlatformError) -> PlatformError:
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

    def _doubt(self, shipment_id: int) -> None:
        at = self._now()
        with self._db.write() as conn:
            for row in shipments.together(conn, shipment_id):
                shipments.settle(conn, row.id, ShipmentState.UNKNOWN, at)
            note_unknown(conn, shipment_id, ActKind.BUY, at)

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

    def give_back(self, shipment_id: int, purchase: PackedOrder, label: Label) -> None:
        """Void a label that arrives after its purchase was settled as not bought.

        Another label may have been bought meanwhile. Therefore always raise Refused, so that the
        person checks the order; if the carrier does not void the label, a person must.
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
        """Record a bought label with the status and all its notifications in one commit.

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
                self._recorded(conn, row.id, row.order_id, label, at)
                cost = Money(0, label.cost.currency)
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


def show_shipped(
    conn: sqlite3.Connection, order_id: int, at: int, facts: dict[str, object]
) -> None:
    """Mark a fully labelled order as shipped; a hidden copy gets the status and stays hidden."""
    visible = order_states.original_of(conn, order_id) is None
    if visible:
        order_states.move(
            conn,
            order_id,
            at,
            why="why.shipped_here",
            facts=facts,
            status=OrderStatus.SHIPPED,
            hub_set=True,
        )
    else:
        order_states.restate(conn, order_id, OrderStatus.SHIPPED, hub_set=True)
