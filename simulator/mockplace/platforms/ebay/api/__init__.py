"""eBay's HTTP APIs."""
