"""eBay's Fulfillment API and its OAuth, over a world's accounts of that platform."""

from mockplace.platforms.ebay.routes import ROUTES

__all__ = ["ROUTES"]
