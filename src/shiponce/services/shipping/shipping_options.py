"""List the shipping options of an order; each unavailable option names its restriction."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import replace

from shiponce.decisions import shipping_restrictions
from shiponce.domain.settings import PrimePolicy, ShippingSettings
from shiponce.domain.shipment import (
    Quote,
    RefusedFor,
    Route,
    ShipmentState,
    service_with_carrier,
)
from shiponce.errors import PlatformError
from shiponce.persistence import imported_orders, same_purchase
from shiponce.persistence.database import Database
from shiponce.ports import Connections
from shiponce.services.notifying import add_notifications
from shiponce.services.shipping.combine_orders import order_ids_of, packed_order
from shiponce.services.shipping.double_shipments import (
    LEFT_WARNING,
    left_sentences,
)
from shiponce.services.shipping.requested_service import preferring
from shiponce.services.shipping.restriction_facts import (
    companions,
    left_beside,
    ship_facts,
)
from shiponce.services.shipping.shipping_request import ShippingRequest
from shiponce.services.shipping.units_to_ship import (
    PackedOrder,
)
from shiponce.views.sentence import Sentence
from shiponce.views.shipping import ShipOption
from shiponce.words.families import Family

_CARRIER_REFUSES = Family("limit.carrier_{}", RefusedFor)


class ShippingOptions:
    """Lists the shipping options for the orders of one database."""

    def __init__(self, db: Database, connections: Connections, settings: ShippingSettings) -> None:
        self._db = db
        self._connections = connections
        self._settings = settings

    def options(self, order_id: int, request: ShippingRequest) -> tuple[ShipOption, ...]:
        """Return every shipping option (network); unavailable options have a reason code (P4)."""
        conn = self._db.conn
        facts = ship_facts(conn, order_id, self._settings.prime_policy)
        purchase = packed_order(conn, order_id, "", request)
        found: list[ShipOption] = []
        for route in Route:
            limit = first_restriction(conn, purchase, route, request, self._settings.prime_policy)
            if limit is not None:
                found.append(_unavailable(route, limit))
            elif route is Route.MANUAL:
                found.append(ShipOption("manual", route, "", "", None, None, True))
            else:
                found += self._offers(route, purchase, facts)
        warning = next(iter(twins_left(conn, purchase, LEFT_WARNING)), None)
        notified = {
            route: add_notifications.would_notify(conn, order_ids_of(purchase), route)
            for route in Route
        }
        asked = (
            replace(one, warning=warning, notifies=notified[one.route]) if one.available else one
            for one in found
        )
        return preferring(conn, order_id, list(asked))

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


def first_restriction(
    conn: sqlite3.Connection,
    purchase: PackedOrder,
    route: Route,
    request: ShippingRequest,
    policy: PrimePolicy,
) -> shipping_restrictions.Limit | None:
    """Return the first restriction that forbids a route for this package; None if none does."""
    for one in (purchase, *purchase.others):
        facts = ship_facts(conn, one.order_id, policy, one.destination)
        found = shipping_restrictions.forbidden(facts, route)
        if found is not None:
            return found
    together = companions(conn, order_ids_of(purchase))
    return shipping_restrictions.unpackable(
        together, route, whole=not request.is_part(conn, purchase)
    )


def twins_left(
    conn: sqlite3.Connection, purchase: PackedOrder, codes: Mapping[ShipmentState, str]
) -> list[Sentence]:
    """Return sentences about twins that may be shipped already but do not block this package."""
    named = same_purchase.names(conn, order_ids_of(purchase))
    return [
        sentence
        for order_id, left in left_beside(conn, order_ids_of(purchase)).items()
        for sentence in left_sentences(named[order_id], left, codes)
    ]


def _unavailable(route: Route, limit: shipping_restrictions.Limit) -> ShipOption:
    way_out = Sentence(limit.way_out, limit.facts) if limit.way_out else None
    reason = Sentence(limit.code, limit.facts)
    return ShipOption(route.value, route, "", "", None, None, False, reason, way_out)


def _refusal(quote: Quote, called: str) -> Sentence:
    """Return why a carrier refuses a service; quote the carrier if the reason has no known code."""
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
