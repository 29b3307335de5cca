"""eBay's Commerce Notification API and the messages that it sends."""
