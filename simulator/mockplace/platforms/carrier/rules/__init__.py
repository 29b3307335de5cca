"""The house carrier's business rules: labels, pick-ups, deliveries."""
