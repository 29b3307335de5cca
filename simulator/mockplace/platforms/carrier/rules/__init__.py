"""What happens at the house carrier."""
