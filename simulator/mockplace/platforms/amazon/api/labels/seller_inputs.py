"""``getAdditionalSellerInputs``: what an international package needs from its seller.

Amazon documents that international shipments need additional inputs, and in which format the API
describes a field; no public page lists a service's fields. Assumed fields: what to do with an
undeliverable package, and the tariff code and country of origin of each article.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mockplace.platforms.amazon.api import errors
from mockplace.platforms.amazon.api.find_order import order_of
from mockplace.platforms.amazon.api.labels.carrier_services import service_of
from mockplace.platforms.amazon.api.request_body import Body

if TYPE_CHECKING:
    from mockplace.http_types import Request
    from mockplace.kernel.records import PlatformOrder
    from mockplace.kernel.world import World
    from mockplace.platforms.amazon.api.access_token import Caller

_Json = dict[str, object]

#: Country codes that ISO 3166 reserves for private use: no country has them.
_NO_COUNTRY = re.compile(r"AA|Q[M-Z]|X[A-JL-Z]|ZZ")


@dataclass(frozen=True, slots=True)
class _Field:
    """One required input field, with the pattern that its text must match."""

    name: str
    shown: str
    pattern: str
    choices: tuple[str, ...] = ()

    def definition(self, target: str) -> _Json:
        """Return the field as Amazon describes it."""
        defined: _Json = {
            "IsRequired": True,
            "DataType": "String",
            "Constraints": [{"ValidationRegEx": self.pattern, "ValidationString": self.shown}],
            "InputDisplayText": self.shown,
            "InputTarget": target,
            "StoredValue": {"DataType": "String", "ValueAsString": ""},
        }
        if self.choices:
            defined["RestrictedSetValues"] = list(self.choices)
        return {"AdditionalInputFieldName": self.name, "SellerInputDefinition": defined}


_OF_SHIPMENT = (
    _Field(
        "NonDeliveryInstructions", "If it cannot be delivered", "Abandon|Return",
        ("Abandon", "Return"),
    ),
)  # fmt: skip
_OF_ITEM = (
    _Field("HarmonizedSystemCode", "Harmonized System code", "[0-9]{6,13}"),
    _Field("CountryOfOrigin", "Country of origin", "[A-Z]{2}"),
)


def get_additional_seller_inputs(
    world: World, caller: Caller, request: Request, _params: dict[str, str]
) -> Mapping[str, object]:
    """Return the fields of the shipment and of each article; none for a domestic shipment."""
    body = Body.of(request.body)
    service_of(body.text("ShippingServiceId"))
    sender = body.part("ShipFromAddress")
    country = sender.text("CountryCode").upper()
    if not re.fullmatch("[A-Z]{2}", country) or _NO_COUNTRY.fullmatch(country):
        raise errors.invalid("Invalid Ship From Address when calling GetAdditionalSellerInputs")
    order = order_of(world, caller, body.text("OrderId"))
    abroad = crosses_border(sender, order)
    items = [
        {
            "Asin": line.listing_id,
            "AdditionalInputs": [one.definition("ITEM_LEVEL") for one in _OF_ITEM if abroad],
        }
        for line in order.lines
    ]
    fields = [one.definition("SHIPMENT_LEVEL") for one in _OF_SHIPMENT if abroad]
    return {"payload": {"ShipmentLevelFields": fields, "ItemLevelFieldsList": items}}


def crosses_border(sender: Body, order: PlatformOrder) -> bool:
    """Return True if a package leaves the country that it is sent from."""
    return sender.text("CountryCode").upper() != order.buyer.country


def check_inputs(body: Body) -> None:
    """Refuse an international label whose fields are missing or invalid."""
    _check(body, "ShipmentLevelSellerInputsList", _OF_SHIPMENT)
    for item in body.part("ShipmentRequestDetails").parts("ItemList"):
        _check(item, "ItemLevelSellerInputsList", _OF_ITEM)


def _check(holder: Body, name: str, fields: tuple[_Field, ...]) -> None:
    given = {
        one.text("AdditionalInputFieldName"): one.part("AdditionalSellerInput")
        for one in holder.parts(name)
    }
    for wanted in fields:
        value = given.get(wanted.name)
        if value is None:
            raise errors.invalid(details=f"{holder.where(name)} lacks {wanted.name}.")
        if not re.fullmatch(wanted.pattern, value.text("ValueAsString")):
            raise errors.invalid(details=f"{value.where('ValueAsString')} is not valid.")
