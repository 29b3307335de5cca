"""Amazon Shipping v2: rates and labels for packages of Amazon orders and of orders from elsewhere.

Services and rules are those of Merchant Fulfillment. A label for an Amazon order also confirms its
shipment; a label for an order from elsewhere changes no order.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from mockplace.kernel.commands import AskQuote, BuyQuoted
from mockplace.kernel.records import Quote, Rate
from mockplace.kernel.refusal import Refusal
from mockplace.platforms.amazon.api import errors
from mockplace.platforms.amazon.api.labels import render_shipping_v2 as render
from mockplace.platforms.amazon.api.labels.carrier_services import SERVICES
from mockplace.platforms.amazon.api.labels.rejected_services import why_rejected
from mockplace.platforms.amazon.api.labels.shipping_v2_errors import (
    ShippingBody,
    bad_request,
    refused,
    token_expired,
)
from mockplace.platforms.amazon.api.labels.shipping_v2_request import (
    DPIS,
    FORMATS,
    Package,
    label_paper,
    package_of,
)
from mockplace.platforms.shared import request_parsing
from mockplace.platforms.shared.carrier_prices_and_days import COLLECTED_AFTER, Service, arrival

if TYPE_CHECKING:
    from mockplace.http_types import Request
    from mockplace.kernel.records import BoughtLabel
    from mockplace.kernel.world import World
    from mockplace.platforms.amazon.api.access_token import Caller

_Json = Mapping[str, object]
_Params = dict[str, str]

#: The name under which the world records labels of this API.
VIA = "amazon-shipping"
#: Milliseconds for which a rate can be bought, as documented.
_LIFE = 10 * 60_000
#: The additional inputs of a package that crosses a border; the fields are those of the example in
#: Amazon's model.
_SCHEMA: dict[str, object] = {
    "$schema": "http://json-schema.org/draft-04/schema#",
    "title": "Additional inputs for Shipping Offering",
    "type": "object",
    "properties": {
        "harmonizedSystemCode": {
            "type": "string",
            "description": "Harmonized System's commodity code for an item.",
        },
        "packageClientReferenceId": {
            "type": "string",
            "description": "Unique identifier for the item.",
        },
    },
    "required": ["harmonizedSystemCode"],
}
_UNSELLABLE = "The order or its items cannot be shipped: already shipped, cancelled or pending."
#: Code of the world's refusal → the error details; the wording is assumed.
_REFUSED = {
    "unknown-quote": "The requestToken is invalid.",
    "unknown-rate": "The rateId is invalid. Please provide a rateId of the GetRates response.",
    "quote-sold": "A shipment has already been purchased with the requestToken.",
    "key-used": "The idempotency key has been used with another request.",
    "label-used": "The shipment cannot be cancelled: the carrier has collected the package.",
}


def get_rates(world: World, caller: Caller, request: Request, _params: _Params) -> _Json:
    """Answer ``getRates``: rates that can be bought for ten minutes, and ineligible services."""
    package = package_of(world, caller, ShippingBody.of(request.body))
    quote, ineligible = _quoted(world, caller, package)
    return {"payload": render.rates(quote, package.order, ineligible, world.currency)}


def purchase_shipment(world: World, caller: Caller, request: Request, _params: _Params) -> _Json:
    """Answer ``purchaseShipment``: buy one rate of a request token; a token buys only once."""
    body = ShippingBody.of(request.body)
    token, rate_id = body.text("requestToken"), body.text("rateId")
    paper = label_paper(body.part("requestedDocumentSpecification"))
    quote = _quote_of(world, caller, token)
    extra = _added(body, "requestedValueAddedServices")
    if quote.details["abroad"]:
        _check_inputs(body)
    key = request.headers.get("x-amzn-idempotencykey", "")
    wanted = BuyQuoted(caller.account.name, token, rate_id, key, extra, paper)
    return {"payload": render.purchased(world, _bought(world, wanted))}


def one_click_shipment(world: World, caller: Caller, request: Request, _params: _Params) -> _Json:
    """Answer ``oneClickShipment``: buy the first eligible service of the caller's list."""
    body = ShippingBody.of(request.body)
    package = package_of(world, caller, body)
    paper = label_paper(body.part("labelSpecifications"))
    services = body.part("serviceSelection").texts("serviceId")
    extra = _added(body, "valueAddedServicesDetails")
    if package.abroad:
        raise refused("The shipment needs additional inputs: please purchase it from a rate.")
    quote, _ineligible = _quoted(world, caller, package)
    offered = {rate.service_id: rate.rate_id for rate in quote.rates}
    rate_id = next((offered[one] for one in services if one in offered), "")
    if not rate_id:
        raise refused("None of the services in serviceSelection is eligible for the shipment.")
    wanted = BuyQuoted(caller.account.name, quote.quote_id, rate_id, extra=extra, details=paper)
    label = _bought(world, wanted)
    answer = render.purchased(world, label) | render.service_bought(label, world.currency)
    return {"payload": {name: answer[name] for name in answer if name != "benefits"}}


def get_shipment_documents(
    world: World, caller: Caller, request: Request, params: _Params
) -> _Json:
    """Answer ``getShipmentDocuments``: the bought label's document, in the requested format."""
    asked = request_parsing.fields(request.query)
    label = _label_of(world, caller, params["shipmentId"])
    reference = asked.get("packageClientReferenceId", "")
    if not reference:
        raise bad_request("PackageClientReferenceId is missing in the request")
    paper = asked.get("format") or str(label.details["format"])
    dpi = asked.get("dpi") or str(label.details.get("dpi", DPIS[0]))
    if paper not in FORMATS or dpi not in map(str, DPIS):
        raise refused("The format or dpi is not one of those in the GetRates response.")
    if reference != label.details["reference"]:
        raise refused("The packageClientReferenceId is not a package of the shipment.")
    if label.status != "Purchased":
        raise refused("The shipment was cancelled and has no documents.")
    order = world.orders.get((label.store, label.order_id))
    return {
        "payload": {
            "shipmentId": label.shipment_id,
            "packageDocumentDetail": render.package(world, label, paper, int(dpi)),
            "benefits": render.benefits(order, label.arrives),
        }
    }


def cancel_shipment(world: World, caller: Caller, _request: Request, params: _Params) -> _Json:
    """Answer ``cancelShipment``: void the label; the package's units become unshipped again."""
    label = _label_of(world, caller, params["shipmentId"])
    try:
        world.shipping.void_label(label.shipment_id)
    except Refusal as refusal:
        raise _said(refusal) from refusal
    return {"payload": {}}


def get_tracking(world: World, caller: Caller, request: Request, _params: _Params) -> _Json:
    """Answer ``getTracking``: the tracking events of a label that was bought through this API."""
    asked = request_parsing.fields(request.query)
    for name in ("trackingId", "carrierId"):
        if not asked.get(name):
            raise bad_request(f"{name[0].upper()}{name[1:]} is missing in the request")
    wanted = (asked["trackingId"], asked["carrierId"])
    for label in world.labels.values():
        tracking = (label.tracking, render.carrier_id(label.carrier))
        if tracking == wanted and _is_callers(label, caller):
            return {"payload": render.tracking(label, world.now)}
    raise errors.not_found("tracking information")


def get_additional_inputs(
    world: World, caller: Caller, request: Request, _params: _Params
) -> _Json:
    """Answer ``getAdditionalInputs``: the JSON schema of the inputs; empty if none are needed."""
    asked = request_parsing.fields(request.query)
    for name in ("requestToken", "rateId"):
        if asked.get(name, "null") in ("", "null"):
            raise bad_request(f"{name[0].upper()}{name[1:]} cannot be null")
    quote = _quote_of(world, caller, asked["requestToken"])
    if asked["rateId"] not in [rate.rate_id for rate in quote.rates]:
        raise refused(_REFUSED["unknown-rate"])
    if world.now > quote.expires_at:
        raise token_expired()
    return {"payload": _SCHEMA if quote.details["abroad"] else {}}


def _quoted(
    world: World, caller: Caller, package: Package
) -> tuple[Quote, list[tuple[Service, str]]]:
    reasons = [(service, why_rejected(service, package.load)) for service in SERVICES]
    details: dict[str, object] = {
        "reference": package.reference,
        "weight": package.weight,
        "from": package.sender,
        "to": package.receiver,
        "abroad": package.abroad,
    }
    wanted = AskQuote(
        caller.account.name,
        VIA,
        package.order.order_id if package.order else package.reference,
        _LIFE,
        {package.order.order_id: package.units} if package.order else {},
        tuple(_rate(service, package) for service, reason in reasons if not reason),
        details,
    )
    try:
        quote = world.shipping.ask_quote(wanted)
    except Refusal as refusal:
        raise _said(refusal) from refusal
    return quote, [(service, reason) for service, reason in reasons if reason]


def _rate(service: Service, package: Package) -> Rate:
    leaves = package.load.ship_at
    return Rate(
        service.service_id,
        service.carrier,
        service.name,
        service.price(package.load.grams),
        leaves + COLLECTED_AFTER,
        arrival(service, leaves),
    )


def _bought(world: World, wanted: BuyQuoted) -> BoughtLabel:
    try:
        return world.shipping.buy_quoted(wanted)
    except Refusal as refusal:
        raise _said(refusal) from refusal


def _said(refusal: Refusal) -> errors.AmazonError:
    if refusal.code == "quote-expired":
        return token_expired()
    return refused(_REFUSED.get(refusal.code, _UNSELLABLE))


def _quote_of(world: World, caller: Caller, token: str) -> Quote:
    quote = world.state.quotes.get(token)
    if quote is None or (quote.store, quote.via) != (caller.account.name, VIA):
        raise refused(_REFUSED["unknown-quote"])
    return quote


def _label_of(world: World, caller: Caller, shipment_id: str) -> BoughtLabel:
    label = world.labels.get(shipment_id)
    if label is None or not _is_callers(label, caller):
        raise errors.not_found("shipment")
    return label


def _is_callers(label: BoughtLabel, caller: Caller) -> bool:
    return (label.store, label.via) == (caller.account.name, VIA)


def _added(body: ShippingBody, name: str) -> int:
    """Return the total price of the value-added services in field *name*, in minor units."""
    if not body.content.get(name):
        return 0
    ids = {one.text("id") for one in body.parts(name)}
    if not ids <= set(render.ADDED):
        raise refused(
            "The requested value added services are invalid. Please check the value added "
            "services offered in the GetRates response."
        )
    return sum(render.ADDED[one][1] for one in ids)


def _check_inputs(body: ShippingBody) -> None:
    if not body.part("additionalInputs").text("harmonizedSystemCode").isdecimal():
        raise refused("The additionalInputs do not follow the schema of getAdditionalInputs.")
