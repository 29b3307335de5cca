"""eBay on the wire."""
