"""BigCommerce: orders V2, catalogue, store and channels, over a world's accounts."""
