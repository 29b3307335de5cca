"""The platforms' host names: what a client asks for that knows nothing of a simulator."""

from __future__ import annotations

_REGIONS = ("na", "eu", "fe")
#: Where Amazon serves its three regions from: the queues of SQS lie there.
_AWS = ("us-east-1", "eu-west-1", "us-west-2")

HOSTS = (
    "api.bigcommerce.com",
    "api.amazon.com",
    *(f"sellingpartnerapi-{region}.amazon.com" for region in _REGIONS),
    *(f"sandbox.sellingpartnerapi-{region}.amazon.com" for region in _REGIONS),
    *(f"sqs.{region}.amazonaws.com" for region in _AWS),
    "api.ebay.com",
    "apiz.ebay.com",
    "api.sandbox.ebay.com",
    "apiz.sandbox.ebay.com",
    #: The invented carrier: no such name is ever registered.
    "api.house-carrier.example",
)
