"""Perform acts, list the unknown ones, and settle them."""
