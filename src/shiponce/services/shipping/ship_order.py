"""Shipping: what is on offer, shipping by one of the ways, and giving a label back.

What may be shipped how is asked twice: before anything begins, and in the transaction in which
the purchase is written down. The purchase itself is ``purchasing``'s.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from shiponce.decisions import shipping_restrictions
from shiponce.decisions.tracking_number import carrier_name, tracking_number
from shiponce.domain.event import EventKind
from shiponce.domain.money import Money
from shiponce.domain.settings import ShippingSettings
from shiponce.domain.shipment import (
    Label,
    Quote,
    RefusedFor,
    Route,
    ShipmentState,
    service_with_carrier,
)
from shiponce.errors import BadInput, PlatformError, Refused
from shiponce.persistence import event_log, imported_orders, order_states, same_purchase, shipments
from shiponce.persistence.database import Database
from shiponce.persistence.timestamps import to_ms
from shiponce.ports import Clock, Connections, IdGenerator
from shiponce.services.notifying import add_notifications
from shiponce.services.shipping.buy_label import Purchases
from shiponce.services.shipping.double_shipments import (
    LEFT_RESTRICTION,
    LEFT_WARNING,
    left_sentences,
)
from shiponce.services.shipping.duplicate_tracking_number import must_be_one_package
from shiponce.services.shipping.late_labels import LateLabels
from shiponce.services.shipping.requested_service import preferring
from shiponce.services.shipping.restriction_facts import (
    companions,
    left_beside,
    ship_facts,
)
from shiponce.services.shipping.units_to_ship import (
    PackedOrder,
    combined,
    purchase_of,
    store_of,
    units_left,
)
from shiponce.views.sentence import Sentence
from shiponce.views.shipping import ShipOption
from shiponce.words.domain_words import ROUTE_WORD
from shiponce.words.families import Family

_CARRIER_REFUSES = Family("limit.carrier_{}", RefusedFor)


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to go into the parcel: all that is left of one order, unless more is said."""

    #: {line_no: units} of the order; None: all that is left.
    lines: Mapping[int, int] | None = None
    #: Other orders, whole, in the same parcel.
    together: tuple[int, ...] = ()
    #: A person insists, knowing that the purchase has left with another order.
    anyway: bool = False
    #: A person says that another purchase is in the same package, under the same number.
    same_package: bool = False

    def is_part(self, conn: sqlite3.Connection, purchase: PackedOrder) -> bool:
        """Whether the order is split: not all that is left, or something has left before."""
        left = units_left(conn, purchase.order_id)
        return dict(purchase.units) != left or bool(
            shipments.shipped_units(conn, purchase.order_id)
        )


@dataclass(frozen=True, slots=True)
class _Begun:
    """A shipment that is written down, and the act of buying its label; None: nothing is bought."""

    shipment_id: int
    purchase: PackedOrder
    act_id: int | None


def _packed(conn: sqlite3.Connection, order_id: int, reference: str, wish: Wish) -> PackedOrder:
    """The parcel; BadInput when an order is in it twice or has not so much left."""
    if order_id in wish.together or len(set(wish.together)) < len(wish.together):
        raise BadInput("error.together_twice", number=imported_orders.number_of(conn, order_id))
    lead = purchase_of(conn, order_id, reference, wanted=wish.lines)
    others = [
        purchase_of(conn, other, f"{reference}-{n}") for n, other in enumerate(wish.together, 2)
    ]
    return combined(lead, others)


def _entered(route: Route, option: str, carrier: str, tracking: str) -> tuple[str, str]:
    """Return what a person entered for a parcel labelled elsewhere, as it is recorded.

    BadInput when one of the two is missing or is none, and when a label is bought all the same:
    it brings a number of its own, so the entered one would be lost.
    """
    given = bool(carrier.strip()), bool(tracking.strip())
    if route is not Route.MANUAL:
        if any(given):
            raise BadInput("error.label_has_own_number", option=option)
        return "", ""
    if not all(given):
        raise BadInput("error.manual_needs_tracking")
    return carrier_name(carrier), tracking_number(tracking)


class Shipping:
    """Ships orders of one file."""

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
        self._late_labels = LateLabels(db, connections, clock)

    def orders_in_package(self, order_id: int, together: Sequence[int]) -> tuple[int, ...]:
        """Return the orders to pack with one, a hidden copy's original in its place (P5).

        Refused when the parcel would hold one purchase twice; the orders are called as they were
        named, since the original in a copy's place may be the very order that is packed.
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

    # -- what is on offer

    def options(self, order_id: int, wish: Wish) -> tuple[ShipOption, ...]:
        """Every way to ship, the unavailable ones with their coded reason (P4)."""
        conn = self._db.conn
        facts = ship_facts(conn, order_id, self._settings.prime_policy)
        purchase = _packed(conn, order_id, "", wish)
        found: list[ShipOption] = []
        for route in Route:
            limit = self._limit(conn, purchase, route, wish)
            if limit is not None:
                found.append(_unavailable(route, limit))
            elif route is Route.MANUAL:
                found.append(ShipOption("manual", route, "", "", None, None, True))
            else:
                found += self._offers(route, purchase, facts)
        warning = next(iter(_twins_left(conn, purchase, LEFT_WARNING)), None)
        told = {
            route: add_notifications.would_tell(conn, _orders_of(purchase), route)
            for route in Route
        }
        asked = (
            replace(one, warning=warning, notifies=told[one.route]) if one.available else one
            for one in found
        )
        return preferring(conn, order_id, list(asked))

    def _limit(
        self, conn: sqlite3.Connection, purchase: PackedOrder, route: Route, wish: Wish
    ) -> shipping_restrictions.Limit | None:
        """The first thing that stands in the way of a parcel, in any of its orders."""
        for order_id in _orders_of(purchase):
            facts = ship_facts(conn, order_id, self._settings.prime_policy)
            found = shipping_restrictions.forbidden(facts, route)
            if found is not None:
                return found
        together = companions(conn, _orders_of(purchase))
        return shipping_restrictions.unpackable(
            together, route, whole=not wish.is_part(conn, purchase)
        )

    def _offers(
        self, route: Route, purchase: PackedOrder, facts: shipping_restrictions.ShipFacts
    ) -> list[ShipOption]:
        try:
            quotes = self._connections.carrier(route, purchase.store).quotes(purchase)
        except PlatformError as trouble:
            limit = Sentence(trouble.code, trouble.facts)
            return [ShipOption(route.value, route, "", "", None, None, False, limit)]
        promised = imported_orders.deliver_by(self._db.conn, purchase.order_id)
        return [
            _offered(quote, shipping_restrictions.too_late(facts, quote.arrives_by, promised))
            for quote in quotes
        ]

    # -- shipping

    def ship(self, order_id: int, option: str, carrier: str, tracking: str, wish: Wish) -> int:
        """Ship what is wished for, by default all that is left of one order; the shipment's id.

        Refused before anything is bought when a limit forbids it, or when the purchase has left
        with another order and nobody insists (W7); GuardError when another hand was faster. A
        carrier that gave no answer is asked by our reference, never twice blindly.
        """
        route, service_id = _read(option)
        carrier, tracking = _entered(route, option, carrier, tracking)
        packed = _packed(self._db.conn, order_id, "", wish)
        self._allow(self._db.conn, packed, route, wish, tracking)
        if route is not Route.MANUAL:  # a carrier that cannot be had is said before anything begins
            self._connections.carrier(route, store_of(self._db.conn, order_id))
            self._late_labels.before_buying(_orders_of(packed))
        begun = self._begin(order_id, route, service_id, (carrier, tracking), wish)
        shipment_id, purchase = begun.shipment_id, begun.purchase
        if begun.act_id is None:
            total = Money(0, purchase.lines[0][0].price.currency)
            label = Label("", carrier, "", tracking, total)
        else:
            act_id = begun.act_id
            label = self._purchases.buy(act_id, shipment_id, purchase, route, service_id)
        if not self._purchases.record(shipment_id, label):
            self._purchases.give_back(shipment_id, purchase, label)
        return shipment_id

    def _allow(
        self,
        conn: sqlite3.Connection,
        purchase: PackedOrder,
        route: Route,
        wish: Wish,
        tracking: str,
    ) -> list[str]:
        """Refuse what must not be; the other purchases that are in the package, as was said."""
        limit = self._limit(conn, purchase, route, wish)
        if limit is not None:
            refused = Refused(limit.code, **limit.facts)
            refused.way_out = limit.way_out
            raise refused
        for left in () if wish.anyway else _twins_left(conn, purchase, LEFT_RESTRICTION):
            refused = Refused(left.code, **left.facts)
            refused.way_out = "way_out.insist_on_twin"
            raise refused
        if not tracking:
            return []
        return must_be_one_package(conn, _orders_of(purchase), tracking, said=wish.same_package)

    def _begin(
        self, order_id: int, route: Route, service_id: str, entered: tuple[str, str], wish: Wish
    ) -> _Begun:
        carrier, tracking = entered
        at = self._now()
        reference = f"SO-{order_id}-{self._ids.token('shipment')}"
        with self._db.write() as conn:
            purchase = _packed(conn, order_id, reference, wish)
            shared = self._allow(conn, purchase, route, wish, tracking)
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
                )
                lead = lead or shipment_id
                data: dict[str, object] = {"route": ROUTE_WORD[route]}
                begun: EventKind = "entry_begun" if route is Route.MANUAL else "purchase_begun"
                event_log.record(conn, at, (begun, one.order_id, data))
            _note_insisting(conn, purchase, at)
            for other in shared:
                data = {"other": other, "tracking": tracking}
                event_log.record(conn, at, ("same_package", order_id, data))
            assert lead is not None, "a package has a first order"  # noqa: S101
            act_id = None
            if route is not Route.MANUAL:
                within = self._settings.unknown_after
                act_id = self._purchases.intend(conn, lead, purchase, within)
        return _Begun(lead, purchase, act_id)

    def _now(self) -> int:
        return to_ms(self._clock.now())


def _note_insisting(conn: sqlite3.Connection, purchase: PackedOrder, at: int) -> None:
    """The history keeps that a person knew of the twin's label and shipped all the same."""
    for order_id, left in left_beside(conn, _orders_of(purchase)).items():
        for twin in dict.fromkeys(one.order for one in left):
            event_log.record(conn, at, ("shipped_anyway", order_id, {"twin": twin}))


def _orders_of(purchase: PackedOrder) -> list[int]:
    return [one.order_id for one in (purchase, *purchase.others)]


def _twins_left(
    conn: sqlite3.Connection, purchase: PackedOrder, codes: Mapping[ShipmentState, str]
) -> list[Sentence]:
    """What a person must know before this parcel: orders of the same purchase that have left."""
    named = same_purchase.names(conn, _orders_of(purchase))
    return [
        sentence
        for order_id, left in left_beside(conn, _orders_of(purchase)).items()
        for sentence in left_sentences(named[order_id], left, codes)
    ]


def _read(option: str) -> tuple[Route, str]:
    route, _, service_id = option.partition(":")
    try:
        return Route(route), service_id
    except ValueError as bad:
        raise BadInput("error.no_such_option", option=option) from bad


def _unavailable(route: Route, limit: shipping_restrictions.Limit) -> ShipOption:
    way_out = Sentence(limit.way_out, limit.facts) if limit.way_out else None
    reason = Sentence(limit.code, limit.facts)
    return ShipOption(route.value, route, "", "", None, None, False, reason, way_out)


def _refusal(quote: Quote, called: str) -> Sentence:
    """Say why a carrier refuses a service: in its own words only where its code is not known."""
    facts: dict[str, object] = {"service": called}
    if quote.refused_for is None:
        return Sentence("limit.carrier_refuses", facts | {"reason": quote.refusal})
    if quote.refused_for is RefusedFor.LATE and quote.arrives_by is not None:
        return Sentence("limit.carrier_late_on", facts | {"arrives_at": quote.arrives_by})
    return Sentence(_CARRIER_REFUSES[quote.refused_for], facts)


def _offered(quote: Quote, late: shipping_restrictions.Limit | None) -> ShipOption:
    refusal = Sentence(late.code, late.facts) if late else None
    way_out = Sentence(late.way_out, late.facts) if late and late.way_out else None
    if quote.refusal:
        called = service_with_carrier(quote.carrier, quote.service)
        refusal = _refusal(quote, called)
    return ShipOption(
        f"{quote.route.value}:{quote.service_id}",
        quote.route,
        quote.carrier,
        quote.service,
        quote.price,
        quote.arrives_by,
        refusal is None,
        refusal,
        way_out if not quote.refusal else None,
    )
