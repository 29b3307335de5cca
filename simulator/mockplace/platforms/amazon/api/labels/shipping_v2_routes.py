"""The routes of Amazon Shipping v2 that the simulator serves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from mockplace.platforms.amazon.api.endpoint import Operation, route
from mockplace.platforms.amazon.api.labels import shipping_v2
from mockplace.platforms.amazon.api.labels.shipping_v2_errors import BUSINESSES, bad_request

if TYPE_CHECKING:
    from mockplace.http_types import Request, Route
    from mockplace.kernel.world import World
    from mockplace.platforms.amazon.api.access_token import Caller


def _in_business(run: Operation) -> Operation:
    """Return *run* wrapped in a check of the optional header ``x-amzn-shipping-business-id``."""

    def checked(
        world: World, caller: Caller, request: Request, params: dict[str, str]
    ) -> Mapping[str, object] | None:
        if request.headers.get("x-amzn-shipping-business-id", BUSINESSES[0]) not in BUSINESSES:
            raise bad_request("x-amzn-shipping-business-id is not valid")
        return run(world, caller, request, params)

    return checked


_BASE = "/shipping/v2"
_SHIPMENTS = f"{_BASE}/shipments"
_SHIPMENT = f"{_SHIPMENTS}/{{shipmentId}}"
_SCHEMA = f"{_SHIPMENTS}/additionalInputs/schema"
#: Operation names end in V2, because Merchant Fulfillment has a ``cancelShipment`` too, and rate
#: limits and injected faults are found by operation name.
ROUTES: tuple[Route, ...] = tuple(
    route(f"{operation}V2", method, path, _in_business(run))
    for operation, method, path, run in (
        ("getRates", "POST", f"{_SHIPMENTS}/rates", shipping_v2.get_rates),
        ("purchaseShipment", "POST", _SHIPMENTS, shipping_v2.purchase_shipment),
        ("oneClickShipment", "POST", f"{_BASE}/oneClickShipment", shipping_v2.one_click_shipment),
        ("getTracking", "GET", f"{_BASE}/tracking", shipping_v2.get_tracking),
        (
            "getShipmentDocuments",
            "GET",
            f"{_SHIPMENT}/documents",
            shipping_v2.get_shipment_documents,
        ),
        ("cancelShipment", "PUT", f"{_SHIPMENT}/cancel", shipping_v2.cancel_shipment),
        ("getAdditionalInputs", "GET", _SCHEMA, shipping_v2.get_additional_inputs),
    )
)
