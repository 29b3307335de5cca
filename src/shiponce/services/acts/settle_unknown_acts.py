"""Settle unknown acts on labels: from what the carrier or platform shows, or by a person.

An unknown purchase reserves its units, so nobody can buy a second label meanwhile. An unknown void
holds back the notifications of its label.
"""

from __future__ import annotations

from datetime import timedelta

from shiponce.domain.act import UNSETTLED, Act, ActKind, ActState
from shiponce.domain.event import EventKind
from shiponce.domain.settings import ShippingSettings
from shiponce.domain.shipment import Label, Route
from shiponce.errors import BadInput, PlatformError, Refused
from shiponce.persistence import acts, event_log, shipments, stores
from shiponce.persistence.database import Database
from shiponce.persistence.shipments import Shipment
from shiponce.persistence.timestamps import span_ms, to_ms
from shiponce.ports import Clock, Connections
from shiponce.services.acts.perform_act import Acting
from shiponce.services.shipping.buy_label import Purchases
from shiponce.services.shipping.fetch_document import with_document
from shiponce.services.shipping.surplus_labels import SurplusLabels
from shiponce.services.shipping.units_to_ship import PackedOrder, packed_again
from shiponce.services.shipping.unknown_purchase import UnknownPurchases
from shiponce.services.shipping.void_label import Voiding

#: A reading planned further ahead than this was planned before the clock was set back.
_LATEST = timedelta(hours=1)


class Settling:
    """Settles unknown acts on labels; the settings say when a purchase counts as unknown."""

    def __init__(
        self, db: Database, connections: Connections, clock: Clock, settings: ShippingSettings
    ) -> None:
        self._db = db
        self._connections = connections
        self._clock = clock
        self._after = settings.unknown_after
        self._label_format = settings.label_format
        self._acting = Acting(db, clock)
        self._purchases = Purchases(db, connections, clock)
        self._unknown_purchases = UnknownPurchases(db, connections, clock)
        self._voiding = Voiding(db, connections, clock)
        self._surplus_labels = SurplusLabels(db, connections, clock)

    def unknown_purchases(self) -> list[int]:
        """Return the shipments with an unsettled purchase, oldest first."""
        return shipments.unsettled(self._db.conn, self._now() - span_ms(self._after))

    def ask(self, *, now: bool = False) -> int:
        """Read the outcome of each unknown act on a label, if due; return how many were settled.

        *now* includes acts whose reading is not due yet: an early reading does no harm.
        """
        self._end_manual()
        with self._db.write() as conn:
            acts.late_by(conn, self._now(), span_ms(_LATEST))
        settled = 0
        self._surplus_labels.look()
        due = acts.due(self._db.conn, self._now(), early=now)
        for act in due:
            try:
                self._look(act)
            except (BadInput, Refused):  # it cannot be read now; go on with the others
                with self._db.write() as conn:
                    self._acting.unread(conn, act, None)
            after = acts.one(self._db.conn, act.id)
            settled += after is not None and after.state not in UNSETTLED
        return settled

    def _look(self, act: Act) -> None:
        with self._db.write() as conn:
            act = self._acting.expire(conn, act)
        if act.state is not ActState.UNKNOWN or act.shipment_id is None:
            return
        if act.kind is ActKind.VOID:
            self._voiding.look(act)
            return
        row = shipments.one(self._db.conn, act.shipment_id)
        assert row is not None, "shipments are kept"  # noqa: S101
        route, purchase = self._purchase(row)
        label = self._unknown_purchases.look(act, purchase, route)
        if label is not None:
            carrier = self._connections.carrier(route, purchase.store)
            label = with_document(carrier, label, self._label_format)
            self._purchases.record(act.shipment_id, label)

    def _end_manual(self) -> None:
        """Discard manual shipments that were interrupted before they were recorded whole.

        They have no label, so no carrier is asked.
        """
        for shipment_id in self.unknown_purchases():
            row = shipments.one(self._db.conn, shipment_id)
            if row is not None and row.route is Route.MANUAL:
                self._unknown_purchases.not_bought(shipment_id)

    def labels(self, shipment_id: int) -> tuple[Label, ...]:
        """Return the labels that the carrier has for an unknown purchase.

        Raise PlatformError if the carrier does not answer.
        """
        route, purchase = self._purchase(self._unknown(shipment_id))
        return self._unknown_purchases.find(shipment_id, purchase, route)

    def settle(self, shipment_id: int, tracking: str, by: str, saw: str) -> None:
        """Settle a purchase as a person states; *tracking* names its label, '' means no label.

        *saw* is what the person has seen, and where.
        """
        tracking = tracking.strip()
        if tracking:
            self._keep(shipment_id, tracking, by, saw)
        else:
            self._give_up(shipment_id, by, saw)

    def _keep(self, shipment_id: int, tracking: str, by: str, saw: str) -> None:
        """Void the other labels of a purchase, then record the one that a person keeps.

        If a label cannot be voided, none is recorded, so that no unit has two live labels.
        """
        row = self._unknown(shipment_id)
        route, purchase = self._purchase(row)
        found = self._unknown_purchases.find(shipment_id, purchase, route)
        kept = next((label for label in found if label.tracking == tracking), None)
        if kept is None:
            known = ", ".join(label.tracking for label in found) or "–"
            raise BadInput("error.no_such_label", tracking=tracking, known=known)
        for label in found:
            if label is not kept:
                self._purchases.void_label(shipment_id, purchase, route, label.remote_id)
                self._note(row, "extra_voided", by, label.tracking)
        carrier = self._connections.carrier(route, purchase.store)
        kept = with_document(carrier, kept, self._label_format)
        if not self._purchases.record(shipment_id, kept, by, saw):
            raise Refused("limit.not_unknown", shipment=shipment_id)
        self._note(row, "label_chosen", by, tracking)

    def _give_up(self, shipment_id: int, by: str, saw: str) -> None:
        """Record a person's statement that nothing was bought.

        Refused if the carrier shows a label, or while a request may still arrive.
        """
        row = self._unknown(shipment_id)
        act = acts.of_label(self._db.conn, shipment_id, ActKind.BUY)
        route, purchase = self._purchase(row)
        try:
            found = self._unknown_purchases.find(shipment_id, purchase, route)
        except PlatformError:
            found = ()  # no answer from the carrier: the person's statement counts
        if act is not None and not found:
            self._acting.must_be_sure(act, lambda: self._connections.carrier(route, purchase.store))
        if found:
            known = ", ".join(label.tracking for label in found)
            raise Refused("limit.labels_exist", shipment=shipment_id, known=known)
        self._unknown_purchases.not_bought(shipment_id, by=by, saw=saw)
        self._note(row, "given_up_by", by, "")

    def settle_act(self, act: Act, *, happened: bool, by: str, saw: str) -> None:
        """Record a person's statement on an unknown void, or on an unknown change of a setting."""
        if act.kind is ActKind.VOID:
            self._voiding.settle(act, happened=happened, by=by, saw=saw)
            return
        if not happened:
            store = stores.one(self._db.conn, act.store_id or 0)
            self._acting.must_be_sure(act, lambda: self._connections.platform(store))
        state = ActState.DONE if happened else ActState.NONE
        with self._db.write() as conn:
            acts.settle(conn, act.id, state, self._now(), by=by, saw=saw)

    def _unknown(self, shipment_id: int) -> Shipment:
        row = shipments.one(self._db.conn, shipment_id)
        if row is None:
            raise BadInput("error.no_shipment", shipment=shipment_id)
        if shipment_id not in self.unknown_purchases():
            raise Refused("limit.not_unknown", shipment=shipment_id)
        return row

    def _purchase(self, row: Shipment) -> tuple[Route, PackedOrder]:
        purchase = packed_again(self._db.conn, row)
        return row.route, purchase

    def _note(self, row: Shipment, kind: EventKind, by: str, tracking: str) -> None:
        data: dict[str, object] = {"by": by, "tracking": tracking}
        with self._db.write() as conn:
            event_log.record(conn, self._now(), (kind, row.order_id, data))

    def _now(self) -> int:
        return to_ms(self._clock.now())
