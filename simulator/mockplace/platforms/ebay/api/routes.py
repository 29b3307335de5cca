"""All eBay routes that the simulator serves."""

from __future__ import annotations

from mockplace.http_types import Route
from mockplace.platforms.ebay.api import rate_limits
from mockplace.platforms.ebay.api.endpoint import route
from mockplace.platforms.ebay.api.fulfillment import (
    issue_refund_request,
    orders,
    shipping_fulfillments,
)
from mockplace.platforms.ebay.api.inventory import endpoint as inventory
from mockplace.platforms.ebay.api.inventory import items, locations, offers
from mockplace.platforms.ebay.api.logistics import quotes_and_shipments as logistics
from mockplace.platforms.ebay.api.notification import destinations_and_subscriptions
from mockplace.platforms.ebay.api.oauth import FINANCES, issue_token
from mockplace.platforms.ebay.api.post_order import cancellation

_ORDERS = "/sell/fulfillment/v1/order"
_ORDER = f"{_ORDERS}/{{orderId}}"
_RATES = "/developer/analytics/v1_beta/rate_limit"
_SHIPPED = f"{_ORDER}/shipping_fulfillment"

_DESTINATION = "/destination/{destinationId}"
_SUBSCRIPTION = "/subscription/{subscriptionId}"
_TOPIC = "/topic/{topicId}"

_NOTIFICATION = tuple(
    destinations_and_subscriptions.route(operation, method, path, run)
    for operation, method, path, run in (
        ("getDestinations", "GET", "/destination", destinations_and_subscriptions.get_destinations),
        (
            "createDestination",
            "POST",
            "/destination",
            destinations_and_subscriptions.create_destination,
        ),
        ("getDestination", "GET", _DESTINATION, destinations_and_subscriptions.get_destination),
        (
            "updateDestination",
            "PUT",
            _DESTINATION,
            destinations_and_subscriptions.update_destination,
        ),
        (
            "deleteDestination",
            "DELETE",
            _DESTINATION,
            destinations_and_subscriptions.delete_destination,
        ),
        (
            "getSubscriptions",
            "GET",
            "/subscription",
            destinations_and_subscriptions.get_subscriptions,
        ),
        (
            "createSubscription",
            "POST",
            "/subscription",
            destinations_and_subscriptions.create_subscription,
        ),
        ("getSubscription", "GET", _SUBSCRIPTION, destinations_and_subscriptions.get_subscription),
        (
            "deleteSubscription",
            "DELETE",
            _SUBSCRIPTION,
            destinations_and_subscriptions.delete_subscription,
        ),
        (
            "enableSubscription",
            "POST",
            f"{_SUBSCRIPTION}/enable",
            destinations_and_subscriptions.enable,
        ),
        (
            "disableSubscription",
            "POST",
            f"{_SUBSCRIPTION}/disable",
            destinations_and_subscriptions.disable,
        ),
        ("getTopics", "GET", "/topic", destinations_and_subscriptions.get_topics),
        ("getTopic", "GET", _TOPIC, destinations_and_subscriptions.get_topic),
        (
            "getPublicKey",
            "GET",
            "/public_key/{publicKeyId}",
            destinations_and_subscriptions.get_public_key,
        ),
    )
)

_ITEM, _OFFER = "/inventory_item/{sku}", "/offer/{offerId}"
_LOCATION = "/location/{merchantLocationKey}"
_BULK_PUT = "bulkCreateOrReplaceInventoryItem"

_INVENTORY = (
    inventory.route("getInventoryItem", "GET", _ITEM, items.get_item),
    inventory.route("createOrReplaceInventoryItem", "PUT", _ITEM, items.put_item),
    inventory.route("deleteInventoryItem", "DELETE", _ITEM, items.delete_item),
    inventory.route("getInventoryItems", "GET", "/inventory_item", items.get_items),
    inventory.route(
        "bulkGetInventoryItem", "POST", "/bulk_get_inventory_item", items.bulk_get, reads=True
    ),
    inventory.route(_BULK_PUT, "POST", "/bulk_create_or_replace_inventory_item", items.bulk_put),
    inventory.route(
        "bulkUpdatePriceQuantity", "POST", "/bulk_update_price_quantity", offers.bulk_update
    ),
    inventory.route("getOffers", "GET", "/offer", offers.get_offers),
    inventory.route("createOffer", "POST", "/offer", offers.create_offer),
    inventory.route("getOffer", "GET", _OFFER, offers.get_offer),
    inventory.route("updateOffer", "PUT", _OFFER, offers.update_offer),
    inventory.route("deleteOffer", "DELETE", _OFFER, offers.delete_offer),
    inventory.route("publishOffer", "POST", f"{_OFFER}/publish", offers.publish_offer),
    inventory.route("withdrawOffer", "POST", f"{_OFFER}/withdraw", offers.withdraw_offer),
    inventory.route("getInventoryLocations", "GET", "/location", locations.get_locations),
    inventory.route("getInventoryLocation", "GET", _LOCATION, locations.get_location),
    inventory.route("createInventoryLocation", "POST", _LOCATION, locations.create_location),
    inventory.route("deleteInventoryLocation", "DELETE", _LOCATION, locations.delete_location),
    inventory.route(
        "enableInventoryLocation", "POST", f"{_LOCATION}/enable", locations.enable_location
    ),
    inventory.route(
        "disableInventoryLocation", "POST", f"{_LOCATION}/disable", locations.disable_location
    ),
)

ROUTES: tuple[Route, ...] = (
    Route("token", "ebay", "POST", "/identity/v1/oauth2/token", issue_token),
    route("getOrders", "GET", _ORDERS, orders.get_orders),
    route("getOrder", "GET", _ORDER, orders.get_order),
    route("createShippingFulfillment", "POST", _SHIPPED, shipping_fulfillments.create),
    route("getShippingFulfillments", "GET", _SHIPPED, shipping_fulfillments.list_all),
    route(
        "getShippingFulfillment",
        "GET",
        f"{_SHIPPED}/{{fulfillmentId}}",
        shipping_fulfillments.get_one,
    ),
    *logistics.ROUTES,
    route("issueRefund", "POST", f"{_ORDER}/issue_refund", issue_refund_request.issue, (FINANCES,)),
    *_NOTIFICATION,
    *(cancellation.route(*one) for one in cancellation.OPERATIONS),
    *_INVENTORY,
    Route("getRateLimits", "ebay", "GET", _RATES, rate_limits.get_rate_limits),
)
