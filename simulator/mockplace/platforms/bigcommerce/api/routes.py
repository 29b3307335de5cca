"""All BigCommerce routes that the simulator serves."""

from __future__ import annotations

from mockplace.http_types import Route
from mockplace.platforms.bigcommerce.api import (
    email_settings,
    store_information,
    webhook_subscriptions,
)
from mockplace.platforms.bigcommerce.api.catalog import channel_listings, inventory, products_v2
from mockplace.platforms.bigcommerce.api.catalog import products as catalog
from mockplace.platforms.bigcommerce.api.endpoint import route
from mockplace.platforms.bigcommerce.api.orders import (
    create_order,
    orders,
    payments,
    refunds,
    shipments,
)

_ORDERS = "/v2/orders"
_ORDER = f"{_ORDERS}/{{orderId}}"
_ORDER_3 = "/v3/orders/{orderId}"
_REFUNDS = f"{_ORDER_3}/payment_actions/refunds"
_EMAILS = "/v3/settings/email-statuses"
_ALL_REFUNDS = "/v3/orders/payment_actions/refunds"
_SHIPMENTS = f"{_ORDER}/shipments"
_SHIPMENT = f"{_SHIPMENTS}/{{shipmentId}}"

#: Shipping addresses have two paths: the documented one, and the one in the links of orders.
_ADDRESSES = tuple(
    one
    for spelling in ("shipping_addresses", "shippingaddresses")
    for one in (
        route("getShippingAddresses", "GET", f"{_ORDER}/{spelling}", orders.list_addresses),
        route(
            "getShippingAddress", "GET", f"{_ORDER}/{spelling}/{{addressId}}", orders.get_address
        ),
    )
)

_PRODUCTS, _VARIANTS = "/v3/catalog/products", "/v3/catalog/variants"
_PRODUCT = f"{_PRODUCTS}/{{productId}}"
_OLD_PRODUCT = "/v2/products/{productId}"
_INVENTORY, _LISTINGS = "/v3/inventory", "/v3/channels/{channelId}/listings"
_ABSOLUTE, _RELATIVE = "/v3/inventory/adjustments/absolute", "/v3/inventory/adjustments/relative"

_STOCK = tuple(
    route(operation, method, path, run)
    for operation, method, path, run in (
        ("getProducts", "GET", _PRODUCTS, catalog.list_products),
        ("getProduct", "GET", _PRODUCT, catalog.get_product),
        ("updateProduct", "PUT", _PRODUCT, catalog.update_product),
        ("getProductVariants", "GET", f"{_PRODUCT}/variants", catalog.list_product_variants),
        (
            "getProductVariant",
            "GET",
            f"{_PRODUCT}/variants/{{variantId}}",
            catalog.get_product_variant,
        ),
        ("getVariants", "GET", _VARIANTS, catalog.list_variants),
        ("getInventoryItems", "GET", f"{_INVENTORY}/items", inventory.list_items),
        ("getLocations", "GET", f"{_INVENTORY}/locations", inventory.list_locations),
        (
            "getLocationItems",
            "GET",
            f"{_INVENTORY}/locations/{{locationId}}/items",
            inventory.list_location_items,
        ),
        ("adjustAbsolutely", "PUT", _ABSOLUTE, inventory.adjust_absolutely),
        ("adjustRelatively", "POST", _RELATIVE, inventory.adjust_relatively),
        ("getInventorySettings", "GET", "/v3/settings/inventory", inventory.get_settings),
        ("updateInventorySettings", "PUT", "/v3/settings/inventory", inventory.update_settings),
        ("getChannelListings", "GET", _LISTINGS, channel_listings.list_listings),
        ("createChannelListings", "POST", _LISTINGS, channel_listings.create_listings),
        ("updateChannelListings", "PUT", _LISTINGS, channel_listings.update_listings),
        ("getChannelListing", "GET", f"{_LISTINGS}/{{listingId}}", channel_listings.get_listing),
        ("getProductsV2", "GET", "/v2/products", products_v2.list_products),
        ("getProductsCountV2", "GET", "/v2/products/count", products_v2.count_products),
        ("getProductV2", "GET", _OLD_PRODUCT, products_v2.get_product),
        ("updateProductV2", "PUT", _OLD_PRODUCT, products_v2.update_product),
    )
)

ROUTES: tuple[Route, ...] = (
    route("getOrders", "GET", _ORDERS, orders.list_orders),
    route("getOrdersCount", "GET", f"{_ORDERS}/count", orders.count_orders),
    route("getOrder", "GET", _ORDER, orders.get_order),
    route("createOrder", "POST", _ORDERS, create_order.create_order),
    route("updateOrder", "PUT", _ORDER, orders.update_order),
    route("deleteOrder", "DELETE", _ORDER, orders.archive_order),
    route("getOrderProducts", "GET", f"{_ORDER}/products", orders.list_products),
    route("getOrderProduct", "GET", f"{_ORDER}/products/{{productId}}", orders.get_product),
    *_ADDRESSES,
    route("getOrderConsignments", "GET", f"{_ORDER}/consignments", orders.get_consignments),
    route("getOrderCoupons", "GET", f"{_ORDER}/coupons", orders.list_coupons),
    route("getShipments", "GET", _SHIPMENTS, shipments.list_shipments),
    route("createShipment", "POST", _SHIPMENTS, shipments.create_shipment),
    route("deleteShipments", "DELETE", _SHIPMENTS, shipments.delete_shipments),
    route("getShipmentsCount", "GET", f"{_SHIPMENTS}/count", shipments.count_shipments),
    route("getShipment", "GET", _SHIPMENT, shipments.get_shipment),
    route("updateShipment", "PUT", _SHIPMENT, shipments.update_shipment),
    route("deleteShipment", "DELETE", _SHIPMENT, shipments.delete_shipment),
    route("getOrderStatuses", "GET", "/v2/order_statuses", store_information.list_statuses),
    route("getOrderStatus", "GET", "/v2/order_statuses/{statusId}", store_information.get_status),
    route("getStore", "GET", "/v2/store", store_information.get_store),
    route("getTime", "GET", "/v2/time", store_information.get_time),
    route(
        "createOrderRefundQuotes",
        "POST",
        f"{_ORDER_3}/payment_actions/refund_quotes",
        refunds.create_quote,
    ),
    route("createOrderRefund", "POST", _REFUNDS, refunds.create_refund),
    route("getOrderRefunds", "GET", _REFUNDS, refunds.list_refunds),
    route("getOrdersRefunds", "GET", _ALL_REFUNDS, refunds.list_all_refunds),
    route("getOrderRefund", "GET", f"{_ALL_REFUNDS}/{{refundId}}", refunds.get_refund),
    route(
        "getOrderTransactions",
        "GET",
        f"{_ORDER_3}/transactions",
        payments.list_transactions,
    ),
    route("getChannels", "GET", "/v3/channels", store_information.list_channels),
    route("getChannel", "GET", "/v3/channels/{channelId}", store_information.get_channel),
    route("getEmailStatuses", "GET", _EMAILS, email_settings.get_statuses),
    route("updateEmailStatuses", "PUT", _EMAILS, email_settings.update_statuses),
    route("getHooks", "GET", "/v3/hooks", webhook_subscriptions.list_hooks),
    route("createHook", "POST", "/v3/hooks", webhook_subscriptions.create_hook),
    route("getHook", "GET", "/v3/hooks/{hookId}", webhook_subscriptions.get_hook),
    route("updateHook", "PUT", "/v3/hooks/{hookId}", webhook_subscriptions.update_hook),
    route("deleteHook", "DELETE", "/v3/hooks/{hookId}", webhook_subscriptions.delete_hook),
    *_STOCK,
)
