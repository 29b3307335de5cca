"""Buy a package of a batch only as it was planned: the same units, address and price."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

from shiponce.decisions import shipping_restrictions
from shiponce.domain.batch import Agreement
from shiponce.errors import Refused
from shiponce.persistence import destinations, imported_orders, obligations
from shiponce.ports import CarrierAdapter
from shiponce.services.shipping.package_facts import PackageFacts
from shiponce.services.shipping.shipping_request import ShippingRequest


def planned(conn: sqlite3.Connection, order_id: int, request: ShippingRequest) -> ShippingRequest:
    """Return the request with the units of its plan.

    If nothing is due any more, return it without units, so that the order's own restriction says
    why. Refused if other units are due than planned, or if the address changed.
    """
    agreed = request.agreed
    if agreed is None:
        return request
    lines = obligations.of_order(conn, order_id)
    goes_to = {one.destination for one in lines if one.line_no in agreed.units}
    due = {one.line_no: one.due for one in lines if one.destination in goes_to and one.due}
    number = imported_orders.number_of(conn, order_id)
    if not due:
        return replace(request, lines=None)
    if due != dict(agreed.units):
        facts = {"planned": sum(agreed.units.values()), "due": sum(due.values())}
        raise _changed("limit.batch_units_changed", number, **facts)
    if any(destinations.digest_of(conn, order_id, one) != agreed.sent_to for one in goes_to):
        raise _changed("limit.batch_address_changed", number)
    return replace(request, lines=due)


def must_be_offered(
    facts: PackageFacts, carrier: CarrierAdapter, service_id: str, agreed: Agreement
) -> None:
    """Network: refuse the purchase unless the carrier still offers the service at its price."""
    number = facts.lead.ship.number
    quotes = carrier.quotes(facts.packed)
    quote = next((one for one in quotes if one.service_id == service_id), None)
    if quote is None or quote.price is None or quote.refusal:
        raise _changed("limit.batch_no_longer_offered", number, service=service_id)
    if quote.price != agreed.price:
        raise _changed(
            "limit.batch_price_changed",
            number,
            planned=agreed.price,
            now=quote.price,
        )
    late = shipping_restrictions.too_late(facts.lead.ship, quote.arrives_by, facts.promised)
    if late is not None:
        refused = Refused(late.code, **late.facts)
        refused.way_out = late.way_out
        raise refused


def _changed(code: str, number: str, **facts: object) -> Refused:
    refused = Refused(code, number=number, **facts)
    refused.way_out = "way_out.batch_plan_again"
    return refused
