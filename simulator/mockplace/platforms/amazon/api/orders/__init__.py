"""Amazon's orders: both versions of the Orders API, and shipment confirmation."""
