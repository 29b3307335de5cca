"""The platforms' host names: what a client asks for that knows nothing of a simulator."""

from __future__ import annotations

_REGIONS = ("na", "eu", "fe")

HOSTS = (
    "api.bigcommerce.com",
    "api.amazon.com",
    *(f"sellingpartnerapi-{region}.amazon.com" for region in _REGIONS),
    *(f"sandbox.sellingpartnerapi-{region}.amazon.com" for region in _REGIONS),
    "api.ebay.com",
    "apiz.ebay.com",
    "api.sandbox.ebay.com",
    "apiz.sandbox.ebay.com",
)
