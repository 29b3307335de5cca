"""Parse a request of Amazon Shipping v2: the package, its order, its label."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mockplace.platforms.amazon.api.find_order import order_of
from mockplace.platforms.amazon.api.labels.rejected_services import Load
from mockplace.platforms.amazon.api.labels.shipping_v2_errors import ShippingBody, refused
from mockplace.platforms.shared import iso8601
from mockplace.platforms.shared.carrier_prices_and_days import FARTHEST
from mockplace.platforms.shared.weight_units import GRAMS

if TYPE_CHECKING:
    from mockplace.kernel.records import PlatformOrder
    from mockplace.kernel.world import World
    from mockplace.platforms.amazon.api.access_token import Caller

_Json = dict[str, object]

_LENGTHS = ("INCH", "CENTIMETER")
_ADDRESS = ("name", "addressLine1", "city", "stateOrRegion", "postalCode")
_MORE_OF_ADDRESS = ("companyName", "addressLine2", "addressLine3")
#: The largest length or weight, in any unit; an insured value can be 1000 times as high.
_MOST = 1_000_000

#: What the API offers for a label document: formats, one size, resolutions and page layouts.
FORMATS = ("PDF", "PNG", "ZPL")
SIZE: _Json = {"width": 4, "length": 6, "unit": "INCH"}
DPIS = (203, 300)
LAYOUTS = ("DEFAULT", "LEFT", "RIGHT")


@dataclass(frozen=True, slots=True)
class Package:
    """One package with its two addresses; *order* is None for an order from elsewhere."""

    order: PlatformOrder | None
    units: dict[str, int]
    load: Load
    #: ``packageClientReferenceId``: the caller's own id of the package.
    reference: str
    weight: _Json
    sender: _Json
    receiver: _Json

    @property
    def abroad(self) -> bool:
        """True if the package crosses a border."""
        return self.sender["countryCode"] != self.receiver["countryCode"]


def package_of(world: World, caller: Caller, body: ShippingBody) -> Package:
    """Return the package of a request.

    Refuse fields that are missing or have the wrong type, and items that the order does not have.
    """
    order = _order(world, caller, body.part("channelDetails"))
    sender = _address(body.part("shipFrom"))
    receiver = _address(body.part("shipTo")) if order is None else _home(order)
    package, *others = body.parts("packages")
    if others:
        raise refused("Only one package is supported in a shipment.")
    _check_measures(package)
    weight = package.part("weight")
    grams = GRAMS[weight.word("unit", tuple(GRAMS))] * weight.measure("value", _MOST)
    items = package.parts("items")
    ship_at = max(_date(body, world.now), world.now)
    street, hazardous = str(receiver["addressLine1"]), _is_hazardous(package, items)
    return Package(
        order,
        _units(order, items),
        Load(grams, ship_at, street, hazardous, order),
        package.text("packageClientReferenceId"),
        {"unit": weight.text("unit"), "value": weight.number("value")},
        sender,
        receiver,
    )


def label_paper(wanted: ShippingBody) -> dict[str, object]:
    """Return format and dpi of a document specification; refuse one that is not offered."""
    size = wanted.part("size")
    offered = (
        wanted.text("format") in FORMATS
        and {name: size.content.get(name) for name in SIZE} == SIZE
        and (not wanted.has("dpi") or wanted.whole("dpi") in DPIS)
        and wanted.optional("pageLayout") in ("", *LAYOUTS)
        and set(wanted.texts("requestedDocumentTypes")) == {"LABEL"}
    )
    wanted.flag("needFileJoining")
    if not offered:
        raise refused(
            "An invalid documentation specification was provided. Please provide a documentation "
            "specification based on the GetRates response."
        )
    dpi = wanted.whole("dpi") if wanted.has("dpi") else DPIS[0]
    return {"format": wanted.text("format"), "dpi": dpi}


def _order(world: World, caller: Caller, channel: ShippingBody) -> PlatformOrder | None:
    if channel.word("channelType", ("AMAZON", "EXTERNAL")) == "EXTERNAL":
        return None
    order_id = channel.part("amazonOrderDetails").text("orderId")
    order = order_of(world, caller, order_id)
    if not order.has_address:
        raise refused("The order has no address to ship to.")
    return order


def _address(address: ShippingBody) -> _Json:
    found: _Json = {name: address.text(name) for name in _ADDRESS}
    country = address.text("countryCode")
    if len(country) != 2 or not country.isalpha():
        raise address.wrong("countryCode")
    more = {name: address.optional(name) for name in _MORE_OF_ADDRESS}
    shown = {name: text for name, text in more.items() if text}
    return found | shown | {"countryCode": country.upper()}


def _home(order: PlatformOrder) -> _Json:
    """Return the address of an Amazon order's buyer, which replaces the request's ``shipTo``."""
    buyer = order.buyer
    return {
        "name": buyer.name,
        "addressLine1": buyer.street1,
        "city": buyer.city,
        "stateOrRegion": buyer.state,
        "postalCode": buyer.postcode,
        "countryCode": buyer.country,
    }


def _check_measures(package: ShippingBody) -> None:
    dimensions = package.part("dimensions")
    for name in ("length", "width", "height"):
        dimensions.measure(name, _MOST)
    dimensions.word("unit", _LENGTHS)
    value = package.part("insuredValue")
    value.text("unit")
    if not 0 <= value.number("value") <= _MOST * 1000:
        raise value.wrong("value")


def _is_hazardous(package: ShippingBody, items: list[ShippingBody]) -> bool:
    return any([one.has("isHazmat") and one.flag("isHazmat") for one in (package, *items)])


def _units(order: PlatformOrder | None, items: list[ShippingBody]) -> dict[str, int]:
    """Return order item id → units in the package; the ids are the request's ``itemIdentifier``."""
    known = {line.line_id for line in order.lines} if order else set()
    units: dict[str, int] = {}
    for item in items:
        quantity = item.whole("quantity")
        if quantity < 1:
            raise item.wrong("quantity")
        if order is None:
            continue
        line_id = item.text("itemIdentifier")
        if line_id not in known:
            raise refused("The itemIdentifier is not an item of the order.")
        units[line_id] = units.get(line_id, 0) + quantity
    return units


def _date(body: ShippingBody, otherwise: int) -> int:
    if not body.has("shipDate"):
        return otherwise
    moment = iso8601.parse(body.text("shipDate"))
    if moment is None or moment > otherwise + FARTHEST:
        raise body.wrong("shipDate")
    return moment
