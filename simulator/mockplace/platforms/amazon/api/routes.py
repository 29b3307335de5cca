"""All Amazon routes that the simulator serves."""

from __future__ import annotations

from mockplace.http_types import Route
from mockplace.platforms.amazon.api import sellers
from mockplace.platforms.amazon.api.endpoint import grantless_route, route
from mockplace.platforms.amazon.api.feeds import operations as feeds
from mockplace.platforms.amazon.api.feeds.document_urls import ROUTES as DOCUMENTS
from mockplace.platforms.amazon.api.labels import merchant_fulfillment, shipping_v2_routes
from mockplace.platforms.amazon.api.labels.seller_inputs import get_additional_seller_inputs
from mockplace.platforms.amazon.api.listings import operations as listings
from mockplace.platforms.amazon.api.login_with_amazon import issue_token
from mockplace.platforms.amazon.api.notifications import (
    destinations_and_subscriptions as notifications,
)
from mockplace.platforms.amazon.api.orders import orders_2026, orders_v0
from mockplace.platforms.amazon.api.orders.confirm_shipment import confirm_shipment
from mockplace.platforms.amazon.api.restricted_data_tokens import (
    create_restricted_data_token,
)
from mockplace.platforms.amazon.api.sqs.routes import ROUTES as SQS

_V2026 = "/orders/2026-01-01/orders"
_V0 = "/orders/v0/orders"
_V0_ORDER = f"{_V0}/{{orderId}}"
_SHIPMENTS = "/mfn/v0/shipments"
_SHIPMENT = f"{_SHIPMENTS}/{{shipmentId}}"
_RESTRICTED = "/tokens/2021-03-01/restrictedDataToken"
_MORE_INPUTS = "/mfn/v0/additionalSellerInputs"
_ELIGIBLE = "/mfn/v0/eligibleShippingServices"
_DESTINATIONS = "/notifications/v1/destinations"
_DESTINATION = f"{_DESTINATIONS}/{{destinationId}}"
_SUBSCRIPTIONS = "/notifications/v1/subscriptions"
_ALL_FEEDS = "/feeds/2021-06-30/feeds"
_DOCUMENTS = "/feeds/2021-06-30/documents"
_SUBSCRIPTION = f"{_SUBSCRIPTIONS}/{{notificationType}}"
_LISTINGS = "/listings/2021-08-01/items/{sellerId}"
_LISTING = f"{_LISTINGS}/{{sku}}"

#: Operations on an application's resources need a grantless token, which belongs to no seller.
_NOTIFICATIONS = (
    grantless_route("getDestinations", "GET", _DESTINATIONS, notifications.get_destinations),
    grantless_route("createDestination", "POST", _DESTINATIONS, notifications.create_destination),
    grantless_route("getDestination", "GET", _DESTINATION, notifications.get_destination),
    grantless_route("deleteDestination", "DELETE", _DESTINATION, notifications.delete_destination),
    route("getSubscriptions", "GET", _SUBSCRIPTIONS, notifications.get_subscriptions),
    route("getSubscription", "GET", _SUBSCRIPTION, notifications.get_subscription),
    route("createSubscription", "POST", _SUBSCRIPTION, notifications.create_subscription),
    grantless_route(
        "getSubscriptionById",
        "GET",
        f"{_SUBSCRIPTION}/{{subscriptionId}}",
        notifications.get_subscription_by_id,
    ),
    grantless_route(
        "deleteSubscriptionById",
        "DELETE",
        f"{_SUBSCRIPTION}/{{subscriptionId}}",
        notifications.delete_subscription_by_id,
    ),
)

_FEEDS = (
    route("createFeedDocument", "POST", _DOCUMENTS, feeds.create_feed_document, 201),
    route("getFeedDocument", "GET", f"{_DOCUMENTS}/{{feedDocumentId}}", feeds.get_feed_document),
    route("getFeeds", "GET", _ALL_FEEDS, feeds.get_feeds),
    route("createFeed", "POST", _ALL_FEEDS, feeds.create_feed, 202),
    route("getFeed", "GET", f"{_ALL_FEEDS}/{{feedId}}", feeds.get_feed),
    route("cancelFeed", "DELETE", f"{_ALL_FEEDS}/{{feedId}}", feeds.cancel_feed),
    *DOCUMENTS,
)
_SELLERS = (
    route(
        "getMarketplaceParticipations",
        "GET",
        "/sellers/v1/marketplaceParticipations",
        sellers.get_marketplace_participations,
    ),
    route("getAccount", "GET", "/sellers/v1/account", sellers.get_account),
)

ROUTES: tuple[Route, ...] = (
    Route("token", "amazon", "POST", "/auth/o2/token", issue_token),
    route("createRestrictedDataToken", "POST", _RESTRICTED, create_restricted_data_token),
    route("searchOrders", "GET", _V2026, orders_2026.search_orders),
    route("getOrder", "GET", f"{_V2026}/{{orderId}}", orders_2026.get_order),
    route("getOrdersV0", "GET", _V0, orders_v0.get_orders),
    route("getOrderV0", "GET", _V0_ORDER, orders_v0.get_order),
    route("getOrderBuyerInfo", "GET", f"{_V0_ORDER}/buyerInfo", orders_v0.get_buyer_info),
    route("getOrderAddress", "GET", f"{_V0_ORDER}/address", orders_v0.get_address),
    route("getOrderItems", "GET", f"{_V0_ORDER}/orderItems", orders_v0.get_items),
    route(
        "getOrderItemsBuyerInfo",
        "GET",
        f"{_V0_ORDER}/orderItems/buyerInfo",
        orders_v0.get_items_buyer_info,
    ),
    route("confirmShipment", "POST", f"{_V0_ORDER}/shipmentConfirmation", confirm_shipment),
    route(
        "getEligibleShipmentServices", "POST", _ELIGIBLE, merchant_fulfillment.get_eligible_services
    ),
    route("createShipment", "POST", _SHIPMENTS, merchant_fulfillment.create_shipment),
    route("getShipment", "GET", _SHIPMENT, merchant_fulfillment.get_shipment),
    route("cancelShipment", "DELETE", _SHIPMENT, merchant_fulfillment.cancel_shipment),
    route("getAdditionalSellerInputs", "POST", _MORE_INPUTS, get_additional_seller_inputs),
    *shipping_v2_routes.ROUTES,
    *_NOTIFICATIONS,
    *_SELLERS,
    *_FEEDS,
    *SQS,
    route("searchListingsItems", "GET", _LISTINGS, listings.search_items),
    route("getListingsItem", "GET", _LISTING, listings.get_item),
    route("putListingsItem", "PUT", _LISTING, listings.put_item),
    route("patchListingsItem", "PATCH", _LISTING, listings.patch_item),
    route("deleteListingsItem", "DELETE", _LISTING, listings.delete_item),
)
