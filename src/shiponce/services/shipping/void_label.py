"""Void labels at their carrier (N8).

The void is recorded in the ledger before the carrier is called. While its outcome is
unknown, the label's units stay shipped and no store is notified of the label.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from shiponce.decisions.order_status import WAITS_FOR_BUYER
from shiponce.domain.act import Act, ActKind, ActState
from shiponce.domain.order import OrderStatus
from shiponce.domain.shipment import Route, ShipmentState, VoidWay, void_way
from shiponce.errors import BadInput, PlatformError, Refused, Unknown
from shiponce.persistence import (
    acts,
    conditions,
    event_log,
    imported_orders,
    obligations,
    order_states,
    outbox,
    packages_known_to_stores,
    shipments,
    stores,
)
from shiponce.persistence.database import Database
from shiponce.persistence.shipments import Shipment
from shiponce.persistence.timestamps import from_ms, span_ms, to_ms
from shiponce.ports import CarrierAdapter, Clock, Connections
from shiponce.services.acts.perform_act import CONTROL_AFTER, Acting
from shiponce.services.importing.supersede_combined import close_superseded
from shiponce.services.matching.link_twins import Matcher, sent_as_twin
from shiponce.services.notifying import add_notifications
from shiponce.services.notifying.notify_shipped_elsewhere import tell_copies
from shiponce.services.notifying.packages_shown import shows
from shiponce.services.settings.disconnect_store import exclude_again
from shiponce.services.shipping.nothing_due import closed_by_units
from shiponce.services.shipping.show_shipped import show_shipped
from shiponce.services.shipping.units_to_ship import store_of, units_left


class Voiding:
    """Voids labels of one database."""

    def __init__(self, db: Database, connections: Connections, clock: Clock) -> None:
        self._db = db
        self._connections = connections
        self._clock = clock
        self._acting = Acting(db, clock)

    def void(self, shipment_id: int, by: str, saw: str = "") -> None:
        """Void a label; every order that shared it returns to Awaiting Shipment.

        Notifications that were not tried yet are withdrawn; sent ones stay sent. Raise Unknown if
        the carrier gives no certain answer: the label then stays live until a reading shows its
        state.

        A label without an id in the hub can be voided only at its carrier. For such a label, *saw*
        is what the person *by* saw at the carrier.
        """
        row = self._must_be_live(self._db.conn, shipment_id)
        route = row.route
        lead = shipments.together(self._db.conn, shipment_id)[0]
        how = void_way(route, lead.remote_id)
        if saw and how is not VoidWay.THERE:
            is_entry = how is VoidWay.ENTRY
            code = "limit.void_here_entry" if is_entry else "limit.void_here_label"
            raise Refused(code, tracking=lead.tracking)
        if how is VoidWay.ENTRY:
            self._record(None, lead.id)
            return
        if how is VoidWay.THERE:
            self._voided_there(lead, by, saw)
            return
        store = store_of(self._db.conn, lead.order_id)
        carrier = self._connections.carrier(route, store)
        with self._db.write() as conn:
            self._must_be_live(conn, shipment_id)
            act_id = self._acting.begin(
                conn,
                ActKind.VOID,
                key=lead.remote_id,
                shipment_id=lead.id,
                store_id=store.id,
            )
        try:
            with self._acting.permitted(act_id) as leave:
                carrier.void(lead.remote_id)
        except PlatformError as trouble:
            act = acts.one(self._db.conn, act_id)
            assert act is not None, "acts are kept"  # noqa: S101
            if trouble.may_have_acted:
                if not self.look(act):
                    raise self._unknown(act_id, trouble) from trouble
                return
            self._end(act, ActState.REFUSED, control=leave.was_used)
            raise
        self._record(act_id, lead.id)

    def _voided_there(self, lead: Shipment, by: str, saw: str) -> None:
        """Record a person's statement that a label was voided at its carrier; nothing is called."""
        if not saw:
            refused = Refused("limit.void_there", tracking=lead.tracking)
            refused.way_out, refused.facts["shipment"] = "way_out.void_there", lead.id
            raise refused
        self._must_not_be_shown(lead)
        with self._db.write() as conn:
            self._must_be_live(conn, lead.id)
            act_id = self._acting.begin(
                conn,
                ActKind.VOID,
                key=lead.remote_id,
                shipment_id=lead.id,
                store_id=store_of(conn, lead.order_id).id,
            )
            self._note_voided(conn, act_id, lead.id, by, saw)

    def _must_not_be_shown(self, lead: Shipment) -> None:
        """Refuse a statement that the label was voided if the marketplace shows the package."""
        conn = self._db.conn
        order_id = order_states.original_of(conn, lead.order_id) or lead.order_id
        there = imported_orders.remote_order(conn, order_id)
        store = stores.one(conn, there.store_id)
        try:
            packages = self._connections.platform(store).packages(there.remote_id)
        except PlatformError:
            return  # nothing can contradict the person's statement, so accept it
        if shows(packages, lead.tracking):
            raise Refused("limit.still_shown_there", store=store.name, tracking=lead.tracking)

    def look(self, act: Act) -> bool:
        """Ask the carrier whether an unknown void took effect; record and return True if it did.

        After two readings that show the label as live, both late enough, record the void as not
        done.
        """
        assert act.shipment_id is not None, "a void is of a label"  # noqa: S101
        row = shipments.one(self._db.conn, act.shipment_id)
        assert row is not None, "shipments are kept"  # noqa: S101
        begun = self._now()
        try:
            store = store_of(self._db.conn, row.order_id)
            carrier = self._connections.carrier(row.route, store)
            live = carrier.is_live(act.key)
        except PlatformError as trouble:
            with self._db.write() as conn:
                self._acting.unread(conn, act, trouble)
            return False
        if not live:
            self._record(act.id, act.shipment_id)
            return True
        with self._db.write() as conn:
            if self._acting.heard_nothing(conn, act, begun, carrier.settles_after):
                acts.control_at(conn, act.id, self._control_at())
                self._note_live(conn, act)
        return False

    def settle(self, act: Act, *, happened: bool, by: str, saw: str) -> None:
        """Record a person's statement whether an unknown void took effect."""
        assert act.shipment_id is not None, "a void is of a label"  # noqa: S101
        row = shipments.one(self._db.conn, act.shipment_id)
        assert row is not None, "shipments are kept"  # noqa: S101
        store = store_of(self._db.conn, row.order_id)

        def carrier() -> CarrierAdapter:
            return self._connections.carrier(row.route, store)

        if happened:
            self._must_not_be_live(act, carrier)
            self._record(act.id, act.shipment_id, by, saw)
        else:
            self._acting.must_be_sure(act, carrier)
            self._end(act, ActState.NONE, by, saw)

    def _must_not_be_live(self, act: Act, carrier: Callable[[], CarrierAdapter]) -> None:
        """Refuse a statement that the label was voided if the carrier shows it as live."""
        try:
            live = carrier().is_live(act.key)
        except PlatformError:
            return  # nothing can contradict the person's statement, so accept it
        if live:
            raise Refused("limit.label_is_live", act=act.id)

    def took_effect(self, act: Act) -> None:
        """Record that a void took effect although it had been recorded as not done."""
        assert act.shipment_id is not None, "a void is of a label"  # noqa: S101
        row = shipments.one(self._db.conn, act.shipment_id)
        if row is not None and row.remote_id == act.key:
            self._record(None, act.shipment_id)

    def _end(
        self, act: Act, state: ActState, by: str = "", saw: str = "", *, control: bool = True
    ) -> None:
        """Settle a void as refused or not done; with *control*, schedule one more check."""
        with self._db.write() as conn:
            acts.settle(conn, act.id, state, self._now(), by=by, saw=saw)
            if control:
                acts.control_at(conn, act.id, self._control_at())
            if state is ActState.NONE:
                self._note_live(conn, act)

    def _note_live(self, conn: sqlite3.Connection, act: Act) -> None:
        """Record in the history that a void did not take effect; the label stays in use."""
        assert act.shipment_id is not None, "a void is of a label"  # noqa: S101
        for row in shipments.together(conn, act.shipment_id):
            facts: dict[str, object] = {"tracking": row.tracking}
            event_log.record(conn, self._now(), ("void_not_done", row.order_id, facts))

    def _unknown(self, act_id: int, lost: PlatformError) -> PlatformError:
        act = acts.one(self._db.conn, act_id)
        if act is None or act.look_at is None:
            return lost
        where = {"platform": lost.platform, "operation": lost.operation}
        found = Unknown("error.void_unknown", **where, again_at=from_ms(act.look_at))
        found.way_out = "error.act_unknown_way_out"
        return found

    def _must_be_live(self, conn: sqlite3.Connection, shipment_id: int) -> Shipment:
        row = shipments.one(conn, shipment_id)
        if row is None:
            raise BadInput("error.no_shipment", shipment=shipment_id)
        if row.state is not ShipmentState.LABELLED:
            raise Refused("limit.no_live_label", shipment=shipment_id)
        lead = shipments.together(conn, shipment_id)[0].id
        under_way = acts.of_label(conn, lead, ActKind.VOID)
        if under_way is not None:
            since = from_ms(under_way.at)
            if under_way.state is ActState.OPEN and self._now() < under_way.deadline:
                raise Refused("limit.void_under_way", shipment=shipment_id, since_at=since)
            refused = Refused("limit.void_unknown", shipment=shipment_id, since_at=since)
            refused.way_out = "error.act_unknown_way_out"
            raise refused
        return row

    def _record(self, act_id: int | None, shipment_id: int, by: str = "", saw: str = "") -> None:
        with self._db.write() as conn:
            self._note_voided(conn, act_id, shipment_id, by, saw)

    def _note_voided(
        self, conn: sqlite3.Connection, act_id: int | None, shipment_id: int, by: str, saw: str
    ) -> None:
        at = self._now()
        if act_id is not None:
            act = acts.one(conn, act_id)
            acts.settle(conn, act_id, ActState.DONE, at, by=by, saw=saw)
            if by and act is not None and act.key:  # a person's statement: read the carrier later
                acts.control_at(conn, act_id, self._control_at())
            row = shipments.one(conn, shipment_id)
            if act is None or row is None or act.key != row.remote_id:
                return  # the act's label is no longer the one of this shipment
        for one in shipments.together(conn, shipment_id):
            if shipments.settle(conn, one.id, ShipmentState.VOIDED, at):
                for notification_id in outbox.withdraw(conn, one.id):
                    self._note_withdrawn(conn, notification_id, one, at)
                self._open_again(conn, one.order_id, one, at)
                close_superseded(Matcher(conn, at), [one.order_id])
                exclude_again(conn, _purchase(conn, one.order_id), at)

    def _note_withdrawn(
        self, conn: sqlite3.Connection, notification_id: int, shipment: Shipment, at: int
    ) -> None:
        """Record that a tried notification was withdrawn; its store is read once more."""
        row = outbox.one(conn, notification_id)
        if row is None or not row.attempts:
            return
        acts.control_last(conn, notification_id, self._control_at(), if_untaken=True)
        store = stores.one(conn, row.store_id).name
        data: dict[str, object] = {"store": store, "tracking": row.tracking or shipment.tracking}
        event_log.record(conn, at, ("notification_withdrawn", shipment.order_id, data))

    def _open_again(
        self, conn: sqlite3.Connection, order_id: int, shipment: Shipment, at: int
    ) -> None:
        """Return an order to Awaiting Shipment, unless another live label covers it.

        If the platform shows "cancelled", the order gets that status. If the platform shows
        "shipped", our label may be the reason: if a store can know of the label, neither this
        "shipped" nor a later one changes the order's status. Otherwise the order gets the status
        "shipped". An order of which nothing is due any more is closed.
        """
        entered = shipment.route is Route.MANUAL
        facts: dict[str, object] = {"tracking": shipment.tracking}
        event_log.record(conn, at, ("entry_taken_back" if entered else "voided", order_id, facts))
        original = order_states.original_of(conn, order_id)
        if original is not None:
            order_states.restate(conn, order_id, OrderStatus.AWAITING_SHIPMENT, hub_set=False)
        if self._still_sent(conn, original or order_id, at):
            return
        if conditions.is_collected(conn, order_id):
            _leave_to_buyer(conn, original or order_id, at)
            return
        status, why = (
            OrderStatus.AWAITING_SHIPMENT,
            "why.entry_taken_back" if entered else "why.label_voided",
        )
        shown, shown_why, shown_facts = imported_orders.shown(conn, original or order_id)
        by_others = shown is OrderStatus.SHIPPED and not packages_known_to_stores.may_be_known(
            conn, order_states.family(conn, original or order_id)
        )
        closed = closed_by_units(conn, original or order_id)
        if shown is OrderStatus.CANCELLED or by_others:  # status changed on the platform meanwhile
            status, why, facts = shown, shown_why, shown_facts
        elif closed is not None:
            status = closed
        order_states.move(
            conn,
            original or order_id,
            at,
            why=why,
            facts=facts,
            status=status,
            hub_set=status is closed
            or packages_known_to_stores.may_be_known(
                conn, order_states.family(conn, original or order_id)
            ),
        )
        tell_copies(conn, [original or order_id], at)

    def _still_sent(self, conn: sqlite3.Connection, purchase: int, at: int) -> bool:
        """Return True if another live label covers the order.

        The order then stays shipped, and the reason of its status names that
        label, or the twin that the label is for.
        """
        if conditions.is_collected(conn, purchase):
            return False
        copies = order_states.copies_of(conn, purchase)
        twin = next((copy for copy in copies if shipments.live(conn, copy)), None)
        own = [] if units_left(conn, purchase) else shipments.live(conn, purchase)
        if obligations.rest_is_due(conn, purchase):
            return False
        if twin is not None:
            sent_as_twin(conn, purchase, twin, at)
        elif own:
            row = shipments.one(conn, own[-1])
            assert row is not None, "its id was read just now"  # noqa: S101
            facts: dict[str, object] = {"carrier": row.carrier, "tracking": row.tracking}
            show_shipped(conn, purchase, at, facts)
            for shipment_id in own if copies else ():
                add_notifications.add(conn, shipment_id, at, catching_up=True)
        return twin is not None or bool(own)

    def _control_at(self) -> int:
        return self._now() + span_ms(CONTROL_AFTER)

    def _now(self) -> int:
        return to_ms(self._clock.now())


def _leave_to_buyer(conn: sqlite3.Connection, order_id: int, at: int) -> None:
    """Give an order that the buyer collects the status that its marketplace shows."""
    status, why, facts = imported_orders.shown(conn, order_id)
    if status.is_open:
        status, why, facts = OrderStatus.PENDING_FULFILLMENT, WAITS_FOR_BUYER, {}
    order_states.move(conn, order_id, at, why=why, facts=facts, status=status, hub_set=False)
    tell_copies(conn, [order_id], at)


def _purchase(conn: sqlite3.Connection, order_id: int) -> list[int]:
    """Return the id of an order and, if the order is a copy, the id of its original."""
    original = order_states.original_of(conn, order_id)
    return [order_id] if original is None else [order_id, original]
