"""Render offers and shipments for Merchant Fulfillment v0."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockplace.platforms.amazon.api import amounts
from mockplace.platforms.amazon.api.labels import documents
from mockplace.platforms.amazon.api.labels.carrier_services import service_of
from mockplace.platforms.amazon.api.labels.merchant_fulfillment_offers import Offer
from mockplace.platforms.amazon.api.labels.rejected_services import (
    BOX,
    HAZARDOUS,
    HEAVY,
    LATE,
    is_late,
)
from mockplace.platforms.shared.carrier_prices_and_days import arrival
from mockplace.platforms.shared.iso8601 import to_seconds
from mockplace.platforms.shared.label_documents.label_contents import LabelContents, Party

if TYPE_CHECKING:
    from mockplace.kernel.records import BoughtLabel, PlatformOrder

_Json = dict[str, object]

#: Part of the sender's address → its field.
_SENDER = {
    "name": "Name",
    "street1": "AddressLine1",
    "street2": "AddressLine2",
    "city": "City",
    "state": "StateOrProvinceCode",
    "postcode": "PostalCode",
    "country": "CountryCode",
}
_FORMATS = ("PDF", "PNG", "ZPL203", "ZPL300")
#: Why a service is not sold → code and message. The PO box code is documented, the others assumed.
_REJECTED = {
    LATE: (
        "CANNOT_ARRIVE_BY_PROMISE",
        "Arrives by {arrives}, later than the promised delivery date.",
    ),
    BOX: ("CARRIER_CANNOT_SHIP_TO_POBOX", "The carrier does not ship to a PO box."),
    HEAVY: ("PACKAGE_TOO_HEAVY", "The package is heavier than the carrier accepts."),
    HAZARDOUS: ("CARRIER_CANNOT_SHIP_HAZMAT", "The service does not carry hazardous materials."),
}


def offered(offer: Offer, currency: str, options: _Json) -> _Json:
    """Return a service that can be bought; the answer repeats the request's *options*."""
    rate = amounts.number(offer.price, currency)
    late = {"Benefit": "CLAIMS_PROTECTED", "ReasonCodes": ["LATE_DELIVERY_RISK"]}
    return {
        "ShippingServiceName": offer.service.name,
        "CarrierName": offer.service.carrier,
        "ShippingServiceId": offer.service.service_id,
        "ShippingServiceOfferId": offer.offer_id,
        "ShipDate": to_seconds(offer.ship_at),
        "EarliestEstimatedDeliveryDate": to_seconds(offer.arrives),
        "LatestEstimatedDeliveryDate": to_seconds(offer.arrives),
        "Rate": rate,
        "RateWithAdjustments": rate,
        "ShippingServiceOptions": _options(options),
        "AvailableLabelFormats": list(_FORMATS),
        "AvailableFormatOptionsForLabel": [{"LabelFormat": name} for name in _FORMATS],
        "RequiresAdditionalSellerInputs": offer.abroad,
        "Benefits": {
            "IncludedBenefits": [] if offer.late else ["CLAIMS_PROTECTED"],
            "ExcludedBenefits": [late] if offer.late else [],
        },
    }


def rejected(offer: Offer) -> _Json:
    """Return a service that Amazon does not sell for this order, and why."""
    code, message = _REJECTED[offer.reason]
    return {
        "CarrierName": offer.service.carrier,
        "ShippingServiceName": offer.service.name,
        "ShippingServiceId": offer.service.service_id,
        "RejectionReasonCode": code,
        "RejectionReasonMessage": message.format(arrives=to_seconds(offer.arrives)),
    }


def shipment(label: BoughtLabel, order: PlatformOrder) -> _Json:
    """Return a shipment: the request's fields, the service and the label.

    If the label was voided, its document is empty.
    """
    asked = dict(label.details)
    ship_at = asked["ship_at"] if isinstance(asked["ship_at"], int) else label.created_at
    options = asked["ShippingServiceOptions"]
    arrives = arrival(service_of(label.service_id), ship_at)
    late = is_late(order, arrives)
    offer = Offer(service_of(label.service_id), label.offer_id, label.price, ship_at, arrives, late)
    return {
        "ShipmentId": label.shipment_id,
        "AmazonOrderId": label.order_id,
        "ItemList": [
            {"OrderItemId": line_id, "Quantity": units} for line_id, units in label.units.items()
        ],
        "ShipFromAddress": asked["ShipFromAddress"],
        "ShipToAddress": _ship_to(order),
        "PackageDimensions": asked["PackageDimensions"],
        "Weight": asked["Weight"],
        "Insurance": amounts.number(0, order.currency),
        "ShippingService": offered(
            offer, order.currency, options if isinstance(options, dict) else {}
        ),
        "Label": _label(label, order),
        "Status": label.status,
        "TrackingId": label.tracking,
        "CreatedDate": to_seconds(label.created_at),
    }


def _options(asked: _Json) -> _Json:
    names = ("DeliveryExperience", "CarrierWillPickUp", "CarrierWillPickUpOption")
    return {name: asked[name] for name in names if asked.get(name) is not None}


def _ship_to(order: PlatformOrder) -> _Json:
    buyer = order.buyer
    address: _Json = {"Name": buyer.name, "AddressLine1": buyer.street1}
    if buyer.street2:
        address["AddressLine2"] = buyer.street2
    return address | {
        "Email": "",
        "City": buyer.city,
        "StateOrProvinceCode": buyer.state,
        "PostalCode": buyer.postcode,
        "CountryCode": buyer.country,
        "Phone": "",
    }


def _label(label: BoughtLabel, order: PlatformOrder) -> _Json:
    """Return the label's size and document; of a cancelled label only the size is left."""
    size: _Json = {"Dimensions": {"Length": 6, "Width": 4, "Unit": "inches"}}
    if label.status != "Purchased":
        return size | {"FileContents": documents.NO_DOCUMENT}
    label_format = str(label.details["label_format"])
    return size | {
        "FileContents": documents.file_contents(label_format, _contents(label, order)),
        "LabelFormat": label_format,
    }


def _contents(label: BoughtLabel, order: PlatformOrder) -> LabelContents:
    return LabelContents(
        label.carrier,
        label.service,
        label.tracking,
        Party.at(order, label.created_at),
        Party.of(label.details["ShipFromAddress"], _SENDER),
        (label.order_id,),
        label.shipment_id,
    )
