"""Feeds 2021-06-30: documents that are uploaded, carried out one part after the other, reported."""
