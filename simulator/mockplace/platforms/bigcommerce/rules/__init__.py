"""What happens in a BigCommerce store."""
