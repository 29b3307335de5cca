"""BigCommerce's business rules: orders, shipments, refunds, e-mails, webhooks."""
