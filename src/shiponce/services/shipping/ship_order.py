"""Ship an order with one of its shipping options.

The transaction that records the shipment reads the orders and checks their shipping restrictions.
For a label, both also happen once before the carrier is asked, so that it is not asked in vain.
``buy_label`` buys the label.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from shiponce.decisions.tracking_number import carrier_name, tracking_number
from shiponce.domain.event import EventKind
from shiponce.domain.money import Money
from shiponce.domain.settings import ShippingSettings
from shiponce.domain.shipment import (
    Label,
    Route,
)
from shiponce.errors import BadInput, Refused
from shiponce.persistence import (
    batches,
    event_log,
    imported_orders,
    order_states,
    same_purchase,
    shipments,
)
from shiponce.persistence.database import Database
from shiponce.persistence.timestamps import to_ms
from shiponce.ports import Clock, Connections, IdGenerator
from shiponce.services.importing.read_before_label import read_before_label
from shiponce.services.shipping import batch_agreement
from shiponce.services.shipping.buy_label import Purchases
from shiponce.services.shipping.duplicate_tracking_number import must_be_one_package
from shiponce.services.shipping.number_of_other_order import must_not_be_in_other_package
from shiponce.services.shipping.one_shipment_per_package import must_be_another_package
from shiponce.services.shipping.package_facts import PackageFacts, package_facts
from shiponce.services.shipping.refunded_in_copy import must_not_be_refunded
from shiponce.services.shipping.shipping_options import twins_left
from shiponce.services.shipping.shipping_request import ShippingRequest
from shiponce.services.shipping.surplus_labels import SurplusLabels
from shiponce.services.shipping.twin_shipped_warnings import LEFT_RESTRICTION
from shiponce.services.shipping.units_to_ship import PackedOrder
from shiponce.services.shipping.untracked_post import must_take_untracked
from shiponce.words.domain_words import ROUTE_WORD


@dataclass(frozen=True, slots=True)
class _Begun:
    """A recorded shipment; *act_id* is its label purchase, or None if no label is bought."""

    shipment_id: int
    purchase: PackedOrder
    act_id: int | None


def _entered(
    route: Route, option: str, carrier: str, tracking: str, *, untracked: bool
) -> tuple[str, str]:
    """Return the carrier and tracking number that a person entered, in the form to record.

    BadInput if a manual shipment lacks one of them; an *untracked* one has no number. BadInput also
    if a label is to be bought and either was entered, because the label has its own number.
    """
    given = bool(carrier.strip()), bool(tracking.strip())
    if route is not Route.MANUAL:
        if any(given) or untracked:
            raise BadInput("error.label_has_own_number", option=option)
        return "", ""
    if untracked:
        if given[1]:
            raise BadInput("error.untracked_with_number")
        if not given[0]:
            raise BadInput("error.untracked_needs_carrier")
        return carrier_name(carrier), ""
    if not all(given):
        raise BadInput("error.manual_needs_tracking")
    return carrier_name(carrier), tracking_number(tracking)


class Shipping:
    """Ships orders of one database."""

    def __init__(
        self,
        db: Database,
        connections: Connections,
        clock: Clock,
        ids: IdGenerator,
        settings: ShippingSettings,
    ) -> None:
        self._db = db
        self._connections = connections
        self._clock = clock
        self._ids = ids
        self._settings = settings
        self._purchases = Purchases(db, connections, clock)
        self._surplus_labels = SurplusLabels(db, connections, clock)

    def orders_in_package(self, order_id: int, together: Sequence[int]) -> tuple[int, ...]:
        """Return the other orders for the package; an original replaces its hidden copy (P5).

        Refused if the package would hold the same purchase twice; the error names the orders that
        the person selected, not their originals.
        """
        conn = self._db.conn
        packed = {order_states.original_of(conn, order_id) or order_id: order_id}
        for named in together:
            order = order_states.original_of(conn, named) or named
            if order in packed and packed[order] != named:
                both = same_purchase.names(conn, [packed[order], named])
                refused = Refused(
                    "limit.one_purchase", number=both[packed[order]], other=both[named]
                )
                refused.way_out = "way_out.leave_out"
                raise refused
            if order in packed:
                raise BadInput(
                    "error.together_twice", number=imported_orders.number_of(conn, named)
                )
            packed[order] = named
        return tuple(packed)[1:]

    def ship(
        self, order_id: int, option: str, carrier: str, tracking: str, request: ShippingRequest
    ) -> int:
        """Ship the requested units, by default all that are left; return the shipment's id.

        Refused before any purchase if a restriction applies. Refused too if a twin was shipped and
        *request.anyway* is False (W7). GuardError if another process shipped the order meanwhile.
        If the carrier does not answer, the hub searches there for our reference before it retries.
        """
        route, service_id = _read(option)
        carrier, tracking = _entered(route, option, carrier, tracking, untracked=request.untracked)
        if route is not Route.MANUAL:  # fail early, before the carrier is asked for anything
            packed = (order_id, *request.together)
            read_before_label(self._db, self._connections, self._clock, packed)
            request = batch_agreement.planned(self._db.conn, order_id, request)
            facts = self._facts(self._db.conn, order_id, "", request)
            self._allow(self._db.conn, facts, route, request, tracking)
            carrier_adapter = self._connections.carrier(route, facts.packed.store)
            self._surplus_labels.before_buying(facts.order_ids)
            if request.agreed is not None:
                batch_agreement.must_be_offered(facts, carrier_adapter, service_id, request.agreed)
        begun = self._begin(order_id, route, service_id, (carrier, tracking), request)
        shipment_id, purchase = begun.shipment_id, begun.purchase
        if begun.act_id is None:
            total = Money(0, purchase.lines[0][0].price.currency)
            label = Label("", carrier, "", tracking, total)
        else:
            act_id = begun.act_id
            label = self._purchases.buy(
                act_id, shipment_id, purchase, route, service_id, self._settings.label_format
            )
        if not self._purchases.record(shipment_id, label):
            self._purchases.give_back(shipment_id, purchase, label)
        return shipment_id

    def _facts(
        self, conn: sqlite3.Connection, order_id: int, reference: str, request: ShippingRequest
    ) -> PackageFacts:
        return package_facts(conn, order_id, reference, request, self._settings.prime_policy)

    def _allow(
        self,
        conn: sqlite3.Connection,
        facts: PackageFacts,
        route: Route,
        request: ShippingRequest,
        tracking: str,
    ) -> list[str]:
        """Raise Refused unless the package may be shipped.

        Return the orders of other purchases that a person confirmed to be in this package.
        """
        limit = facts.restriction(route)
        if limit is not None:
            refused = Refused(limit.code, **limit.facts)
            refused.way_out = limit.way_out
            raise refused
        for left in () if request.anyway else twins_left(facts, LEFT_RESTRICTION):
            refused = Refused(left.code, **left.facts)
            refused.way_out = "way_out.insist_on_twin"
            raise refused
        parts = (facts.packed, *facts.packed.others)
        contents = {one.order_id: one.units_by_sku for one in parts}
        if route is not Route.MANUAL and not request.anyway:
            must_not_be_refunded(conn, contents)
            must_not_be_in_other_package(conn, facts.order_ids)
        if request.untracked:
            must_take_untracked(conn, facts.order_ids)
        if not tracking:
            return []
        must_be_another_package(conn, contents, tracking)
        return must_be_one_package(conn, facts.order_ids, tracking, said=request.same_package)

    def _begin(
        self,
        order_id: int,
        route: Route,
        service_id: str,
        entered: tuple[str, str],
        request: ShippingRequest,
    ) -> _Begun:
        carrier, tracking = entered
        at = self._now()
        reference = f"SO-{order_id}-{self._ids.token('shipment')}"
        with self._db.write() as conn:
            request = batch_agreement.planned(conn, order_id, request)
            facts = self._facts(conn, order_id, reference, request)
            shared = self._allow(conn, facts, route, request, tracking)
            purchase = facts.packed
            lead: int | None = None
            for one in (purchase, *purchase.others):
                shipment_id = shipments.begin(
                    conn,
                    one.order_id,
                    route=route,
                    carrier=carrier,
                    service="",
                    service_id=service_id,
                    reference=one.reference,
                    lines=one.units,
                    at=at,
                    combined_with=lead,
                    destination=one.destination,
                )
                lead = lead or shipment_id
                data: dict[str, object] = {"route": ROUTE_WORD[route]}
                begun: EventKind = "entry_begun" if route is Route.MANUAL else "purchase_begun"
                event_log.record(conn, at, (begun, one.order_id, data))
            _note_insisting(conn, facts, at)
            for other in shared:
                data = {"other": other, "tracking": tracking}
                event_log.record(conn, at, ("same_package", order_id, data))
            assert lead is not None, "a package has a first order"  # noqa: S101
            if request.agreed is not None:
                batches.claim(conn, request.agreed, lead)
            act_id = None
            if route is not Route.MANUAL:
                within = self._settings.unknown_after
                act_id = self._purchases.intend(conn, lead, purchase, within)
        return _Begun(lead, purchase, act_id)

    def _now(self) -> int:
        return to_ms(self._clock.now())


def _note_insisting(conn: sqlite3.Connection, facts: PackageFacts, at: int) -> None:
    """Record that a person knew of the twin's label and shipped nevertheless."""
    for order in facts.orders:
        for twin in dict.fromkeys(one.order for one in order.left):
            event_log.record(conn, at, ("shipped_anyway", order.order_id, {"twin": twin}))


def _read(option: str) -> tuple[Route, str]:
    route, _, service_id = option.partition(":")
    try:
        return Route(route), service_id
    except ValueError as bad:
        raise BadInput("error.no_such_option", option=option) from bad
