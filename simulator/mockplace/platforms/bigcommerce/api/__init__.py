"""BigCommerce on the wire."""
