"""What happens after a sale: cancellations and refunds."""
