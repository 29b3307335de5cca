"""Listings Items: what a seller offers, its price and quantity."""
