"""The usage plans of the served operations, from Amazon's models, and the answer over the quota."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockplace.http_types import Response, Route, reply
from mockplace.platforms.shared.rate_limits import NoLimit, TokenBucket

if TYPE_CHECKING:
    from mockplace.kernel.world import World

#: Usage plans: tokens added to the bucket per second, and the bucket's size.
RATES: dict[str, TokenBucket] = {
    "searchOrders": TokenBucket(0.0056, 20),
    "getOrder": TokenBucket(0.5, 30),
    "getOrdersV0": TokenBucket(0.0167, 20),
    "getOrderV0": TokenBucket(0.5, 30),
    "getOrderBuyerInfo": TokenBucket(0.5, 30),
    "getOrderAddress": TokenBucket(0.5, 30),
    "getOrderItems": TokenBucket(0.5, 30),
    "getOrderItemsBuyerInfo": TokenBucket(0.5, 30),
    "confirmShipment": TokenBucket(2.0, 10),
    "createRestrictedDataToken": TokenBucket(1.0, 10),
    "getEligibleShipmentServices": TokenBucket(6.0, 12),
    "createShipment": TokenBucket(2.0, 2),
    "getShipment": TokenBucket(1.0, 1),
    "cancelShipment": TokenBucket(1.0, 1),
    "getAdditionalSellerInputs": TokenBucket(1.0, 1),
    # Amazon Shipping v2: names end in V2, because Merchant Fulfillment has a cancelShipment too.
    "getRatesV2": TokenBucket(80.0, 100),
    "purchaseShipmentV2": TokenBucket(80.0, 100),
    "oneClickShipmentV2": TokenBucket(80.0, 100),
    "getTrackingV2": TokenBucket(80.0, 100),
    "getShipmentDocumentsV2": TokenBucket(80.0, 100),
    "cancelShipmentV2": TokenBucket(80.0, 100),
    "getAdditionalInputsV2": TokenBucket(80.0, 100),
    "getListingsItem": TokenBucket(5.0, 10),
    "searchListingsItems": TokenBucket(5.0, 5),
    "putListingsItem": TokenBucket(5.0, 10),
    "patchListingsItem": TokenBucket(5.0, 5),
    "deleteListingsItem": TokenBucket(5.0, 5),
    "getSubscriptions": TokenBucket(1.0, 5),
    "getSubscription": TokenBucket(1.0, 5),
    "createSubscription": TokenBucket(1.0, 5),
    "getSubscriptionById": TokenBucket(1.0, 5),
    "deleteSubscriptionById": TokenBucket(1.0, 5),
    "getDestinations": TokenBucket(1.0, 5),
    "createDestination": TokenBucket(1.0, 5),
    "getDestination": TokenBucket(1.0, 5),
    "deleteDestination": TokenBucket(1.0, 5),
    "getMarketplaceParticipations": TokenBucket(0.016, 15),
    "getAccount": TokenBucket(0.016, 15),
    "createFeedDocument": TokenBucket(0.5, 15),
    "getFeedDocument": TokenBucket(0.0222, 10),
    "createFeed": TokenBucket(0.0083, 15),
    "getFeeds": TokenBucket(0.0222, 10),
    "getFeed": TokenBucket(2.0, 15),
    "cancelFeed": TokenBucket(2.0, 15),
}


_NOT_PUBLISHED = NoLimit("no usage plan is published")
#: Operations without a rate limit: the token endpoint and feed document transfers.
UNLIMITED: dict[str, NoLimit] = dict.fromkeys(
    ("token", "uploadFeedDocument", "downloadFeedDocument"), _NOT_PUBLISHED
)


def limit_header(operation: str) -> str:
    """Return ``x-amzn-RateLimit-Limit``: the tokens per second, without the bucket size."""
    return f"{RATES[operation][0]:g}"


def rate_limited(_world: World, _route: Route, _store: str) -> Response:
    """Return 429, for a call over the quota."""
    message = "You exceeded your quota for the requested resource."
    entry = {"code": "QuotaExceeded", "message": message, "details": ""}
    return reply(429, {"errors": [entry]}, {"x-amzn-ErrorType": "TooManyRequestsException"})
