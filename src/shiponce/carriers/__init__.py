"""Who sells labels: the merchant's house carrier (simulated) and Amazon Buy Shipping."""
