"""The pauses after which BigCommerce sends a webhook again that its receiver did not accept."""

#: Seconds before each retry, as BigCommerce documents them.
RETRIES = (60, 180, 300, 600, 900, 1800, 3600, 7200, 21600, 50400, 86400)
