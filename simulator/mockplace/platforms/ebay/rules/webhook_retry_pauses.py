"""The pauses after which eBay sends a webhook again that its receiver did not accept."""

#: Seconds before each retry: assumed.
RETRIES = (300, 1800, 7200, 21600, 43200)
