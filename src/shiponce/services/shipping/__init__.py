"""Ship orders: offers, labels, voids, holds."""
