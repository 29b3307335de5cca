"""The Post-Order API: cancellations."""
