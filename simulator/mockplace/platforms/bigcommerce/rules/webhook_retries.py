"""When BigCommerce sends a webhook again after its receiver did not accept it."""

#: Seconds before each retry, as BigCommerce documents them.
RETRIES = (60, 180, 300, 600, 900, 1800, 3600, 7200, 21600, 50400, 86400)
