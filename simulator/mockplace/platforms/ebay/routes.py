"""Every eBay address that the simulator answers."""

from __future__ import annotations

from mockplace.platforms.ebay import (
    cancellation,
    logistics,
    notification,
    orders,
    quotas,
    refund,
    shipping,
)
from mockplace.platforms.ebay.auth import FINANCES, give_token
from mockplace.platforms.ebay.door import served
from mockplace.wire_types import Route

_ORDERS = "/sell/fulfillment/v1/order"
_ORDER = f"{_ORDERS}/{{orderId}}"
_RATES = "/developer/analytics/v1_beta/rate_limit"
_SHIPPED = f"{_ORDER}/shipping_fulfillment"

_DESTINATION = "/destination/{destinationId}"
_SUBSCRIPTION = "/subscription/{subscriptionId}"
_TOPIC = "/topic/{topicId}"

_NOTIFICATION = tuple(
    notification.served(operation, method, path, run)
    for operation, method, path, run in (
        ("getDestinations", "GET", "/destination", notification.get_destinations),
        ("createDestination", "POST", "/destination", notification.create_destination),
        ("getDestination", "GET", _DESTINATION, notification.get_destination),
        ("updateDestination", "PUT", _DESTINATION, notification.update_destination),
        ("deleteDestination", "DELETE", _DESTINATION, notification.delete_destination),
        ("getSubscriptions", "GET", "/subscription", notification.get_subscriptions),
        ("createSubscription", "POST", "/subscription", notification.create_subscription),
        ("getSubscription", "GET", _SUBSCRIPTION, notification.get_subscription),
        ("deleteSubscription", "DELETE", _SUBSCRIPTION, notification.delete_subscription),
        ("enableSubscription", "POST", f"{_SUBSCRIPTION}/enable", notification.enable),
        (
            "disableSubscription",
            "POST",
            f"{_SUBSCRIPTION}/disable",
            notification.disable,
        ),
        ("getTopics", "GET", "/topic", notification.get_topics),
        ("getTopic", "GET", _TOPIC, notification.get_topic),
        ("getPublicKey", "GET", "/public_key/{publicKeyId}", notification.get_public_key),
    )
)

ROUTES: tuple[Route, ...] = (
    Route("token", "ebay", "POST", "/identity/v1/oauth2/token", give_token),
    served("getOrders", "GET", _ORDERS, orders.get_orders),
    served("getOrder", "GET", _ORDER, orders.get_order),
    served("createShippingFulfillment", "POST", _SHIPPED, shipping.create),
    served("getShippingFulfillments", "GET", _SHIPPED, shipping.list_all),
    served("getShippingFulfillment", "GET", f"{_SHIPPED}/{{fulfillmentId}}", shipping.get_one),
    *logistics.ROUTES,
    served("issueRefund", "POST", f"{_ORDER}/issue_refund", refund.issue, (FINANCES,)),
    *_NOTIFICATION,
    *(cancellation.served(*one) for one in cancellation.OPERATIONS),
    Route("getRateLimits", "ebay", "GET", _RATES, quotas.get_rate_limits),
)
