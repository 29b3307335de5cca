"""Orders V2 and V3: orders, shipments, payments and refunds."""
