"""eBay's Fulfillment API and its OAuth, over a world's accounts of that platform."""
