"""What happens on Amazon."""
