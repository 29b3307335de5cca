"""Every BigCommerce address that the simulator answers."""

from __future__ import annotations

from mockplace.http_types import Route
from mockplace.platforms.bigcommerce.api import email_settings, store_information, webhooks
from mockplace.platforms.bigcommerce.api.catalog import channel_listings, inventory, products_v2
from mockplace.platforms.bigcommerce.api.catalog import products as catalog
from mockplace.platforms.bigcommerce.api.endpoint import served
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

#: Both spellings of the addresses: the documents' and the one that orders link to.
_ADDRESSES = tuple(
    route
    for spelling in ("shipping_addresses", "shippingaddresses")
    for route in (
        served("getShippingAddresses", "GET", f"{_ORDER}/{spelling}", orders.list_addresses),
        served(
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
    served(operation, method, path, run)
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
    served("getOrders", "GET", _ORDERS, orders.list_orders),
    served("getOrdersCount", "GET", f"{_ORDERS}/count", orders.count_orders),
    served("getOrder", "GET", _ORDER, orders.get_order),
    served("createOrder", "POST", _ORDERS, create_order.create_order),
    served("updateOrder", "PUT", _ORDER, orders.update_order),
    served("deleteOrder", "DELETE", _ORDER, orders.archive_order),
    served("getOrderProducts", "GET", f"{_ORDER}/products", orders.list_products),
    served("getOrderProduct", "GET", f"{_ORDER}/products/{{productId}}", orders.get_product),
    *_ADDRESSES,
    served("getOrderConsignments", "GET", f"{_ORDER}/consignments", orders.get_consignments),
    served("getOrderCoupons", "GET", f"{_ORDER}/coupons", orders.list_coupons),
    served("getShipments", "GET", _SHIPMENTS, shipments.list_shipments),
    served("createShipment", "POST", _SHIPMENTS, shipments.create_shipment),
    served("deleteShipments", "DELETE", _SHIPMENTS, shipments.delete_shipments),
    served("getShipmentsCount", "GET", f"{_SHIPMENTS}/count", shipments.count_shipments),
    served("getShipment", "GET", _SHIPMENT, shipments.get_shipment),
    served("updateShipment", "PUT", _SHIPMENT, shipments.update_shipment),
    served("deleteShipment", "DELETE", _SHIPMENT, shipments.delete_shipment),
    served("getOrderStatuses", "GET", "/v2/order_statuses", store_information.list_statuses),
    served("getOrderStatus", "GET", "/v2/order_statuses/{statusId}", store_information.get_status),
    served("getStore", "GET", "/v2/store", store_information.get_store),
    served("getTime", "GET", "/v2/time", store_information.get_time),
    served(
        "createOrderRefundQuotes",
        "POST",
        f"{_ORDER_3}/payment_actions/refund_quotes",
        refunds.create_quote,
    ),
    served("createOrderRefund", "POST", _REFUNDS, refunds.create_refund),
    served("getOrderRefunds", "GET", _REFUNDS, refunds.list_refunds),
    served("getOrdersRefunds", "GET", _ALL_REFUNDS, refunds.list_all_refunds),
    served("getOrderRefund", "GET", f"{_ALL_REFUNDS}/{{refundId}}", refunds.get_refund),
    served(
        "getOrderTransactions",
        "GET",
        f"{_ORDER_3}/transactions",
        payments.list_transactions,
    ),
    served("getChannels", "GET", "/v3/channels", store_information.list_channels),
    served("getChannel", "GET", "/v3/channels/{channelId}", store_information.get_channel),
    served("getEmailStatuses", "GET", _EMAILS, email_settings.get_statuses),
    served("updateEmailStatuses", "PUT", _EMAILS, email_settings.update_statuses),
    served("getHooks", "GET", "/v3/hooks", webhooks.list_hooks),
    served("createHook", "POST", "/v3/hooks", webhooks.create_hook),
    served("getHook", "GET", "/v3/hooks/{hookId}", webhooks.get_hook),
    served("updateHook", "PUT", "/v3/hooks/{hookId}", webhooks.update_hook),
    served("deleteHook", "DELETE", "/v3/hooks/{hookId}", webhooks.delete_hook),
    *_STOCK,
)
