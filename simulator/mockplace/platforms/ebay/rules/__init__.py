"""What happens on eBay."""
