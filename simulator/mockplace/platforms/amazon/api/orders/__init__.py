"""Amazon's orders: both versions of the Orders API, and what is told of shipments."""
