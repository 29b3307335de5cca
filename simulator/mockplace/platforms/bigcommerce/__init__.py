"""BigCommerce: orders, catalogue, store and channels of a world's accounts."""
