"""Orders V2 and V3: orders, shipments, how they were paid and refunded."""
