"""A simulator of BigCommerce, Amazon and eBay that is faithful on the wire."""
