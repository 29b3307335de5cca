"""Labels that Amazon sells: Merchant Fulfillment and Shipping v2."""
