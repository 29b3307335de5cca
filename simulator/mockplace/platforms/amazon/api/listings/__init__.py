"""Listings Items: what a seller offers, at which price and in which number."""
