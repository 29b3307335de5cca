"""The Fulfillment API: orders, fulfillments, and refunds."""
