"""When eBay sends a webhook again after its receiver did not accept it."""

#: Seconds before each retry: assumed.
RETRIES = (300, 1800, 7200, 21600, 43200)
