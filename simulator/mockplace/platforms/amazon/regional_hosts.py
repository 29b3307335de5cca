"""The host names of Amazon's APIs in each selling region, and of the SQS queues."""

from __future__ import annotations

_REGIONS = ("na", "eu", "fe")
#: For each of Amazon's three selling regions, the AWS region of its SQS queues.
_AWS = ("us-east-1", "eu-west-1", "us-west-2")

HOSTS = (
    "api.amazon.com",
    *(f"sellingpartnerapi-{region}.amazon.com" for region in _REGIONS),
    *(f"sandbox.sellingpartnerapi-{region}.amazon.com" for region in _REGIONS),
    *(f"sqs.{region}.amazonaws.com" for region in _AWS),
)
