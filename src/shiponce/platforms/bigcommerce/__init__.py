"""BigCommerce: Orders V2 and Channels V3 (developer.bigcommerce.com/docs/rest-management)."""
