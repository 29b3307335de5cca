"""Render rates, purchases, documents and tracking for Amazon Shipping v2."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING

from mockplace.platforms.amazon.api.labels.rejected_services import (
    BOX,
    HAZARDOUS,
    HEAVY,
    LATE,
    is_late,
)
from mockplace.platforms.amazon.api.labels.shipping_v2_request import DPIS, FORMATS, LAYOUTS, SIZE
from mockplace.platforms.shared.carrier_prices_and_days import HOUR
from mockplace.platforms.shared.iso8601 import to_milliseconds
from mockplace.platforms.shared.label_documents.document import document
from mockplace.platforms.shared.label_documents.label_contents import LabelContents, Party

if TYPE_CHECKING:
    from mockplace.kernel.records import BoughtLabel, PlatformOrder, Quote, Rate
    from mockplace.kernel.world import World
    from mockplace.platforms.shared.carrier_prices_and_days import Service

_Json = dict[str, object]

#: Part of an address → its field.
_ADDRESS = {
    "name": "name",
    "company": "companyName",
    "street1": "addressLine1",
    "street2": "addressLine2",
    "street3": "addressLine3",
    "city": "city",
    "state": "stateOrRegion",
    "postcode": "postalCode",
    "country": "countryCode",
}
#: Id of a value-added service → its name, and its price in minor units.
ADDED = {"CUST_SIG_VERIFICATION": ("Customer Signature Verification", 250)}
#: Why a service is not sold → a code from Amazon's model, and a message.
_INELIGIBLE = {
    LATE: ("LATE_DELIVERY", "The service arrives after the promised delivery date"),
    BOX: ("NO_COVERAGE", "Required shipping network coverage doesn't exist for the offering"),
    HEAVY: ("WEIGHT_RESTRICTIONS", "The package is heavier than the carrier accepts"),
    HAZARDOUS: ("PROGRAM_CONSTRAINTS", "The service does not carry hazardous materials"),
}


def carrier_id(carrier: str) -> str:
    """Return the carrier's id: its name in capitals."""
    return carrier.upper()


def rates(
    quote: Quote, order: PlatformOrder | None, late: list[tuple[Service, str]], currency: str
) -> _Json:
    """Return the request token, its rates, and the ineligible services with reasons."""
    return {
        "requestToken": quote.quote_id,
        "rates": [_rate(quote, rate, order, currency) for rate in quote.rates],
        "ineligibleRates": [_ineligible(service, reason) for service, reason in late],
    }


def purchased(world: World, label: BoughtLabel) -> _Json:
    """Return the shipment with its label document and the promised pick-up and delivery times."""
    return {
        "shipmentId": label.shipment_id,
        "packageDocumentDetails": [package(world, label)],
        "promise": _promise(label.collects, label.arrives),
        "benefits": benefits(world.orders.get((label.store, label.order_id)), label.arrives),
    }


def service_bought(label: BoughtLabel, currency: str) -> _Json:
    """Return carrier, service and price of a label that was bought with ``oneClickShipment``."""
    return {
        "carrier": {"id": carrier_id(label.carrier), "name": label.carrier},
        "service": {"id": label.service_id, "name": label.service},
        "totalCharge": money(label.price, currency),
    }


def package(world: World, label: BoughtLabel, label_format: str = "", dpi: int = 0) -> _Json:
    """Return the package with its label document, base64-encoded and not compressed.

    Format and dpi are those of the purchase unless others are given.
    """
    label_format = label_format or str(label.details["format"])
    dpi = dpi or int(str(label.details.get("dpi", DPIS[0])))
    contents = b64encode(document(label_format, _contents(world, label), dpi)).decode()
    return {
        "packageClientReferenceId": str(label.details["reference"]),
        "packageDocuments": [{"type": "LABEL", "format": label_format, "contents": contents}],
        "trackingId": label.tracking,
    }


def benefits(order: PlatformOrder | None, arrives: int) -> _Json:
    """Return the included and the excluded benefits of a label.

    The only benefit is claims protection: included for an Amazon order, but excluded if the package
    would arrive after the promised day. Without an Amazon order, both lists are empty.
    """
    if order is None:
        return {"includedBenefits": [], "excludedBenefits": []}
    if not is_late(order, arrives):
        return {"includedBenefits": ["CLAIMS_PROTECTED"], "excludedBenefits": []}
    excluded = {"benefit": "CLAIMS_PROTECTED", "reasonCodes": ["LATE_DELIVERY_RISK"]}
    return {"includedBenefits": [], "excludedBenefits": [excluded]}


def money(minor: int, currency: str) -> _Json:
    """Return an amount; this API calls the currency ``unit``."""
    return {"unit": currency, "value": minor / 100}


def tracking(label: BoughtLabel, now: int) -> _Json:
    """Return the tracking events until *now*; the simulated carrier is never late.

    The times are assumed: collected at the end of the pick-up window, out for delivery when the
    delivery window opens, delivered in the middle of the delivery window.
    """
    begun, middle = label.arrives - 12 * HOUR, label.arrives - 6 * HOUR
    steps = [
        (label.created_at, "ReadyForReceive", "PreTransit", "from"),
        (label.collects, "PickupDone", "InTransit", "from"),
        (begun, "OutForDelivery", "OutForDelivery", "to"),
        (middle, "Delivered", "Delivered", "to"),
    ]
    if label.voided_at:
        steps[1:] = [(label.voided_at, "PickupCancelled", "PickupCancelled", "from")]
    past = [step for step in steps if step[0] <= now]
    return {
        "trackingId": label.tracking,
        "alternateLegTrackingId": "",
        "eventHistory": [_event(at, code, label.details[end]) for at, code, _status, end in past],
        "promisedDeliveryDate": to_milliseconds(label.arrives),
        "summary": {
            "status": past[-1][2],
            "trackingDetailCodes": {"forward": [], "returns": []},
        },
    }


def _contents(world: World, label: BoughtLabel) -> LabelContents:
    """Return what the label says; to whom it goes, an Amazon order knows best."""
    order = world.orders.get((label.store, label.order_id))
    return LabelContents(
        label.carrier,
        label.service,
        label.tracking,
        Party.at(order, label.created_at) if order else Party.of(label.details["to"], _ADDRESS),
        Party.of(label.details["from"], _ADDRESS),
        (label.order_id,) if label.order_id else (),
        str(label.details["reference"]),
    )


def _event(at: int, code: str, place: object) -> _Json:
    where = place if isinstance(place, dict) else {}
    names = ("stateOrRegion", "city", "countryCode", "postalCode")
    return {
        "eventCode": code,
        "location": {name: where[name] for name in names if name in where},
        "eventTime": to_milliseconds(at),
        "shipmentType": "FORWARD",
    }


def _rate(quote: Quote, rate: Rate, order: PlatformOrder | None, currency: str) -> _Json:
    cost = money(rate.price, currency)
    return {
        "rateId": rate.rate_id,
        "carrierId": carrier_id(rate.carrier),
        "carrierName": rate.carrier,
        "serviceId": rate.service_id,
        "serviceName": rate.service,
        "billedWeight": quote.details["weight"],
        "totalCharge": cost,
        "promise": _promise(rate.collects, rate.arrives),
        "supportedDocumentSpecifications": [_specification(name) for name in FORMATS],
        "availableValueAddedServiceGroups": [_added(currency)],
        "requiresAdditionalInputs": quote.details["abroad"],
        "rateItemList": [
            {
                "rateItemID": "BASE_RATE",
                "rateItemType": "MANDATORY",
                "rateItemCharge": cost,
                "rateItemNameLocalization": "Base Rate",
            }
        ],
        "paymentType": "PAY_THROUGH_AMAZON",
        "benefits": benefits(order, rate.arrives),
    }


def _ineligible(service: Service, reason: str) -> _Json:
    code, message = _INELIGIBLE[reason]
    return {
        "carrierId": carrier_id(service.carrier),
        "carrierName": service.carrier,
        "serviceId": service.service_id,
        "serviceName": service.name,
        "ineligibilityReasons": [{"code": code, "message": message}],
    }


def _promise(collects: int, arrives: int) -> _Json:
    return {
        "deliveryWindow": _window(arrives - 12 * HOUR, arrives),
        "pickupWindow": _window(collects - 8 * HOUR, collects),
    }


def _window(start: int, end: int) -> _Json:
    return {"start": to_milliseconds(start), "end": to_milliseconds(end)}


def _specification(label_format: str) -> _Json:
    return {
        "format": label_format,
        "size": SIZE,
        "printOptions": [
            {
                "supportedDPIs": list(DPIS),
                "supportedPageLayouts": list(LAYOUTS),
                "supportedFileJoiningOptions": [True, False],
                "supportedDocumentDetails": [{"name": "LABEL", "isMandatory": True}],
            }
        ],
    }


def _added(currency: str) -> _Json:
    return {
        "groupId": "SIG_VERIFICATION",
        "groupDescription": "Signature Verification",
        "isRequired": False,
        "valueAddedServices": [
            {"id": one, "name": name, "cost": money(price, currency)}
            for one, (name, price) in ADDED.items()
        ],
    }
