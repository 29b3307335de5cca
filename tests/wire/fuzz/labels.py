"""Half-good requests to the two platforms' label shops, for the fuzzer."""

from __future__ import annotations

import random
from copy import deepcopy
from typing import Any
from urllib.parse import urlencode

from mockplace.kernel.records import BoughtLabel, Quote
from mockplace.kernel.world import World
from tests.wire.clients.shipping_v2 import PAPER, parcel
from tests.wire.ebay.logistics_requests import DOCK, wanted

_SERVICES = ["UPS_PTP_NEXT_DAY_AIR_SAVER", "USPS_PTP_GND_ADV"]


def body(world: World, operation: str, order_id: str, chance: random.Random) -> Any:
    """A good body for an operation of theirs, None for any other."""
    order = world.orders.get(("amz", order_id)) if chance.random() < 0.5 else None
    bay = world.orders.get(("bay", order_id)) if chance.random() < 0.5 else None
    quote = _quote(world, chance, "amazon" if operation.endswith("V2") else "ebay")
    rate_id = chance.choice(quote.rates).rate_id if quote else "x"
    quote_id = quote.quote_id if quote else "x"
    good: dict[str, Any] = {
        "getRatesV2": parcel(order),
        "oneClickShipmentV2": parcel(order)
        | {"labelSpecifications": PAPER, "serviceSelection": {"serviceId": _SERVICES}},
        "purchaseShipmentV2": {
            "requestToken": quote_id,
            "rateId": rate_id,
            "requestedDocumentSpecification": PAPER,
        },
        "cancelShipmentV2": {},
        "createShippingQuote": wanted(*([bay] if bay else []), shipTo=DOCK),
        "createFromShippingQuote": {
            "shippingQuoteId": quote_id,
            "rateId": rate_id,
            "additionalOptions": [{"optionType": "SIGNATURE"}],
            "labelCustomMessage": "careful",
        },
        "getAdditionalSellerInputs": {
            "ShippingServiceId": "UPS_PTP_GND",
            "ShipFromAddress": {"CountryCode": chance.choice(["US", "CA"])},
            "OrderId": order_id,
        },
    }
    return deepcopy(good.get(operation))  # the caller spoils it


def query(world: World, operation: str, path: str, chance: random.Random) -> str:
    """A good query for an operation of theirs, '' for any other."""
    labels = list(world.labels.values())
    label = chance.choice(labels) if labels else None
    if operation == "getShipmentDocumentsV2":
        named = world.labels.get(path.split("/")[-2])
        reference = named.details.get("reference", "") if named else ""
        return urlencode({"packageClientReferenceId": reference, "format": "PNG"})
    if operation == "getTrackingV2" and label:
        return urlencode(_followed(label))
    if operation == "getAdditionalInputsV2" and (quote := _quote(world, chance, "amazon")):
        return urlencode({"requestToken": quote.quote_id, "rateId": quote.rates[0].rate_id})
    return ""


def _followed(label: BoughtLabel) -> dict[str, str]:
    return {"trackingId": label.tracking, "carrierId": label.carrier.upper()}


def _quote(world: World, chance: random.Random, platform: str) -> Quote | None:
    found = [
        quote
        for quote in world.state.quotes.values()
        if quote.via.startswith(platform) and quote.rates
    ]
    return chance.choice(found[-20:]) if found else None
