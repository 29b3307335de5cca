"""Amazon's business rules: orders, shipments, feeds, queues."""
