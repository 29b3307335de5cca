"""Decide which listed orders are read once more for the buyer's tax number.

buyer.taxIdentifier is returned by getOrder and not by getOrders, for orders on eBay Italy and eBay
Spain only (developer.ebay.com/api-docs/sell/fulfillment/types/sel:TaxIdentifier, November 2026).
"""

from __future__ import annotations

from pydantic import Field

from shiponce.platforms.ebay.orders import RawBuyer
from shiponce.platforms.raw_order_fields import Raw, Text

_MARKETS = frozenset({"EBAY_IT", "EBAY_ES"})


class RawListedLine(Raw):
    """Where an item was listed, and where it was bought."""

    listingMarketplaceId: Text = ""
    purchaseMarketplaceId: Text = ""


class RawListedOrder(Raw):
    """The fields of a listed order that tell whether its buyer may have a tax number."""

    buyer: RawBuyer = Field(default_factory=RawBuyer)
    lineItems: tuple[RawListedLine, ...] = ()


def may_have_tax_number(listed: object) -> bool:
    """Return True if eBay may know the buyer's tax number and has not listed it."""
    raw = RawListedOrder.model_validate(listed)
    markets = {
        market
        for line in raw.lineItems
        for market in (line.listingMarketplaceId, line.purchaseMarketplaceId)
    }
    return raw.buyer.taxIdentifier is None and not markets.isdisjoint(_MARKETS)
