"""eBay's labels: rates for a package, and shipments bought at one of these rates.

The documents of this API do not say what happens to the order. eBay's help for sellers says that
eBay uploads the tracking number of its label to each order in the package. The simulator does this
too; cancelling the label removes the number again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockplace.http_types import Request, Response, Route, reply
from mockplace.kernel.commands import AskQuote, BuyQuoted
from mockplace.kernel.records import Quote, Rate
from mockplace.kernel.refusal import Refusal
from mockplace.platforms.ebay.api import errors
from mockplace.platforms.ebay.api.endpoint import base_of, route
from mockplace.platforms.ebay.api.logistics import render
from mockplace.platforms.ebay.api.logistics.parse_quote_request import (
    Package,
    QuoteBody,
    address_of,
    contact,
    lives_elsewhere,
    package_of,
)
from mockplace.platforms.ebay.api.oauth import LOGISTICS
from mockplace.platforms.shared.carrier_prices_and_days import COLLECTED_AFTER, Service, arrival
from mockplace.platforms.shared.label_documents.accepted_kind import KINDS, accepted_kind
from mockplace.platforms.shared.label_documents.document import document

if TYPE_CHECKING:
    from mockplace.kernel.records import BoughtLabel
    from mockplace.kernel.world import World
    from mockplace.platforms.ebay.api.access_token import Caller

_Params = dict[str, str]

#: The name under which the world records labels of this API.
VIA = "ebay-logistics"
#: How long a quote is valid, in ms: assumed. Clients read its end from ``expirationDate``.
_LIFE = 60 * 60_000
#: Documented: only USPS is offered. The prices and transit days are invented.
SERVICES = (
    Service("USPSGroundAdvantage", "USPS", "USPS Ground Advantage", 5, 399, 33),
    Service("USPSPriority", "USPS", "USPS Priority Mail", 3, 715, 52),
    Service("USPSPriorityMailExpress", "USPS", "USPS Priority Mail Express", 1, 2675, 160),
)
#: Code of the world's refusal → id of the documented error.
_REFUSED = {"quote-expired": 90200, "quote-sold": 90210}


def create_quote(world: World, caller: Caller, request: Request, _params: _Params) -> Response:
    """Answer ``createShippingQuote``: 201 with the quote, and its URL in ``Location``."""
    _check_market(request)
    package = package_of(world, caller, QuoteBody.of(request.body))
    rates = _rates(world, package)
    units = package.units()
    empty = [order_id for order_id, lines in units.items() if not lines]
    if empty:
        raise errors.documented_error(90130, orderId=empty[0])
    wanted = AskQuote(
        caller.account.name,
        VIA,
        "/".join(str(one["orderId"]) for one in package.named),
        _LIFE,
        units,
        rates,
        _details(package, rates),
    )
    try:
        quote = world.shipping.ask_quote(wanted)
    except Refusal as refusal:
        raise errors.documented_error(90130, orderId=next(iter(units), "")) from refusal
    where = f"{base_of(request)}{render.BASE}/shipping_quote/{quote.quote_id}"
    return reply(201, render.quote_shown(quote, world.currency), {"location": where})


def get_quote(world: World, caller: Caller, _request: Request, params: _Params) -> Response:
    """Answer ``getShippingQuote``; quotes that have expired or were bought are returned too."""
    quote = _quote_of(world, caller, params["shippingQuoteId"])
    if quote is None:
        raise errors.documented_error(90005)
    return reply(200, render.quote_shown(quote, world.currency))


def create_shipment(world: World, caller: Caller, request: Request, _params: _Params) -> Response:
    """Answer ``createFromShippingQuote``: buy a label, which also marks its orders as shipped."""
    _check_market(request)
    body = QuoteBody.of(request.body)
    quote = _quote_of(world, caller, body.text("shippingQuoteId"))
    if quote is None:
        raise body.wrong("shippingQuoteId")
    if body.text("rateId") not in [rate.rate_id for rate in quote.rates]:
        raise body.wrong("rateId")
    options = _options(body)
    back = contact(body.part("returnTo")) if body.has("returnTo") else quote.details["shipFrom"]
    body.optional("labelSize")
    details: dict[str, object] = {
        "options": options,
        "returnTo": back,
        "labelCustomMessage": body.optional("labelCustomMessage"),
    }
    extra = sum(render.OPTIONS[one] for one in options)
    wanted = BuyQuoted(
        caller.account.name, quote.quote_id, body.text("rateId"), extra=extra, details=details
    )
    try:
        label = world.shipping.buy_quoted(wanted)
    except Refusal as refusal:
        if refusal.code in _REFUSED:
            raise errors.documented_error(_REFUSED[refusal.code]) from refusal
        raise errors.documented_error(90130, orderId=quote.order_id) from refusal
    return reply(201, render.shipment(label, base_of(request), world.currency))


def get_shipment(world: World, caller: Caller, request: Request, params: _Params) -> Response:
    """Answer ``getShipment``."""
    label = _label_of(world, caller, params)
    return reply(200, render.shipment(label, base_of(request), world.currency))


def download_label(world: World, caller: Caller, request: Request, params: _Params) -> Response:
    """Answer ``downloadLabelFile``; 404 after the shipment was cancelled.

    The ``Accept`` header chooses among PDF, PNG and ZPL. Assumed: any other header means PDF, the
    documented default.
    """
    label = _label_of(world, caller, params)
    if label.voided_at:
        raise errors.documented_error(90005)
    kind = accepted_kind(request.headers.get("accept", "")) or "application/pdf"
    return Response(200, {"content-type": kind}, document(KINDS[kind], render.contents(label)))


def cancel_shipment(world: World, caller: Caller, request: Request, params: _Params) -> Response:
    """Answer ``cancelShipment``: void the label; its orders are open again.

    Documented: a used label cannot be cancelled. Assumed: a label cannot be cancelled twice.
    """
    label = _label_of(world, caller, params)
    try:
        void = world.shipping.void_label(label.shipment_id)
    except Refusal as refusal:
        raise errors.documented_error(90260, shipmentId=label.shipment_id) from refusal
    if label.voided_at:
        raise errors.documented_error(90260, shipmentId=label.shipment_id)
    return reply(200, render.shipment(void, base_of(request), world.currency))


def _check_market(request: Request) -> None:
    """Refuse a call without the header that names the marketplace, as the live API does."""
    if not request.headers.get("x-ebay-c-marketplace-id"):
        raise errors.documented_error(90010, fieldName="X-EBAY-C-MARKETPLACE-ID")


def _rates(world: World, package: Package) -> tuple[Rate, ...]:
    """Return the rate of each service.

    Refuse an address outside the United States, and a package that is too heavy for one of the
    services.
    """
    ends = (address_of(package.sender), address_of(package.receiver))
    if any(end["countryCode"] != "US" for end in ends):
        raise errors.documented_error(90100)
    if any(package.grams > service.heaviest for service in SERVICES):
        raise errors.documented_error(90120)
    return tuple(
        Rate(
            service.service_id,
            service.carrier,
            service.name,
            service.price(package.grams),
            world.now + COLLECTED_AFTER,
            arrival(service, world.now),
        )
        for service in SERVICES
    )


def _details(package: Package, rates: tuple[Rate, ...]) -> dict[str, object]:
    due = [order.deliver_by for order in package.orders.values() if order.deliver_by]
    on_time = [rate for rate in rates if not due or rate.arrives <= min(due)]
    cheapest = min(on_time, key=lambda rate: rate.price, default=None)
    warning = errors.documented_error(90135).entry
    return {
        "orders": package.named,
        "packageSpecification": package.package,
        "shipFrom": package.sender,
        "shipTo": package.receiver,
        "warnings": [warning] if lives_elsewhere(package) else [],
        "cheapest": cheapest.service_id if cheapest else "",
    }


def _options(body: QuoteBody) -> list[str]:
    found = [
        one.word("optionType", tuple(render.OPTIONS)) for one in body.parts("additionalOptions")
    ]
    if len(set(found)) != len(found):
        raise body.wrong("additionalOptions")
    return found


def _quote_of(world: World, caller: Caller, quote_id: str) -> Quote | None:
    quote = world.state.quotes.get(quote_id)
    mine = quote is not None and (quote.store, quote.via) == (caller.account.name, VIA)
    return quote if mine else None


def _label_of(world: World, caller: Caller, params: _Params) -> BoughtLabel:
    label = world.labels.get(params["shipmentId"])
    if label is None or (label.store, label.via) != (caller.account.name, VIA):
        raise errors.documented_error(90005)
    return label


_QUOTES = f"{render.BASE}/shipping_quote"
_FROM_QUOTE = f"{render.BASE}/shipment/create_from_shipping_quote"
_SHIPMENT = f"{render.BASE}/shipment/{{shipmentId}}"
ROUTES: tuple[Route, ...] = tuple(
    route(operation, method, path, run, scopes=(LOGISTICS,))
    for operation, method, path, run in (
        ("createShippingQuote", "POST", _QUOTES, create_quote),
        ("getShippingQuote", "GET", f"{_QUOTES}/{{shippingQuoteId}}", get_quote),
        ("createFromShippingQuote", "POST", _FROM_QUOTE, create_shipment),
        ("getShipment", "GET", _SHIPMENT, get_shipment),
        ("cancelShipment", "POST", f"{_SHIPMENT}/cancel", cancel_shipment),
        ("downloadLabelFile", "GET", f"{_SHIPMENT}/download_label_file", download_label),
    )
)
