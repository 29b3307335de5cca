"""Shipments of an order: creating one changes the order's status, deleting one does not."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from mockplace.http_types import Params, Request, Response, reply
from mockplace.kernel.refusal import Refusal
from mockplace.platforms.bigcommerce.api import dates, endpoint, errors, find_order, page_and_limit
from mockplace.platforms.bigcommerce.api.orders import render
from mockplace.platforms.bigcommerce.api.orders.amounts import NOTHING
from mockplace.platforms.bigcommerce.rules.assumptions import TRACKING_CARRIER
from mockplace.platforms.bigcommerce.rules.commands import ChangePackage, RemovePackage

if TYPE_CHECKING:
    from mockplace.kernel.records import Account, PlatformOrder, ShippedPackage
    from mockplace.kernel.world import World

Json = dict[str, object]

_PROVIDERS = {
    "": "", "auspost": "Australia Post", "canadapost": "Canada Post", "endicia": "Endicia",
    "usps": "USPS", "fedex": "FedEx", "ups": "UPS", "upsready": "UPS Ready",
    "upsonline": "UPS Online", "shipperhq": "ShipperHQ", "royalmail": "Royal Mail",
}  # fmt: skip
_CARRIER = re.compile(r"carrier_[0-9]{1,9}")
#: JSON field → (name of the package's attribute, maximum length)
_TEXTS = {
    "tracking_number": ("tracking", 50),
    "tracking_link": ("link", 500),
    "shipping_method": ("service", 100),
    "shipping_provider": ("provider", 30),
    "tracking_carrier": ("carrier", 100),
    "comments": ("comments", 65_535),
}
_READ_ONLY = (
    "id", "order_id", "customer_id", "date_created", "billing_address", "shipping_address",
    "shipping_provider_display_name", "generated_tracking_link",
)  # fmt: skip
#: Code of the world's refusal → the field with the error; else it is the quantity.
_FIELDS = {"unknown-line": "order_product_id", "other-address": "items"}
_WRITABLE = (*_TEXTS, "order_address_id", "merchant_shipping_cost")


def list_shipments(world: World, account: Account, request: Request, params: Params) -> object:
    """Answer ``GET …/shipments``."""
    order = find_order.order_of(world, account, params)
    return [
        _shown(order, package)
        for package in page_and_limit.paged(order.packages, endpoint.query(request))
    ]


def count_shipments(world: World, account: Account, _request: Request, params: Params) -> object:
    """Answer ``GET …/shipments/count``."""
    return {"count": len(find_order.order_of(world, account, params).packages)}


def get_shipment(world: World, account: Account, _request: Request, params: Params) -> object:
    """Answer ``GET …/shipments/{id}``."""
    order = find_order.order_of(world, account, params)
    return _shown(order, _package(order, params))


def create_shipment(world: World, account: Account, request: Request, params: Params) -> object:
    """Answer ``POST …/shipments``: 201 and the new shipment.

    The order becomes Shipped or, if so assumed, Partially Shipped.
    """
    order = find_order.order_of(world, account, params)
    asked = endpoint.fields(request, read_only=_READ_ONLY, known=(*_WRITABLE, "items"))
    address_id = _address(order, asked)
    units = _units(asked)
    texts = _texts(world, asked)
    try:
        package = world.shipping.confirm(
            order.store,
            order.order_id,
            carrier=texts.get("carrier", ""),
            service=texts.get("service", ""),
            tracking=texts.get("tracking", ""),
            units=units,
            shipped_at=world.now,
            provider=texts.get("provider", ""),
            link=texts.get("link", ""),
            comments=texts.get("comments", ""),
            address_id=0 if address_id == order.address_id else address_id,
        )
    except Refusal as refusal:
        raise errors.invalid(_FIELDS.get(refusal.code, "quantity")) from refusal
    return reply(201, _shown(order, package))


def update_shipment(world: World, account: Account, request: Request, params: Params) -> object:
    """Answer ``PUT …/shipments/{id}``: change string fields; the items cannot be changed."""
    order = find_order.order_of(world, account, params)
    package = _package(order, params)
    asked = endpoint.fields(request, read_only=(*_READ_ONLY, "items"), known=_WRITABLE)
    if "order_address_id" in asked:
        _address(order, asked)
    world.do(ChangePackage(order.store, order.order_id, package.package_id, _texts(world, asked)))
    return _shown(order, _package(order, params))


def delete_shipment(world: World, account: Account, _request: Request, params: Params) -> object:
    """Answer ``DELETE …/shipments/{id}``: 204, and the order keeps its status."""
    order = find_order.order_of(world, account, params)
    world.do(RemovePackage(order.store, order.order_id, _package(order, params).package_id))
    return None


def delete_shipments(world: World, account: Account, _request: Request, params: Params) -> object:
    """Answer ``DELETE …/shipments``: delete all shipments of the order."""
    order = find_order.order_of(world, account, params)
    for package in list(order.packages):
        world.do(RemovePackage(order.store, order.order_id, package.package_id))
    return Response(204)


def _package(order: PlatformOrder, params: Params) -> ShippedPackage:
    for package in order.packages:
        if package.package_id == params["shipmentId"]:
            return package
    raise errors.not_found()


def _address(order: PlatformOrder, asked: Json) -> int:
    """Return the id of the address that a shipment names; it has to be one of the order's."""
    if "order_address_id" not in asked:
        raise errors.required("order_address_id")
    number = _number(asked["order_address_id"])
    if number is None or number not in render.addresses(order):
        raise errors.invalid("order_address_id")
    return number


def _units(asked: Json) -> dict[str, int]:
    items = asked.get("items")
    if items is None:
        raise errors.required("items")
    if not isinstance(items, list) or not items:
        raise errors.invalid("items")
    units: dict[str, int] = {}
    for item in items:
        line_id, quantity = _item(item)
        units[line_id] = units.get(line_id, 0) + quantity
    return units


def _item(item: object) -> tuple[str, int]:
    if not isinstance(item, dict):
        raise errors.invalid("items")
    for name in item:
        endpoint.check(str(name), read_only=("product_id",), known=("order_product_id", "quantity"))
    for name in ("order_product_id", "quantity"):
        if name not in item:
            raise errors.required(name)
    line_id, quantity = _number(item["order_product_id"]), _number(item["quantity"])
    if line_id is None:
        raise errors.invalid("order_product_id")
    if quantity is None or quantity < 1:
        raise errors.invalid("quantity")
    return str(line_id), quantity


def _number(value: object) -> int | None:
    """Return an integer, sent as a number or as a string; None for any other value."""
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= 18:
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _texts(world: World, asked: Json) -> dict[str, str]:
    texts = {}
    for name, (inside, longest) in _TEXTS.items():
        if name not in asked:
            continue
        value = asked[name]
        if not isinstance(value, str) or len(value) > longest:
            raise errors.invalid(name)
        texts[inside] = value
    provider = texts.get("provider", "")
    if provider not in _PROVIDERS and not _CARRIER.fullmatch(provider):
        raise errors.invalid("shipping_provider")
    carrier = texts.get("carrier", "")
    refused = world.state.assumptions.of(TRACKING_CARRIER) == "refused"
    if carrier and refused and carrier not in _tracking_carriers():
        raise errors.invalid("tracking_carrier")
    return texts


@cache
def _tracking_carriers() -> frozenset[str]:
    """Return AfterShip's courier codes.

    They are those of its own plugin (github.com/AfterShip/aftership-apps-woocommerce,
    couriers.json, commit 32ee84aa of 21 February 2025).
    """
    listed = files(__package__).joinpath("tracking_carriers.txt").read_text(encoding="utf-8")
    return frozenset(listed.split())


def _shown(order: PlatformOrder, package: ShippedPackage) -> Json:
    number = package.address_id or order.address_id
    lines = {line.line_id: line for line in order.lines}
    link = package.link
    if not link and package.tracking:
        link = f"https://example.test/track/{package.tracking}"
    return {
        "id": int(package.package_id),
        "order_id": int(order.order_id),
        "customer_id": 0,
        "order_address_id": number,
        "date_created": dates.rfc2822(package.created_at),
        "tracking_number": package.tracking,
        "merchant_shipping_cost": NOTHING,
        "shipping_method": package.service,
        "comments": package.comments,
        "shipping_provider": package.provider,
        "tracking_carrier": package.carrier,
        "tracking_link": package.link,
        "billing_address": render.person(order),
        "shipping_address": render.recipient(order, number),
        "items": [
            {
                "order_product_id": int(line_id),
                # 0: the line was taken out of the order after it was shipped
                "product_id": int(lines[line_id].listing_id) if line_id in lines else 0,
                "quantity": units,
            }
            for line_id, units in package.units.items()
        ],
        "shipping_provider_display_name": _PROVIDERS.get(package.provider, package.provider),
        "generated_tracking_link": link,
    }
