"""Parse a shipping quote request: two addresses, a package, and the orders in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self, cast

from mockplace.kernel.confirmations import remaining
from mockplace.platforms.ebay.api import errors
from mockplace.platforms.shared.json_body import BodyErrors, JsonBody
from mockplace.platforms.shared.weight_units import GRAMS

if TYPE_CHECKING:
    from mockplace.kernel.records import PlatformOrder
    from mockplace.kernel.world import World
    from mockplace.platforms.ebay.api.access_token import Caller

_Json = dict[str, object]

#: Maximum number of orders in a quote. eBay documents this maximum, and the error for more orders.
MOST_ORDERS = 10
_LENGTHS = ("INCH", "FEET", "CENTIMETER", "METER")
_NUMBER = re.compile(r"[0-9]{1,7}(\.[0-9]{1,6})?", re.ASCII)
_REQUIRED = ("addressLine1", "city", "stateOrProvince", "postalCode", "countryCode")
_ADDRESS = (*_REQUIRED, "addressLine2", "county")


class _Errors(BodyErrors):
    """The Logistics API's errors for a body: 90010 for missing, 90020 for invalid fields."""

    def unreadable(self, *, too_deep: bool) -> errors.EbayError:
        return errors.documented_error(90020, fieldName="body")

    def missing(self, path: str, kind: type[object]) -> errors.EbayError:
        return errors.documented_error(90010, fieldName=path)

    def wrong(self, path: str, kind: type[object] | None) -> errors.EbayError:
        return errors.documented_error(90020, fieldName=path)

    def empty(self, path: str) -> errors.EbayError:
        return errors.documented_error(90010, fieldName=path)


class QuoteBody(JsonBody):
    """A JSON object in a request body of the Logistics API."""

    ERRORS = _Errors()
    ANY_DEPTH = True

    def text(self, name: str) -> str:
        """Return a required, non-empty string."""
        text = self.optional(name)
        if not text:
            raise self.ERRORS.missing(self.where(name), str)
        return text

    def optional(self, name: str) -> str:
        """Return an optional string without leading and trailing blanks, '' if absent."""
        return self.required(name, str).strip() if self.has(name) else ""

    def measure(self, name: str) -> float:
        """Return a required number above zero; accept a number or, as eBay documents, a string."""
        value = self.required(name, object)
        if isinstance(value, bool) or not _NUMBER.fullmatch(str(value)) or not float(str(value)):
            raise self.wrong(name)
        return float(str(value))

    def parts(self, name: str) -> list[Self]:
        """Return an optional list of objects, empty if absent."""
        entries = self.content.get(name) or []
        if not isinstance(entries, list) or any(not isinstance(one, dict) for one in entries):
            raise self.wrong(name)
        return super().parts(name) if entries else []


@dataclass(frozen=True, slots=True)
class Package:
    """One package with its two addresses, and the eBay orders in the package by id."""

    orders: dict[str, PlatformOrder]
    grams: float
    #: *named*, *package*, *sender* and *receiver* are the request's documented fields. Without
    #: ``shipTo`` in the request, *receiver* is the address of the first eBay order.
    named: list[_Json]
    package: _Json
    sender: _Json
    receiver: _Json

    def units(self) -> dict[str, dict[str, int]]:
        """Return order id → line id → unshipped units: all, because a request names no lines."""
        return {
            order_id: {line: left for line, left in remaining(order).items() if left > 0}
            for order_id, order in self.orders.items()
        }


def package_of(world: World, caller: Caller, body: QuoteBody) -> Package:
    """Return the package of a request; refuse missing or invalid fields and unknown orders."""
    named = body.parts("orders")
    if len(named) > MOST_ORDERS:
        raise errors.documented_error(90133)
    package = body.part("packageSpecification")
    weight, dimensions = package.part("weight"), package.part("dimensions")
    grams = GRAMS[weight.word("unit", tuple(GRAMS))] * weight.measure("value")
    for name in ("length", "width", "height"):
        dimensions.measure(name)
    dimensions.word("unit", _LENGTHS)
    sender = contact(body.part("shipFrom"))
    orders = _orders(world, caller, named)
    home = next((_home(order) for order in orders.values()), None)
    receiver = home if home and not body.has("shipTo") else contact(body.part("shipTo"))
    return Package(
        orders,
        grams,
        [{name: one.text(name) for name in ("channel", "orderId")} for one in named],
        {
            "dimensions": _kept(dimensions, ("height", "length", "unit", "width")),
            "weight": _kept(weight, ("unit", "value")),
        },
        sender,
        receiver,
    )


def contact(given: QuoteBody) -> _Json:
    """Return a contact's documented fields; refuse an incomplete address."""
    address = given.part("contactAddress")
    for name in _REQUIRED:
        address.text(name)
    country = address.text("countryCode").upper()
    if len(country) != 2 or not country.isalpha():
        raise address.wrong("countryCode")
    shown = {name: address.optional(name) for name in _ADDRESS if address.optional(name)}
    found: _Json = {"contactAddress": shown | {"countryCode": country}}
    for name in ("companyName", "fullName"):
        if given.optional(name):
            found[name] = given.optional(name)
    if given.has("primaryPhone"):
        found["primaryPhone"] = {"phoneNumber": given.part("primaryPhone").text("phoneNumber")}
    return found


def address_of(person: _Json) -> _Json:
    """Return the address of a contact that ``contact`` returned."""
    return cast("_Json", person["contactAddress"])


def lives_elsewhere(package: Package) -> bool:
    """Return True if the package's destination differs from the address of one of its orders."""
    given = _key(package.receiver)
    return any(_key(_home(order)) != given for order in package.orders.values())


def _orders(world: World, caller: Caller, named: list[QuoteBody]) -> dict[str, PlatformOrder]:
    """Return the named eBay orders by id; refuse unknown ones, ignore other channels' orders."""
    found: dict[str, PlatformOrder] = {}
    for one in named:
        order_id = one.text("orderId")
        if one.text("channel") != "EBAY":
            continue
        order = world.orders.get((caller.account.name, order_id))
        if order is None or order.status == "unpaid":
            raise errors.documented_error(90110, orderId=order_id)
        if order_id in found:
            raise one.wrong("orderId")
        if not order.has_address:
            raise errors.documented_error(90130, orderId=order_id)
        found[order_id] = order
    return found


def _home(order: PlatformOrder) -> _Json:
    buyer = order.buyer
    address = {
        "addressLine1": buyer.street1,
        "city": buyer.city,
        "stateOrProvince": buyer.state,
        "postalCode": buyer.postcode,
        "countryCode": buyer.country,
    } | ({"addressLine2": buyer.street2} if buyer.street2 else {})
    phone = {"phoneNumber": buyer.phone}
    return {"fullName": buyer.name, "contactAddress": address, "primaryPhone": phone}


def _key(person: _Json) -> tuple[str, ...]:
    address = address_of(person)
    names = ("addressLine1", "postalCode", "countryCode")
    return tuple(str(address[name]).lower() for name in names)


def _kept(part: QuoteBody, names: tuple[str, ...]) -> _Json:
    """Return fields as strings, whether the client wrote strings or numbers."""
    return {name: str(part.content[name]) for name in names}
