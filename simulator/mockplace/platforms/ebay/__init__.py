"""eBay: Fulfillment, Inventory, Logistics, Post-Order, Notification and OAuth."""
