"""``confirmShipment``: the seller confirms shipped units, with carrier and tracking number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockplace.kernel.refusal import Refusal
from mockplace.platforms.amazon.api import errors
from mockplace.platforms.amazon.api.find_order import order_of
from mockplace.platforms.amazon.api.orders.carrier_codes import CARRIER_CODES
from mockplace.platforms.amazon.api.request_body import Body
from mockplace.platforms.amazon.rules.assumptions import CARRIER_CODE
from mockplace.platforms.shared import iso8601

if TYPE_CHECKING:
    from mockplace.http_types import Request
    from mockplace.kernel.records import PlatformOrder
    from mockplace.kernel.world import World
    from mockplace.platforms.amazon.api.access_token import Caller

_UNKNOWN_ITEM = (
    "OrderItemId  is invalid, please obtain the value through the getOrderItems API or "
    "Manage Orders page"
)
_PRIME = "This Prime order must be shipped with a label bought from Amazon."
#: The sentence is assumed. The status 400 is documented, but for Ship+ only.
_PROGRAM = "This order does not support shipment confirmation."
_CODES = "Transparency codes are required for this item."
_MOST_CODES = 10_000
_BAD_REFERENCE = "PackageReferenceId: is invalid, must be a positive numeric value."


def confirm_shipment(
    world: World, caller: Caller, request: Request, params: dict[str, str]
) -> None:
    """Answer ``confirmShipment`` (204): record a package.

    If the order has a package with the same reference already, edit that package.
    """
    body = Body.of(request.body)
    body.text("marketplaceId")
    package = body.part("packageDetail")
    reference = package.text("packageReferenceId")
    if not (reference.isascii() and reference.isdigit() and int(reference[:18]) > 0):
        raise errors.invalid(_BAD_REFERENCE)
    carrier, tracking = _carrier(world, package), package.text("trackingNumber")
    if not tracking.strip():
        raise errors.invalid(details="packageDetail.trackingNumber is empty.")
    shipped_at = _ship_date(package)
    order = order_of(world, caller, params["orderId"])
    try:
        world.shipping.confirm(
            order.store,
            order.order_id,
            carrier=carrier,
            service=package.optional("shippingMethod"),
            tracking=tracking.strip(),
            units=_units(package, order),
            shipped_at=shipped_at,
            reference=reference,
            recorded_by="api",
            codes=_codes(package),
        )
    except Refusal as refusal:
        raise _refused(refusal) from refusal


def _refused(refusal: Refusal) -> errors.AmazonError:
    if refusal.code == "prime-label":
        return errors.invalid(_PRIME)
    if refusal.code == "not-to-confirm":
        return errors.invalid(_PROGRAM)
    if refusal.code == "codes-missing":
        return errors.invalid(_CODES)
    return errors.no_package()


def _carrier(world: World, package: Body) -> str:
    code, name = package.text("carrierCode"), package.optional("carrierName")
    if not code.strip() or (code == "Other" and not name.strip()):
        raise errors.invalid(details="packageDetail.carrierName is missing.")
    refused = world.state.assumptions.of(CARRIER_CODE) == "refused"
    if refused and code not in CARRIER_CODES:
        raise errors.invalid(details="packageDetail.carrierCode is not an acceptable value.")
    return name if code == "Other" else code


def _ship_date(package: Body) -> int:
    shipped_at = iso8601.parse(package.text("shipDate"))
    if shipped_at is None:
        raise errors.AmazonError(400, "Invalid Input", "Invalid Input")
    return shipped_at


def _codes(package: Body) -> dict[str, tuple[str, ...]]:
    """Return the transparency codes by item id; refuse a value that is not a list of texts."""
    codes: dict[str, tuple[str, ...]] = {}
    for item in package.parts("orderItems"):
        given = item.content.get("transparencyCodes")
        if given is None:
            continue
        if (
            not isinstance(given, list)
            or len(given) > _MOST_CODES
            or not all(isinstance(one, str) and one.strip() for one in given)
        ):
            raise errors.wrong_type(item.where("transparencyCodes"))
        line_id = item.text("orderItemId")
        codes[line_id] = (*codes.get(line_id, ()), *given)
    return codes


def _units(package: Body, order: PlatformOrder) -> dict[str, int]:
    known = {line.line_id for line in order.lines}
    units: dict[str, int] = {}
    for item in package.parts("orderItems"):
        line_id, quantity = item.text("orderItemId"), item.whole("quantity")
        if line_id not in known:
            raise errors.invalid(_UNKNOWN_ITEM)
        if quantity < 1:
            raise errors.invalid(details=f"{item.where('quantity')} is not positive.")
        units[line_id] = units.get(line_id, 0) + quantity
    return units
