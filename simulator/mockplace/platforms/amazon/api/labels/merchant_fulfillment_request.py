"""Parse ``ShipmentRequestDetails``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockplace.platforms.amazon.api import errors
from mockplace.platforms.amazon.api.find_order import order_of
from mockplace.platforms.amazon.api.labels.merchant_fulfillment_offers import LabelRequest
from mockplace.platforms.amazon.api.labels.seller_inputs import crosses_border
from mockplace.platforms.shared import iso8601
from mockplace.platforms.shared.carrier_prices_and_days import FARTHEST
from mockplace.platforms.shared.weight_units import GRAMS

if TYPE_CHECKING:
    from mockplace.kernel.records import PlatformOrder
    from mockplace.kernel.world import World
    from mockplace.platforms.amazon.api.access_token import Caller
    from mockplace.platforms.amazon.api.request_body import Body

_GRAMS = {"oz": GRAMS["OUNCE"], "g": GRAMS["GRAM"]}
_EXPERIENCES = (
    "DeliveryConfirmationWithAdultSignature",
    "DeliveryConfirmationWithSignature",
    "DeliveryConfirmationWithoutSignature",
    "NoTracking",
)
_PICKUPS = ("CarrierWillPickUp", "ShipperWillDropOff", "NoPreference")
_ADDRESS = ("Name", "AddressLine1", "City", "PostalCode", "Email", "Phone")
_HAZMAT = ("None", "LQHazmat")
LABEL_FORMATS = ("PDF", "PNG", "ZPL203", "ZPL300", "ShippingServiceDefault")


def wish_of(world: World, caller: Caller, details: Body) -> LabelRequest:
    """Return the label request that *details* describe.

    Refuse missing or invalid fields, and items that the order does not have.
    """
    order_id = details.text("AmazonOrderId")
    _check_address(details.part("ShipFromAddress"))
    _check_dimensions(details.part("PackageDimensions"))
    _check_options(details.part("ShippingServiceOptions"))
    weight = details.part("Weight")
    unit, value = weight.text("Unit"), weight.number("Value")
    if unit not in _GRAMS or not 0 < value < 1_000_000:
        raise errors.invalid(details=f"{weight.where('Value')} is not valid.")
    order = order_of(world, caller, order_id)
    if not order.has_address:
        raise errors.invalid(details="The order has no address to ship to.")
    return LabelRequest(
        order=order,
        units=_units(details, order),
        grams=value * _GRAMS[unit],
        ship_at=_ship_at(details, world.now),
        arrive_by=_date(details, "MustArriveByDate", 0),
        hazardous=any([_is_hazardous(item) for item in details.parts("ItemList")]),
        abroad=crosses_border(details.part("ShipFromAddress"), order),
    )


def label_format(details: Body) -> str:
    """Return the requested label format; PDF if omitted or ``ShippingServiceDefault``."""
    wanted = details.part("ShippingServiceOptions").optional("LabelFormat")
    return "PDF" if wanted in ("", "ShippingServiceDefault") else wanted


def hazmat(body: Body) -> bool:
    """Return True if a purchase declares limited quantities of hazardous goods."""
    kind = body.optional("HazmatType")
    if kind not in ("", *_HAZMAT):
        raise errors.invalid(details="HazmatType is not valid.")
    return kind == "LQHazmat"


def _is_hazardous(item: Body) -> bool:
    return item.has("IsHazmat") and item.flag("IsHazmat")


def _check_address(address: Body) -> None:
    for name in _ADDRESS:
        address.text(name)
    country = address.text("CountryCode")
    if len(country) > 2:
        raise errors.invalid(
            f"1 validation error detected: Value '{country[:20]}' at "
            "'shipmentRequestDetails.shipFromAddress.countryCode' failed to satisfy constraint: "
            "Member must have length less than or equal to 2"
        )


def _check_dimensions(package: Body) -> None:
    if package.has("PredefinedPackageDimensions"):
        package.text("PredefinedPackageDimensions")
        return
    for name in ("Length", "Width", "Height"):
        if not 0 < package.number(name) < 1_000_000:
            raise errors.invalid(details=f"{package.where(name)} is not valid.")
    if package.text("Unit") not in ("inches", "centimeters"):
        raise errors.invalid(details=f"{package.where('Unit')} is not valid.")


def _check_options(options: Body) -> None:
    options.flag("CarrierWillPickUp")
    if options.text("DeliveryExperience") not in _EXPERIENCES:
        raise errors.invalid(details=f"{options.where('DeliveryExperience')} is not valid.")
    for name, words in (("LabelFormat", LABEL_FORMATS), ("CarrierWillPickUpOption", _PICKUPS)):
        if options.has(name) and options.text(name) not in words:
            raise errors.invalid(details=f"{options.where(name)} is not valid.")


def _units(details: Body, order: PlatformOrder) -> dict[str, int]:
    known = {line.line_id for line in order.lines}
    units: dict[str, int] = {}
    for item in details.parts("ItemList"):
        line_id, quantity = item.text("OrderItemId"), item.whole("Quantity")
        if line_id not in known or quantity < 1:
            raise errors.invalid(details=f"{item.where('OrderItemId')} is not valid.")
        units[line_id] = units.get(line_id, 0) + quantity
    return units


def _ship_at(details: Body, now: int) -> int:
    ship_at = max(_date(details, "ShipDate", now), now)
    if ship_at > now + FARTHEST:
        raise errors.invalid(details=f"{details.where('ShipDate')} is not valid.")
    return ship_at


def _date(details: Body, name: str, otherwise: int) -> int:
    if not details.has(name):
        return otherwise
    moment = iso8601.parse(details.text(name))
    if moment is None:
        raise errors.invalid(details=f"{details.where(name)} is not a date.")
    return moment
