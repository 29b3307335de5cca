"""BigCommerce's HTTP API."""
