"""The usage plans of the operations served here, as Amazon's models state them."""

from __future__ import annotations

#: operation → (tokens given back per second, size of the bucket)
RATES: dict[str, tuple[float, int]] = {
    "searchOrders": (0.0056, 20),
    "getOrder": (0.5, 30),
    "getOrdersV0": (0.0167, 20),
    "getOrderV0": (0.5, 30),
    "getOrderBuyerInfo": (0.5, 30),
    "getOrderAddress": (0.5, 30),
    "getOrderItems": (0.5, 30),
    "getOrderItemsBuyerInfo": (0.5, 30),
    "confirmShipment": (2.0, 10),
    "createRestrictedDataToken": (1.0, 10),
    "getEligibleShipmentServices": (6.0, 12),
    "createShipment": (2.0, 2),
    "getShipment": (1.0, 1),
    "cancelShipment": (1.0, 1),
    "getAdditionalSellerInputs": (1.0, 1),
    # Amazon Shipping v2: its names are marked, as Merchant Fulfillment has one of them as well.
    "getRatesV2": (80.0, 100),
    "purchaseShipmentV2": (80.0, 100),
    "oneClickShipmentV2": (80.0, 100),
    "getTrackingV2": (80.0, 100),
    "getShipmentDocumentsV2": (80.0, 100),
    "cancelShipmentV2": (80.0, 100),
    "getAdditionalInputsV2": (80.0, 100),
    "getListingsItem": (5.0, 10),
    "searchListingsItems": (5.0, 5),
    "putListingsItem": (5.0, 10),
    "patchListingsItem": (5.0, 5),
    "deleteListingsItem": (5.0, 5),
    "getSubscriptions": (1.0, 5),
    "getSubscription": (1.0, 5),
    "createSubscription": (1.0, 5),
    "getSubscriptionById": (1.0, 5),
    "deleteSubscriptionById": (1.0, 5),
    "getDestinations": (1.0, 5),
    "createDestination": (1.0, 5),
    "getDestination": (1.0, 5),
    "deleteDestination": (1.0, 5),
    "getMarketplaceParticipations": (0.016, 15),
    "getAccount": (0.016, 15),
    "createFeedDocument": (0.5, 15),
    "getFeedDocument": (0.0222, 10),
    "createFeed": (0.0083, 15),
    "getFeeds": (0.0222, 10),
    "getFeed": (2.0, 15),
    "cancelFeed": (2.0, 15),
}


def limit_header(operation: str) -> str:
    """The rate as ``x-amzn-RateLimit-Limit`` writes it: tokens per second, without the burst."""
    return f"{RATES[operation][0]:g}"
