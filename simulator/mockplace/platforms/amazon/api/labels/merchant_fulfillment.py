"""Merchant Fulfillment v0: labels bought from Amazon.

Buying a label also confirms the shipment: the order shows the package at once, and the seller need
not call ``confirmShipment``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from mockplace.kernel.refusal import Refusal
from mockplace.platforms.amazon.api import errors
from mockplace.platforms.amazon.api.labels.carrier_services import service_of
from mockplace.platforms.amazon.api.labels.merchant_fulfillment_offers import (
    LabelRequest,
    check_offer,
    offer_of,
    sold_and_rejected,
)
from mockplace.platforms.amazon.api.labels.merchant_fulfillment_request import (
    hazmat,
    label_format,
    wish_of,
)
from mockplace.platforms.amazon.api.labels.render_merchant_fulfillment import (
    offered,
    rejected,
    shipment,
)
from mockplace.platforms.amazon.api.labels.seller_inputs import check_inputs
from mockplace.platforms.amazon.api.orders import cancellation
from mockplace.platforms.amazon.api.request_body import Body
from mockplace.platforms.amazon.api.restricted_data_tokens import grants

if TYPE_CHECKING:
    from mockplace.http_types import Request
    from mockplace.kernel.records import BoughtLabel
    from mockplace.kernel.world import World
    from mockplace.platforms.amazon.api.access_token import Caller

_Json = Mapping[str, object]

_UUID = r"[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}"
_DETAILS = "ShipmentRequestDetails"
#: The name under which the world records labels bought through this API. The API shows only these
#: labels.
VIA = "merchant-fulfillment"


def get_eligible_services(
    world: World, caller: Caller, request: Request, _params: dict[str, str]
) -> _Json:
    """Answer ``getEligibleShipmentServices``: available and rejected services."""
    details = Body.of(request.body).part(_DETAILS)
    wish = wish_of(world, caller, details)
    _check_left(wish)
    good, late = sold_and_rejected(world, wish)
    options = details.part("ShippingServiceOptions").content
    currency = wish.order.currency
    return {
        "payload": {
            "ShippingServiceList": [offered(offer, currency, options) for offer in good],
            "RejectedShippingServiceList": [rejected(offer) for offer in late],
            "TemporarilyUnavailableCarrierList": [],
            "TermsAndConditionsNotAcceptedCarrierList": [],
        }
    }


def create_shipment(
    world: World, caller: Caller, request: Request, _params: dict[str, str]
) -> _Json:
    """Answer ``createShipment``: buy a label, at the offer's price if an offer is named."""
    _check_restricted(caller, request)
    body = Body.of(request.body)
    details = body.part(_DETAILS)
    service = service_of(body.text("ShippingServiceId"))
    wish = wish_of(world, caller, details)
    wish = replace(wish, hazardous=hazmat(body) or wish.hazardous)
    if wish.abroad:
        check_inputs(body)
    offer = offer_of(world, service, wish)
    offer_id, price = body.optional("ShippingServiceOfferId"), offer.price
    if offer_id:
        price = check_offer(world, offer_id, service, wish)
    if offer.reason:
        raise errors.invalid(details="The ShippingServiceId is not eligible for this order.")
    asked = {
        name: details.content[name]
        for name in ("ShipFromAddress", "PackageDimensions", "Weight", "ShippingServiceOptions")
    }
    try:
        label = world.shipping.buy_label(
            wish.order.store,
            wish.order.order_id,
            service_id=service.service_id,
            offer_id=offer_id or offer.offer_id,
            carrier=service.carrier,
            service=service.name,
            via=VIA,
            price=price,
            units=wish.units,
            details=asked | {"ship_at": wish.ship_at, "label_format": label_format(details)},
        )
    except Refusal as refusal:
        raise _unsellable() from refusal
    return {"payload": shipment(label, wish.order)}


def get_shipment(world: World, caller: Caller, request: Request, params: dict[str, str]) -> _Json:
    """Answer ``getShipment``."""
    _check_restricted(caller, request)
    label = _label_of(world, caller, params["shipmentId"])
    return {"payload": shipment(label, world.orders[label.store, label.order_id])}


def cancel_shipment(
    world: World, caller: Caller, request: Request, params: dict[str, str]
) -> _Json:
    """Answer ``cancelShipment``: void the label; the package's units become unshipped again."""
    _check_restricted(caller, request)
    label = _label_of(world, caller, params["shipmentId"])
    void = world.shipping.void_label(label.shipment_id)
    return {"payload": shipment(void, world.orders[void.store, void.order_id])}


def _check_left(wish: LabelRequest) -> None:
    left = {line.line_id: cancellation.unshipped(wish.order, line) for line in wish.order.lines}
    closed = wish.order.fulfilled_by_platform or wish.order.status in ("unpaid", "cancelled")
    if closed or any(units > left[line_id] for line_id, units in wish.units.items()):
        raise _unsellable()


def _unsellable() -> errors.AmazonError:
    return errors.invalid(
        details="The order or its items cannot be shipped: already shipped, cancelled or pending."
    )


def _check_restricted(caller: Caller, request: Request) -> None:
    """Require a restricted data token, because shipments show where a buyer lives."""
    if not grants(caller, request):
        raise errors.unauthorized("The operation needs a restricted data token.")


def _label_of(world: World, caller: Caller, shipment_id: str) -> BoughtLabel:
    if not re.fullmatch(_UUID, shipment_id):
        raise errors.invalid(
            f"1 validation error detected: Value '{shipment_id[:60]}' at 'shipmentId' failed to "
            f"satisfy constraint: Member must satisfy regular expression pattern: {_UUID}"
        )
    label = world.labels.get(shipment_id.lower())
    if label is None or (label.store, label.via) != (caller.account.name, VIA):
        raise errors.not_found("shipment")
    return label
