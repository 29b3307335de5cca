"""List the shipping options of an order; each unavailable option names its restriction."""

from __future__ import annotations

from dataclasses import replace

from shiponce.decisions import shipping_restrictions
from shiponce.domain.settings import ShippingSettings
from shiponce.domain.shipment import (
    Quote,
    RefusedFor,
    Route,
    service_with_carrier,
)
from shiponce.errors import PlatformError
from shiponce.persistence.database import Database
from shiponce.ports import Connections
from shiponce.services.notifying import add_notifications
from shiponce.services.shipping.package_facts import PackageFacts, package_facts
from shiponce.services.shipping.requested_service import preferring
from shiponce.services.shipping.shipping_request import ShippingRequest
from shiponce.services.shipping.twin_shipped_warnings import LEFT_WARNING, LeftCodes, left_sentences
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
        facts = package_facts(conn, order_id, "", request, self._settings.prime_policy)
        found: list[ShipOption] = []
        for route in Route:
            limit = facts.restriction(route)
            if limit is not None:
                found.append(_unavailable(route, limit))
            elif route is Route.MANUAL:
                found.append(ShipOption("manual", route, "", "", None, None, True))
            else:
                found += self._offers(route, facts)
        warning = next(iter(twins_left(facts, LEFT_WARNING)), None)
        notified = add_notifications.would_notify(conn, facts.order_ids)
        asked = (
            replace(one, warning=warning, notifies=notified[one.route]) if one.available else one
            for one in found
        )
        return preferring(conn, order_id, list(asked))

    def _offers(self, route: Route, facts: PackageFacts) -> list[ShipOption]:
        try:
            quotes = self._connections.carrier(route, facts.packed.store).quotes(facts.packed)
        except PlatformError as trouble:
            limit = Sentence(trouble.code, trouble.facts)
            return [ShipOption(route.value, route, "", "", None, None, False, limit)]
        ship, promised = facts.lead.ship, facts.promised
        return [
            _offered(quote, shipping_restrictions.too_late(ship, quote.arrives_by, promised))
            for quote in quotes
        ]


def twins_left(facts: PackageFacts, codes: LeftCodes) -> list[Sentence]:
    """Return sentences about twins that may be shipped already but do not block this package."""
    return [
        sentence for one in facts.orders for sentence in left_sentences(one.name, one.left, codes)
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
