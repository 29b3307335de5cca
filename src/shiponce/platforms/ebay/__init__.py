"""eBay: the Fulfillment API v1 (developer.ebay.com/api-docs/sell/fulfillment)."""
