"""Render shipping quotes and shipments."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from mockplace.platforms.shared.carrier_prices_and_days import HOUR
from mockplace.platforms.shared.iso8601 import to_milliseconds
from mockplace.platforms.shared.label_documents.label_contents import LabelContents, Party

if TYPE_CHECKING:
    from mockplace.kernel.records import BoughtLabel, Quote, Rate

_Json = dict[str, object]

BASE = "/sell/logistics/v1_beta"
#: Part of a contact's address → its field.
_ADDRESS = {
    "street1": "addressLine1",
    "street2": "addressLine2",
    "city": "city",
    "state": "stateOrProvince",
    "postcode": "postalCode",
    "country": "countryCode",
}
#: Additional option → price in minor units.
OPTIONS = {"INSURANCE": 165, "SIGNATURE": 320}
_SIZE = '4"x6"'


def quote_shown(quote: Quote, currency: str) -> _Json:
    """Return a quote with the rates that it had when it was created."""
    details = quote.details
    return {
        "shippingQuoteId": quote.quote_id,
        "creationDate": to_milliseconds(quote.created_at),
        "expirationDate": to_milliseconds(quote.expires_at),
        **{name: details[name] for name in ("orders", "packageSpecification")},
        **{name: details[name] for name in ("shipFrom", "shipTo")},
        "rates": [_rate(quote, rate, currency) for rate in quote.rates],
        "warnings": details["warnings"],
    }


def shipment(label: BoughtLabel, base: str, currency: str) -> _Json:
    """Return a shipment with the bought rate, and its cancellation if it was cancelled."""
    details = label.details
    body: _Json = {
        "shipmentId": label.shipment_id,
        "shipmentTrackingNumber": label.tracking,
        "creationDate": to_milliseconds(label.created_at),
        "labelSize": _SIZE,
        "labelDownloadUrl": f"{base}{BASE}/shipment/{label.shipment_id}/download_label_file",
        **{name: details[name] for name in ("orders", "packageSpecification")},
        **{name: details[name] for name in ("shipFrom", "shipTo", "returnTo")},
        "rate": _bought(label, currency),
    }
    if details["labelCustomMessage"]:
        body["labelCustomMessage"] = details["labelCustomMessage"]
    if label.voided_at:
        body["cancellation"] = {
            "cancellationRequestedDate": to_milliseconds(label.voided_at),
            "cancellationStatus": "CANCELED",
        }
    return body


def contents(label: BoughtLabel) -> LabelContents:
    """Return what the label says; both addresses are those of the quote."""
    named = cast("list[_Json]", label.details["orders"])
    return LabelContents(
        label.carrier,
        label.service,
        label.tracking,
        _party(label.details["shipTo"]),
        _party(label.details["shipFrom"]),
        tuple(str(one["orderId"]) for one in named),
        label.shipment_id,
        str(label.details["labelCustomMessage"]),
    )


def _party(contact: object) -> Party:
    person = cast("_Json", contact)
    names = {"name": person.get("fullName"), "company": person.get("companyName")}
    address = Party.of(person["contactAddress"], _ADDRESS)
    return replace(address, **{part: str(text) for part, text in names.items() if text})


def money(minor: int, currency: str) -> _Json:
    """Return an amount in minor units as a decimal string with its currency."""
    return {"value": f"{minor // 100}.{minor % 100:02d}", "currency": currency}


def added(options: tuple[str, ...], currency: str) -> list[_Json]:
    """Return options with their prices."""
    return [{"optionType": one, "additionalCost": money(OPTIONS[one], currency)} for one in options]


def _rate(quote: Quote, rate: Rate, currency: str) -> _Json:
    cheapest = rate.service_id == quote.details["cheapest"]
    return _service(rate.carrier, rate.service_id, rate.service, rate.arrives) | {
        "rateId": rate.rate_id,
        "baseShippingCost": money(rate.price, currency),
        "additionalOptions": added(tuple(OPTIONS), currency),
        "rateRecommendation": ["CHEAPEST_ON_TIME"] if cheapest else [],
    }


def _bought(label: BoughtLabel, currency: str) -> _Json:
    options = label.details["options"]
    names = tuple(str(one) for one in options) if isinstance(options, list) else ()
    extra = sum(OPTIONS[one] for one in names)
    return _service(label.carrier, label.service_id, label.service, label.arrives) | {
        "rateId": label.offer_id,
        "shippingQuoteId": label.quote_id,
        "baseShippingCost": money(label.price - extra, currency),
        "additionalOptions": added(names, currency),
        "totalShippingCost": money(label.price, currency),
    }


def _service(carrier: str, code: str, name: str, arrives: int) -> _Json:
    return {
        "shippingCarrierCode": carrier,
        "shippingCarrierName": carrier,
        "shippingServiceCode": code,
        "shippingServiceName": name,
        "minEstimatedDeliveryDate": to_milliseconds(arrives - 12 * HOUR),
        "maxEstimatedDeliveryDate": to_milliseconds(arrives),
        "pickupType": "DROP_OFF",
    }
