"""eBay's business rules: orders, shipments, cancellations, webhooks."""
