"""The Fulfillment API: orders, what is shipped of them, and refunds."""
