"""What maintainers run in a checkout; it is not installed."""
