"""Every Amazon address that the simulator answers."""

from __future__ import annotations

from mockplace.platforms.amazon.auth import give_token
from mockplace.platforms.amazon.confirm import confirm_shipment
from mockplace.platforms.amazon.door import served
from mockplace.platforms.amazon.orders_2026 import get_order, search_orders
from mockplace.wire import Route

_V2026 = "/orders/2026-01-01/orders"
_V0 = "/orders/v0/orders"

ROUTES: tuple[Route, ...] = (
    Route("token", "amazon", "POST", "/auth/o2/token", give_token),
    served("searchOrders", "GET", _V2026, search_orders),
    served("getOrder", "GET", f"{_V2026}/{{orderId}}", get_order),
    served("confirmShipment", "POST", f"{_V0}/{{orderId}}/shipmentConfirmation", confirm_shipment),
)
