"""Fulfillments, which clients can add and read, but not change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockplace.http_types import Request, Response, reply
from mockplace.kernel.refusal import Refusal
from mockplace.platforms.ebay.api import errors
from mockplace.platforms.ebay.api.endpoint import base_of
from mockplace.platforms.ebay.api.find_order import order_of
from mockplace.platforms.ebay.api.fulfillment.render import (
    ebay_fulfillment,
    fulfillment_href,
    fulfillment_id,
)
from mockplace.platforms.shared import iso8601, request_parsing

if TYPE_CHECKING:
    from mockplace.kernel.records import PlatformOrder
    from mockplace.kernel.world import World
    from mockplace.platforms.ebay.api.access_token import Caller

_Json = dict[str, object]

#: Code of the world's refusal → id of the documented error that comes closest.
_REFUSED = {"package-exists": 34500, "already-fulfilled": 34500}


def create(world: World, caller: Caller, request: Request, params: dict[str, str]) -> Response:
    """Return 201 with the new fulfillment's URL in ``Location``, and no body."""
    order = order_of(world, caller, params["orderId"])
    body = request_parsing.json_object(request.body)
    if body is None:
        raise errors.documented_error(32600)
    carrier, tracking = _carriage(body)
    units = _units(body, order)
    shipped_at = _shipped_at(body, world.now)
    try:
        package = world.shipping.confirm(
            order.store,
            order.order_id,
            carrier=carrier,
            service="",
            tracking=tracking,
            units=units,
            shipped_at=shipped_at,
            recorded_by="api",
        )
    except Refusal as refusal:
        raise errors.documented_error(_REFUSED.get(refusal.code, 32600)) from refusal
    return Response(201, {"location": fulfillment_href(base_of(request), order, package)})


def list_all(world: World, caller: Caller, _request: Request, params: dict[str, str]) -> Response:
    """Return every fulfillment of an order; this list has no pages."""
    order = order_of(world, caller, params["orderId"])
    found = [ebay_fulfillment(package) for package in order.packages]
    return reply(200, {"fulfillments": found, "total": len(found), "warnings": []})


def get_one(world: World, caller: Caller, _request: Request, params: dict[str, str]) -> Response:
    """Return one fulfillment by its id, which is its tracking number."""
    order, wanted = order_of(world, caller, params["orderId"]), params["fulfillmentId"]
    for package in order.packages:
        if fulfillment_id(package) == wanted:
            return reply(200, ebay_fulfillment(package))
    raise errors.documented_error(32110, fulfillmentId=wanted)


def _carriage(body: _Json) -> tuple[str, str]:
    carrier, tracking = _text(body, "shippingCarrierCode"), _text(body, "trackingNumber")
    plain = tracking.isascii() and tracking.isalnum()
    if bool(carrier) != bool(tracking) or (tracking and not plain):
        raise errors.documented_error(32300)
    return carrier, tracking


def _shipped_at(body: _Json, now: int) -> int:
    text = _text(body, "shippedDate")
    if not text:
        return now
    shipped_at = iso8601.parse(text)
    if shipped_at is None:
        raise errors.documented_error(32500)
    return shipped_at


def _units(body: _Json, order: PlatformOrder) -> dict[str, int]:
    items = body.get("lineItems")
    if not isinstance(items, list) or not items:
        raise errors.documented_error(32600)
    known = {line.line_id: line for line in order.lines}
    units: dict[str, int] = {}
    for item in items:
        if not isinstance(item, dict):
            raise errors.documented_error(32600)
        line_id, quantity = _text(item, "lineItemId"), item.get("quantity", 1)
        if line_id not in known:
            raise errors.documented_error(32200, lineItemId=line_id)
        if line_id in units:
            raise errors.documented_error(32210)
        if type(quantity) is not int or not 1 <= quantity <= known[line_id].quantity:
            raise errors.documented_error(32600)
        units[line_id] = quantity
    return units


def _text(body: _Json, name: str) -> str:
    value = body.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise errors.documented_error(32600)
    return value.strip()
