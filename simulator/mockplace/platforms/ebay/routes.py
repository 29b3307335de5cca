"""Every eBay address that the simulator answers."""

from __future__ import annotations

from mockplace.platforms.ebay import orders, quotas, shipping
from mockplace.platforms.ebay.auth import give_token
from mockplace.platforms.ebay.door import served
from mockplace.wire_types import Route

_ORDERS = "/sell/fulfillment/v1/order"
_ORDER = f"{_ORDERS}/{{orderId}}"
_RATES = "/developer/analytics/v1_beta/rate_limit"
_SHIPPED = f"{_ORDER}/shipping_fulfillment"

ROUTES: tuple[Route, ...] = (
    Route("token", "ebay", "POST", "/identity/v1/oauth2/token", give_token),
    served("getOrders", "GET", _ORDERS, orders.get_orders),
    served("getOrder", "GET", _ORDER, orders.get_order),
    served("createShippingFulfillment", "POST", _SHIPPED, shipping.create),
    served("getShippingFulfillments", "GET", _SHIPPED, shipping.list_all),
    served("getShippingFulfillment", "GET", f"{_SHIPPED}/{{fulfillmentId}}", shipping.get_one),
    Route("getRateLimits", "ebay", "GET", _RATES, quotas.get_rate_limits),
)
